"""Web archives (WARC, and those in a WACZ): pages as servers gave them, with address, date and status.

The payload of a response is the Original; a revisit is the page that it names, met again. Pictures, styles
and scripts are passed over, as are requests and notes of crawlers.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from articles.importing.formats.detecting import looks_like_html, why_no_page
from articles.importing.formats.files import FoundStream, Gone, Unreadable, printable
from articles.importing.formats.thing import Thing
from articles.importing.formats.unpacking import TooMuch, without_codings
from articles.importing.hints import BadHint, checked_hint
from articles.reading.model import HTML, PLAIN_TEXT, Hints
from articles.reading.stages.decoding import MAX_BYTES
from articles.text.addresses import BY_HASH, as_address
from articles.text.codes import coded

_WANTED = (WarcRecordType.response, WarcRecordType.revisit, WarcRecordType.resource)
_BROKEN = (WarcRecordType.unknown, WarcRecordType.no_type)
_PAGES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN_TEXT}
_GONE = (404, 410)
_MOST_PLACES = 200_000  # digests; some 40 MB
_MOST_BREAKS = 1_000  # after so many broken places a file is given up
_MOST_LATER = 50_000  # revisits; some 25 MB
_PART = 1 << 20
_LONGEST_HEAD = 1 << 20  # bytes of headers


class Payloads:
    """Where payloads stand, by their digest: the last so many of one run, whose files refer to each other."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[str, int]] = {}  # by digest: file, byte

    def note(self, digest: str, path: str, byte: int) -> None:
        if len(self._places) >= _MOST_PLACES:
            del self._places[next(iter(self._places))]
        self._places[digest] = (path, byte)

    def within(self, digest: str, found: FoundStream) -> int | None:
        """At which byte of the file that is being read it stands; None where it is in no part of it yet."""
        path, byte = self._places.get(digest, ("", 0))
        return byte if path == found.path else None

    @contextmanager
    def opened(self, digest: str, found: FoundStream) -> Iterator[IO[bytes] | None]:
        """The file with that payload, at its record; ``found`` is the one that is being read.

        None where it is not known, or lies in an archive of files.
        """
        path, byte = self._places.get(digest, ("", 0))
        if path == found.path:
            here = found.stream.tell()
            found.stream.seek(byte)
            try:
                yield found.stream
            finally:
                found.stream.seek(here)
        elif path and Path(path).is_file():
            with Path(path).open("rb") as other:
                other.seek(byte)
                yield other
        else:
            yield None


def web_archive(found: FoundStream, payloads: Payloads) -> Iterator[Thing | Unreadable]:
    """Every page; what is broken is told, and the next whole record sought."""
    seekable = bool(getattr(found.stream, "seekable", bool)()) and _can_seek(found.stream)
    later = _Later(found) if seekable and not _is_file(found.stream) else None

    def read(record: WarcRecord, place: int) -> Iterator[Thing | Unreadable]:
        known = payloads if seekable else Payloads()  # what stands before it cannot be read again
        thing = _thing(record, found, known, place, later)
        if thing is not None:
            yield thing
        if later is not None and later.count >= _MOST_LATER:
            here = found.stream.tell()
            yield from later.read()
            found.stream.seek(here)

    yield from _each(found, seekable, read)
    if later is not None:
        yield from later.read()


class _Later:
    """Revisits of a file in which going back costs as much as reading it anew: read together, once for all.

    Each by itself would take reading the file once for every one of them.
    """

    def __init__(self, found: FoundStream) -> None:
        self.found = found
        self.count = 0
        self._of: dict[int, list[tuple[str, str]]] = {}  # by the place of the first: path, address

    def put(self, place: int, path: str, uri: str) -> None:
        self._of.setdefault(place, []).append((path, uri))
        self.count += 1

    def read(self) -> Iterator[Thing | Unreadable]:
        if not self.count:
            return
        self.found.stream.seek(0)
        for thing in _each(self.found, True, self._pages):
            if not isinstance(thing, _Broken):  # which has been told
                yield thing
            if not self._of:
                break
        self._of.clear()
        self.count = 0

    def _pages(self, record: WarcRecord, place: int) -> Iterator[Thing | Unreadable]:
        revisits = self._of.pop(place, ())
        if revisits:
            yield from _pages_of(record, revisits, self.found.root)


class _Broken(Unreadable):
    """A place in a file, no page."""


Read = Callable[[WarcRecord, int], Iterator[Thing | Unreadable]]


