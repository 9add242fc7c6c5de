"""Finding the files to import: single files, folders, archives, standard input.

Nothing is ever unpacked to disk, no more than :data:`MAX_BYTES` + 1 bytes of any file are read, and what
cannot be read becomes a :class:`Unreadable` with its reason, so that the run goes on.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, cast

from articles.importing.formats.detecting import (
    BEGINNING,
    Format,
    container_of,
    document_in,
    is_json_lines,
    is_wacz,
    other_format,
    why_not_opened,
)
from articles.importing.formats.unpacking import (
    Budget,
    TooMuch,
    begun,
    metered,
    peeked,
    unpacked,
    without_ending,
    zip_name,
)
from articles.reading.stages.decoding import MAX_BYTES
from articles.text.codes import Code, coded

ZIP_ENDINGS = (".zip", ".wacz")
MANY_ENDINGS = (".wacz", ".warc", ".warc.gz", ".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".zst")
TAR_ENDINGS = (".tar.gz", ".tgz", ".tar", ".tar.zst")
# What file managers leave behind; hidden files are passed over too.
LEFTOVERS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
DEEPEST = 3  # compressed files within each other


@dataclass(frozen=True, slots=True)
class FoundFile:
    path: str  # as people are shown it; members of an archive as archive.zip/member
    root: str  # the argument it was found under
    data: bytes  # at most MAX_BYTES + 1


@dataclass(frozen=True, slots=True)
class FoundStream:
    """A file that holds many things: to be read before the next one is asked for."""

    path: str
    root: str
    stream: IO[bytes]
    beginning: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    path: str
    reason: Code


@dataclass(frozen=True, slots=True)
class Gone(Unreadable):
    """What a crawl met instead of a page: its address answers no more."""

    url: str
    seen_at: dt.datetime


Found = FoundFile | Unreadable
Member = tuple[str, Code | None, Callable[[], IO[bytes]]]  # of an archive: name, why not read, bytes
Members = Callable[[IO[bytes], Budget], Iterator[Member]]
IsStream = Callable[[bytes], bool]  # by its beginning, whether a file holds many things


def printable(path: str) -> str:
    """A path as it may be stored and printed: no bytes that are not text, no control characters."""
    if path.isascii() and path.isprintable():
        return path
    try:
        text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        text = path.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class Entry(NamedTuple):
    """A file that was met, not opened yet."""

    path: str
    root: str  # the argument it was found under, which may be itself


Listed = Entry | Unreadable


def list_files(paths: Iterable[str]) -> Iterator[Listed]:
    """What there is under the paths, in a stable order; archives and "-" stay closed."""
    for path in paths:
        if path != "-" and Path(path).is_dir():
            for entry in _walk(path, path):
                yield entry if isinstance(entry, Unreadable) else Entry(entry.path, path)
        else:
            yield Entry(path, path)


def count_files(listed: Iterable[Listed]) -> int | None:
    """How many files there are, for the remaining time; None where that is not known beforehand."""
    total = 0
    for entry in listed:
        if isinstance(entry, Unreadable):
            total += 1
        elif _holds_many(entry):
            return None
        elif not is_archive(entry.path):
            total += 1
        elif entry.path != entry.root or not entry.path.lower().endswith(ZIP_ENDINGS):
            return None
        else:
            try:
                with zipfile.ZipFile(entry.path) as archive:
                    total += sum(not member.is_dir() for member in archive.infolist())
            except Exception:  # whatever is wrong with it, reading it will tell
                total += 1
    return total


def _holds_many(entry: Entry) -> bool:
    """Whether it says so: by its name, or where it was named itself by its first bytes."""
    if entry.path.lower().endswith(MANY_ENDINGS):
        return True
    if (
        entry.path != entry.root
        or entry.path == "-"
        or is_archive(entry.path)
        or not Path(entry.path).is_file()
    ):
        return False
    try:
        with Path(entry.path).open("rb") as file:
            beginning = file.read(BEGINNING)
    except OSError:
        return False
    return container_of(beginning) is not None or is_json_lines(beginning)


def open_files(
    listed: Iterable[Listed], is_stream: IsStream = lambda beginning: False
) -> Iterator[Found | FoundStream]:
    """Every file of the list, those in archives and compressed files; as a stream what ``is_stream``."""
    for entry in listed:
        if isinstance(entry, Unreadable):
            yield entry
        elif entry.path == "-":
            yield from _open_stream(sys.stdin.buffer, "-", "-", is_stream, None)
        else:
            yield from _open_file(entry.path, entry.root, is_stream)


def is_archive(path: str) -> bool:
    return path.lower().endswith(ZIP_ENDINGS + TAR_ENDINGS)


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in LEFTOVERS


def _walk(folder: str, root: str) -> Iterator[os.DirEntry[str] | Unreadable]:
    """The files below a folder, which is ``root`` or below it, however deep."""
    within = [_entries(folder)]  # not by recursion: Python allows no 1,000 calls within each other
    while within:
        entry = next(within[-1], None)
        if entry is None:
            within.pop()
        elif isinstance(entry, Unreadable):
            yield entry
        elif entry.is_dir(follow_symlinks=False):
            within.append(_entries(entry.path))
        elif entry.is_symlink() and (reason := _why_not_followed(entry, root)):
            yield Unreadable(printable(entry.path), reason)
        else:
            yield entry


def _entries(folder: str) -> Iterator[os.DirEntry[str] | Unreadable]:
    """What is in a folder, in order."""
    try:
        with os.scandir(folder) as entries:
            here = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        return iter([Unreadable(printable(folder), _reason(error))])
    return (entry for entry in here if not _is_passed_over(entry.name))


def _why_not_followed(link: os.DirEntry[str], root: str) -> Code | None:
    """A folder somebody handed us may link to a circle of folders, or to files that are not theirs."""
    target = Path(link.path)
    if target.is_dir():
        return coded("found.link_to_folder")
    if target.exists() and not target.resolve().is_relative_to(Path(root).resolve()):
        return coded("found.link_out")
    return None


def _reason(error: Exception) -> Code:
    """As a code; what only the system or a library has words for, in these."""
    if isinstance(error, PermissionError):
        return coded("found.no_permission")
    if isinstance(error, FileNotFoundError):
        return coded("found.none")
    if isinstance(error, OSError) and error.strerror:
        return coded("found.error", said=error.strerror[0].lower() + error.strerror[1:])
    return coded("found.error", said=(str(error) or type(error).__name__).splitlines()[0])


def _open_file(path: str, root: str, is_stream: IsStream) -> Iterator[Found | FoundStream]:
    shown = printable(path)
    try:
        # O_NONBLOCK: a named pipe without a writer must not stop the run.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                yield Unreadable(shown, coded("found.not_regular"))
            elif members := _members_in(path, peeked(stream)):
                yield from _open_archive(stream, path, root, members, is_stream)
            else:
                yield from _open_stream(stream, shown, root, is_stream, os.fstat(descriptor).st_size)
    except (OSError, ValueError) as error:
        yield Unreadable(shown, _reason(error))


def _members_in(path: str, beginning: bytes) -> Members | None:
    """How to find the members of an archive: told by its content, by its name where that tells nothing."""
    kind, name = container_of(beginning), path.lower()
    within = begun(beginning, kind)
    if kind is Format.ZIP:
        return _zip_members
    if Format.TAR in (kind, container_of(within)):
        return _tar_members
    if not name.endswith(TAR_ENDINGS + ZIP_ENDINGS) or other_format(within or beginning):
        return None
    if name.endswith(TAR_ENDINGS):
        return _tar_members
    return _zip_members if kind is None else None


def _open_stream(
    stream: IO[bytes],
    shown: str,
    root: str,
    is_stream: IsStream,
    size: int | None,
    budget: Budget | None = None,
    deep: int = 0,
) -> Iterator[Found | FoundStream]:
    """What is in a file: itself, or what it unpacks to.

    ``size``: its bytes, where it can be sought in.
    ``budget``: of the file that it lies in.
    """
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), BEGINNING) if size is None else stream
    beginning = peeked(buffered)
    kind = container_of(beginning)
    if is_stream(beginning):
        yield FoundStream(shown, root, buffered, beginning)
    elif kind in (Format.GZIP, Format.ZSTD) and deep < DEEPEST:
        try:
            first = begun(beginning, kind)
            if buffered.seekable() and first.startswith(b"WARC/") and is_stream(first):
                # Its records are compressed one by one, which their own reader knows best.
                yield FoundStream(shown if size is not None else without_ending(shown), root, buffered, first)
            else:
                budget = budget or Budget(size)
                within = io.BufferedReader(metered(unpacked(buffered, kind), budget), BEGINNING)
                yield from _open_stream(
                    cast(IO[bytes], within), without_ending(shown), root, is_stream, None, budget, deep + 1
                )
        except TooMuch:
            yield Unreadable(shown, coded("archive.too_much"))
        except Exception as error:  # a compressed file can be damaged in more ways than its module foresees
            yield Unreadable(shown, coded("file.damaged", why=_reason(error)))
    else:
        data = buffered.read(MAX_BYTES + 1)
        if kind in (None, Format.WARC):
            yield FoundFile(shown, root, data)
        else:
            yield Unreadable(shown, why_not_opened(cast(Format, kind), data))


def _open_archive(
    stream: IO[bytes], path: str, root: str, members: Members, is_stream: IsStream
) -> Iterator[Found | FoundStream]:
    shown = printable(path)
    budget = Budget(os.fstat(stream.fileno()).st_size)
    try:
        for name, reason, opened in members(stream, budget):
            member = f"{shown}/{printable(name)}" if name else shown
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if reason:
                yield Unreadable(member, reason)
            elif name.startswith(("/", "\\")) or ".." in parts or (parts and parts[0].endswith(":")):
                yield Unreadable(member, coded("archive.leads_out"))
            elif any(_is_passed_over(part) for part in parts):
                continue
            else:
                yield from _read_member(member, root, opened, budget, is_stream)
    except TooMuch:
        yield Unreadable(shown, coded("archive.too_much"))
    except Exception as error:  # an archive can be damaged in more ways than its module foresees
        yield Unreadable(shown, coded("archive.damaged", why=_reason(error)))


def _read_member(
    member: str, root: str, opened: Callable[[], IO[bytes]], budget: Budget, is_stream: IsStream
) -> Iterator[Found | FoundStream]:
    try:
        with opened() as file:
            opened_member = cast(IO[bytes], metered(file, budget))
            yield from _open_stream(opened_member, member, root, is_stream, None, budget)
    except TooMuch:
        raise
    except Exception as error:  # so can a member; RuntimeError is how zipfile says that it wants a password
        yield Unreadable(member, _reason(error))


def _zip_members(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        names = [member.filename for member in members]
        if reason := document_in(names):
            yield "", reason, io.BytesIO
            return
        web_archive = is_wacz(names)
        for member in members:
            if web_archive and not member.filename.startswith("archive/"):
                continue  # indexes and descriptions of what is in its archive
            kind = stat.S_IFMT(member.external_attr >> 16)
            reason = None if kind in (0, stat.S_IFREG) else coded("found.not_regular")

            def opened(member: zipfile.ZipInfo = member) -> IO[bytes]:
                return archive.open(member)

            yield zip_name(member), reason, opened


class _Bounded(io.RawIOBase):
    """What an archive unpacks to, as far as is allowed; a tar may claim a file name of a gigabyte."""

    def __init__(self, stream: IO[bytes], allowed: int) -> None:
        self.stream = stream
        self.allowed = allowed

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > 2 * MAX_BYTES or self.stream.tell() + size > self.allowed:
            raise TooMuch
        return self.stream.read(size)

    def seekable(self) -> bool:
        return self.stream.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if offset > self.allowed:
            raise TooMuch
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()


def _tar_members(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    kind = container_of(peeked(stream))
    whole = unpacked(stream, kind) if kind in (Format.GZIP, Format.ZSTD) else stream
    with tarfile.open(fileobj=cast(IO[bytes], _Bounded(whole, budget.left)), mode="r:") as archive:
        for member in archive:
            if member.isdir():
                continue
            reason = None if member.isreg() else coded("found.not_regular")

            def opened(member: tarfile.TarInfo = member) -> IO[bytes]:
                file = archive.extractfile(member)
                return file or io.BytesIO()

            yield member.name, reason, opened
            archive.members.clear()  # type: ignore[attr-defined]  # or the list of all members stays in memory
