"""Finding the files to import: single files, folders, archives, standard input.

Nothing is ever unpacked to disk, no more than :data:`MAX_BYTES` + 1 bytes of any file are read, and what
cannot be read becomes a :class:`Unreadable` with its reason, so that the run goes on.
"""

from __future__ import annotations

import gzip
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

from articles.reading.stages.decoding import MAX_BYTES
from articles.text.codes import Code, coded

ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar.gz", ".tgz", ".tar")
# What file managers leave behind; hidden files are passed over too.
LEFTOVERS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
# What all members of one archive may come to: a bomb of many members ends here.
MAX_ARCHIVE_BYTES = 20_000_000_000
MAX_ARCHIVE_RATIO = 200
FREE_ARCHIVE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class FoundFile:
    path: str  # as people are shown it; members of an archive as archive.zip/member
    root: str  # the argument it was found under
    data: bytes  # at most MAX_BYTES + 1


@dataclass(frozen=True, slots=True)
class Unreadable:
    path: str
    reason: Code


Found = FoundFile | Unreadable
Member = tuple[str, Code | None, Callable[[], bytes]]  # of an archive: name, why not read, bytes


def printable(path: str) -> str:
    """A path as it may be stored and printed: no bytes that are not text, no control characters."""
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
        if isinstance(entry, Unreadable) or not is_archive(entry.path):
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


def open_files(listed: Iterable[Listed]) -> Iterator[Found]:
    """Every file of the list, and those in its archives."""
    for entry in listed:
        if isinstance(entry, Unreadable):
            yield entry
        elif entry.path == "-":
            yield FoundFile("-", "-", sys.stdin.buffer.read(MAX_BYTES + 1))
        else:
            yield from _open_file(entry.path, entry.root)


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


def _open_file(path: str, root: str) -> Iterator[Found]:
    shown = printable(path)
    try:
        # O_NONBLOCK: a named pipe without a writer must not stop the run.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                yield Unreadable(shown, coded("found.not_regular"))
                return
            if is_archive(path):
                yield from _open_archive(stream, path, root)
            else:
                yield FoundFile(shown, root, stream.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        yield Unreadable(shown, _reason(error))


def _open_archive(stream: IO[bytes], path: str, root: str) -> Iterator[Found]:
    shown = printable(path)
    members = _zip_members if path.lower().endswith(ZIP_ENDINGS) else _tar_members
    size = os.fstat(stream.fileno()).st_size
    allowed = min(MAX_ARCHIVE_BYTES, FREE_ARCHIVE_BYTES + MAX_ARCHIVE_RATIO * size)
    try:
        for name, reason, read in members(stream, allowed):
            member = f"{shown}/{printable(name)}"
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if reason:
                yield Unreadable(member, reason)
            elif name.startswith(("/", "\\")) or ".." in parts or (parts and parts[0].endswith(":")):
                yield Unreadable(member, coded("archive.leads_out"))
            elif any(_is_passed_over(part) for part in parts):
                continue
            else:
                found = _read_member(member, root, read)
                allowed -= len(found.data) if isinstance(found, FoundFile) else 0
                if allowed < 0:
                    raise TooMuch
                yield found
    except TooMuch:
        yield Unreadable(shown, coded("archive.too_much"))
    except Exception as error:  # an archive can be damaged in more ways than its module foresees
        yield Unreadable(shown, coded("archive.damaged", why=_reason(error)))


def _read_member(member: str, root: str, read: Callable[[], bytes]) -> Found:
    try:
        return FoundFile(member, root, read())
    except TooMuch:
        raise
    except Exception as error:  # so can a member; RuntimeError is how zipfile says that it wants a password
        return Unreadable(member, _reason(error))


def _zip_members(stream: IO[bytes], allowed: int) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            kind = stat.S_IFMT(member.external_attr >> 16)
            reason = None if kind in (0, stat.S_IFREG) else coded("found.not_regular")

            def read(member: zipfile.ZipInfo = member) -> bytes:
                with archive.open(member) as file:
                    return file.read(MAX_BYTES + 1)

            yield member.filename, reason, read


class TooMuch(Exception):
    """An archive unpacks to far more than it is."""


class _Bounded(io.RawIOBase):
    """What an archive unpacks to, as far as is allowed; a tar may claim a file name of a gigabyte."""

    def __init__(self, stream: IO[bytes], allowed: int) -> None:
        self.stream = stream
        self.allowed = allowed

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > 2 * MAX_BYTES or self.stream.tell() + size > self.allowed:
            raise TooMuch
        return self.stream.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if offset > self.allowed:
            raise TooMuch
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()


def _tar_members(stream: IO[bytes], allowed: int) -> Iterator[Member]:
    is_gzip = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    unpacked = cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if is_gzip else stream
    with tarfile.open(fileobj=cast(IO[bytes], _Bounded(unpacked, allowed)), mode="r:") as archive:
        for member in archive:
            if member.isdir():
                continue
            reason = None if member.isreg() else coded("found.not_regular")

            def read(member: tarfile.TarInfo = member) -> bytes:
                file = archive.extractfile(member)
                return file.read(MAX_BYTES + 1) if file else b""

            yield member.name, reason, read
            archive.members.clear()  # type: ignore[attr-defined]  # or the list of all members stays in memory