def _each(found: FoundStream, seekable: bool, read: Read) -> Iterator[Thing | Unreadable]:
    """What is read of each record, from where the file stands, which is its start."""
    start, breaks = 0, 0
    while breaks < _MOST_BREAKS:
        last = claimed = start
        try:
            for record in ArchiveIterator(
                cast(BinaryIO, found.stream if seekable else _Forward(found.stream)),
                parse_http=True,
                auto_decode="transfer",
                max_header_len=_LONGEST_HEAD,
            ):
                last = record.stream_pos  # in the file, wherever reading began
                claimed = last + record.content_length
                yield from read(record, last)
            if seekable and claimed > found.stream.seek(0, os.SEEK_END) and not _is_gzip(found.stream, last):
                raise EOFError
            if seekable and _is_cut_off(found.stream, last):
                yield _Broken(found.path, coded("warc.cut_off"))
            return
        except TooMuch:
            raise
        except EOFError:  # of a record that claims more than there is; others may lie within
            yield _Broken(found.path, coded("warc.cut_off"))
        except Exception as error:  # of broken records the library says so in many ways
            reason = str(error).partition("\n")[0] or type(error).__name__
            yield _Broken(found.path, coded("warc.broken", byte=last, said=reason))
        following = _next_record(found.stream, last) if seekable else None
        if following is None:
            return
        start, breaks = following, breaks + 1
        found.stream.seek(start)
    yield _Broken(found.path, coded("warc.too_broken", count=_MOST_BREAKS))


def _thing(
    record: WarcRecord, found: FoundStream, payloads: Payloads, place: int, later: _Later | None
) -> Thing | Unreadable | None:
    """None of what is passed over."""
    if record.record_type in _BROKEN:
        return Unreadable(found.path, coded("warc.no_type", byte=place))
    if record.record_type not in _WANTED:
        return None
    uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    address = as_address(uri)
    if address is None and not uri.startswith(BY_HASH):
        return _without_address(record, found, uri)
    if address is not None and address.path == "/robots.txt":
        return None
    path = printable(f"{found.path}/{uri}")
    if not record.headers.get("WARC-Date") or record.record_date is None:
        return Unreadable(path, coded("warc.no_date"))
    path = printable(f"{found.path}/{record.record_date:%Y%m%d%H%M%S}/{uri}")
    http = record.http_headers
    status = http.status_code if http is not None else None
    if status in _GONE:
        return Gone(path, coded("warc.gone", status=status), uri, record.record_date)
    if status is not None and status >= 400:
        return Unreadable(path, coded("warc.failed", status=status))
    if status is not None and status >= 300 and record.record_type != WarcRecordType.revisit:
        return None
    if record.record_type == WarcRecordType.revisit:
        named = record.headers.get("WARC-Payload-Digest") or ""
        at = payloads.within(named, found)
        if later is not None and at is not None:
            later.put(at, path, uri)
            return None
        return _revisited(named, found, payloads, path, uri)
    kind = _kind(record)
    if kind is None:
        return None
    length = record.content_length
    if length > MAX_BYTES * 2:
        return Unreadable(path, coded("warc.too_large", bytes=MAX_BYTES * 2))
    data = record.reader.read(MAX_BYTES + 1)
    if len(data) < min(length, MAX_BYTES + 1) and not _is_encoded(record):
        raise EOFError
    try:
        data = _decoded(record, data)
    except EOFError as error:
        return Unreadable(path, coded("file.damaged", why=str(error)))
    if digest := record.headers.get("WARC-Payload-Digest"):
        payloads.note(digest, found.path, place)
    return _page(data, kind, record.http_charset or "", uri, path, found.root)


def _page(data: bytes, kind: str, charset: str, uri: str, path: str, root: str) -> Thing | Unreadable:
    if reason := why_no_page(data):
        return Unreadable(path, reason)
    address = as_address(uri)
    if address is not None and not address.path.strip("/") and not address.query:
        return Unreadable(path, coded("warc.front_page"))
    try:
        url = checked_hint("url", uri) if address is not None else ""
    except BadHint as error:
        return Unreadable(path, error.why)
    kind = kind or (HTML if looks_like_html(data) else PLAIN_TEXT)
    told = (
        f"; charset={charset.lower()}"
        if charset and kind == HTML and charset.isascii() and len(charset) < 40
        else ""
    )
    return Thing(data, Hints(path=path, url=url), f"{kind}{told}", root)


def _decoded(record: WarcRecord, data: bytes) -> bytes:
    """The payload without its content codings, as unpacking.without_codings gives it.

    By ourselves: of payloads that are chunked as well the library loses all records that follow. Raises
    EOFError for one that breaks off, which says nothing of the next record.
    """
    http = record.http_headers
    codings = http.get("Content-Encoding") or "" if http is not None else ""
    return without_codings(data, codings, MAX_BYTES + 1)


def _is_encoded(record: WarcRecord) -> bool:
    """Whether its payload has another length than what it holds."""
    http = record.http_headers
    return http is not None and any(http.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))


def _kind(record: WarcRecord) -> str | None:
    """Its media type; "" where nobody says it; None of what is no page."""
    if record.http_headers is not None:
        said = record.http_content_type or ""
    else:
        said = record.headers.get("Content-Type") or ""
        if record.record_type == WarcRecordType.response and said.startswith("application/http"):
            said = ""
    if not said:
        return ""
    return _PAGES.get(said.partition(";")[0].strip().lower())


def _revisited(
    digest: str, found: FoundStream, payloads: Payloads, path: str, uri: str
) -> Thing | Unreadable:
    with payloads.opened(digest, found) as stream:
        first: Any = stream and next(ArchiveIterator(stream, parse_http=True, auto_decode="transfer"), None)
        if not first:
            return Unreadable(path, coded("warc.revisit_elsewhere"))
        return next(_pages_of(first, [(path, uri)], found.root))


def _pages_of(
    first: WarcRecord, revisits: Iterable[tuple[str, str]], root: str
) -> Iterator[Thing | Unreadable]:
    """The page of a record, once for each (path, address) that it was met at again."""
    try:
        data = _decoded(first, first.reader.read(MAX_BYTES + 1))
    except EOFError as error:
        yield from (Unreadable(path, coded("file.damaged", why=str(error))) for path, _ in revisits)
        return
    charset = first.http_charset or ""
    for path, uri in revisits:
        yield _page(data, _kind(first) or "", charset, uri, path, root)


def _without_address(record: WarcRecord, found: FoundStream, uri: str) -> Unreadable | None:
    """Told of pages; what else crawlers write has names of its own (dns:, metadata://)."""
    if uri:
        is_page = uri.lower().startswith(("http:", "https:")) and _kind(record) is not None
        return (
            Unreadable(found.path, coded("hint.no_address", value=printable(uri[:200]))) if is_page else None
        )
    if record.record_type == WarcRecordType.resource:
        return None
    return Unreadable(found.path, coded("warc.no_address"))


class _Forward:
    """A stream that is read from front to back, with the place it is at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.at = 0

    def read(self, size: int = -1) -> bytes:
        part = self.stream.read(size)
        self.at += len(part)
        return part

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        target = self.at + offset if whence == os.SEEK_CUR else offset
        while self.at < target and self.read(min(_PART, target - self.at)):
            pass
        return self.at


def _can_seek(stream: IO[bytes]) -> bool:
    try:
        stream.seek(0)
    except (OSError, ValueError):
        return False
    return True


def _is_file(stream: IO[bytes]) -> bool:
    """Whether it is one on disk, in which any place is as near as any other."""
    try:
        stream.fileno()
    except (OSError, AttributeError):
        return False
    return True


def _is_cut_off(stream: IO[bytes], last: int) -> bool:
    """Whether a compressed file ends within a member, sought from the last whole record on."""
    stream.seek(last)
    unpacking = None
    while part := stream.read(_PART):
        while part:
            if unpacking is None:
                if not part.startswith(b"\x1f"):
                    return False
                unpacking = zlib.decompressobj(31)
            try:
                unpacking.decompress(part, _PART)  # no more at once: a megabyte may unpack to a gigabyte
            except zlib.error:
                return True
            part = unpacking.unused_data or unpacking.unconsumed_tail
            if unpacking.eof:
                unpacking = None
    return unpacking is not None


def _is_gzip(stream: IO[bytes], at: int) -> bool:
    stream.seek(at)
    return stream.read(2) == b"\x1f\x8b"


def _next_record(stream: IO[bytes], last: int) -> int | None:
    """Where the next record may begin: compressed by itself, or at the beginning of a line."""
    is_gzip = _is_gzip(stream, last)
    mark = b"\x1f\x8b\x08" if is_gzip else b"\nWARC/1."
    at = last + 1
    stream.seek(at)
    kept = b""
    while part := stream.read(_PART):
        whole = kept + part
        if (found := whole.find(mark)) >= 0:
            return at - len(kept) + found + (0 if is_gzip else 1)
        kept = whole[-len(mark) :]
        at += len(part)
    return None
