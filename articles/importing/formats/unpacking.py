"""Compressed files and what they unpack to, no further than their size allows; the names in zip files."""

from __future__ import annotations

import gzip
import io
import itertools
import zipfile
import zlib
from typing import IO, Any, cast

import brotli
import zstandard

from articles.importing.formats.detecting import BEGINNING, Format

# What all members of one archive may come to together, so that a bomb ends: so many times its size, and no
# more than so many bytes, unless it is itself so large that they are not many times as much.
MAX_ARCHIVE_RATIO = 200
FREE_ARCHIVE_BYTES = 50_000_000
MAX_ARCHIVE_BYTES = 20_000_000_000
LARGE_ARCHIVE_RATIO = 20
ENDINGS = (".gz", ".gzip", ".zst", ".zstd")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ZSTD_PIECE = 1024  # bytes
_TOO_SHORT = "it ends before what it holds does"
_UTF8 = 0x800  # the flag of a zip member whose name is UTF-8
_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ")
_FREQUENT = frozenset("оеаинтсрвлОЕАИНТСРВЛ")


def peeked(stream: IO[bytes]) -> bytes:
    """The first bytes, which are still to be read afterwards."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(BEGINNING)[:BEGINNING]
    at = stream.tell()
    beginning = stream.read(BEGINNING)
    stream.seek(at)
    return beginning


class TooMuch(Exception):
    """An archive unpacks to far more than it is."""


class Budget:
    """Bytes that an archive may still unpack to, with all that is in it."""

    def __init__(self, size: int | None) -> None:
        """``size``: of the archive; None of what comes by a pipe."""
        most = MAX_ARCHIVE_BYTES
        if size is not None:
            most = max(most, LARGE_ARCHIVE_RATIO * size)
            most = min(most, FREE_ARCHIVE_BYTES + MAX_ARCHIVE_RATIO * size)
        self.left = most

    def spend(self, count: int) -> None:
        """Raises TooMuch where there is less left."""
        self.left -= count
        if self.left < 0:
            raise TooMuch


class _Metered(io.RawIOBase):
    """Raises TooMuch where more is read than the budget has, what is read again counted again."""

    def __init__(self, stream: Any, budget: Budget) -> None:
        self.stream = stream
        self.budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self.stream.read(len(buffer))
        self.budget.spend(len(part))
        buffer[: len(part)] = part
        return len(part)

    def seekable(self) -> bool:
        return bool(self.stream.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self.stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self.stream.tell())


def metered(stream: Any, budget: Budget) -> io.RawIOBase:
    return _Metered(stream, budget)


class _Gzip(gzip.GzipFile):
    """Can be gone back in only where its file can; Python's own always says so."""

    def seekable(self) -> bool:
        return bool(cast(IO[bytes], self.fileobj).seekable())


def unpacked(stream: IO[bytes], kind: Format) -> IO[bytes]:
    if kind is Format.GZIP:
        return cast(IO[bytes], _Gzip(fileobj=stream))
    window = 1 << 27  # bytes of memory that a frame may ask for
    return cast(
        IO[bytes],
        zstandard.ZstdDecompressor(max_window_size=window).stream_reader(stream, read_across_frames=True),
    )


def begun(beginning: bytes, kind: Format | None) -> bytes:
    """What a gzip file begins with, of its own first bytes; b"" of others."""
    if kind is not Format.GZIP:
        return b""
    try:
        return zlib.decompressobj(31).decompress(beginning, BEGINNING)
    except zlib.error:
        return b""


def without_ending(path: str) -> str:
    ending = next((each for each in ENDINGS if path.lower().endswith(each)), "")
    return path[: -len(ending)] if ending else path


def zip_name(member: zipfile.ZipInfo) -> str:
    """The name as whoever packed it saw it: where it is not marked UTF-8, it is UTF-8, cp866 or cp1251."""
    if member.flag_bits & _UTF8 or member.filename.isascii():
        return member.filename
    try:
        raw = member.filename.encode("cp437")  # as zipfile read it
    except UnicodeEncodeError:
        return member.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    best, name = max((_plausible(raw, codec), codec) for codec in ("cp1251", "cp866"))
    return raw.decode(name) if best > 0 else member.filename


def _plausible(raw: bytes, codec: str) -> float:
    """Share of what is not ASCII that are Cyrillic letters, frequent ones and those in running case twice."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    high = [letter for letter in text if letter > "\x7f"]
    good = sum(letter in _LETTERS for letter in high)
    inside = sum(a.islower() and b.isupper() for a, b in itertools.pairwise(text))
    return (
        (good + 0.5 * sum(letter in _FREQUENT for letter in high) - inside) / len(high)
        if good > len(high) / 2
        else 0.0
    )


def without_codings(data: bytes, codings: str, most: int) -> bytes:
    """What HTTP's ``Content-Encoding`` says was packed (RFC 9110, 8.4), unpacked to ``most`` bytes at most.

    What is not packed as it is said to be is taken as it is: crawlers unpack, and keep the header. Raises
    EOFError for what breaks off.
    """
    for coding in reversed(codings.lower().split(",")):
        try:
            data = _without(data, coding.strip(), most)
        except (zlib.error, brotli.error, zstandard.ZstdError):
            return data
    return data


def _without(data: bytes, coding: str, most: int) -> bytes:
    match coding:
        case "gzip" | "x-gzip" if data.startswith(_GZIP):
            return _inflated(data, zlib.MAX_WBITS + 16, most)
        case "deflate" if not data.lstrip().startswith(b"<"):
            try:
                return _inflated(data, zlib.MAX_WBITS, most)
            except zlib.error:  # many servers leave out zlib's own head
                return _inflated(data, -zlib.MAX_WBITS, most)
        case "br":
            unpacking = brotli.Decompressor()
            unpacked = bytes(unpacking.process(data, output_buffer_limit=most))
            if not unpacking.is_finished() and len(unpacked) < most:
                raise EOFError(_TOO_SHORT)
            return unpacked[:most]
        case "zstd":
            return _without_zstd(data, most)
        case _:
            return data


def _without_zstd(data: bytes, most: int) -> bytes:
    """Of all frames. In small pieces: one call unpacks all of a piece, to 30,000 times as much."""
    unpacked = bytearray()
    while len(unpacked) < most:
        unpacking = zstandard.ZstdDecompressor().decompressobj()
        at = 0
        while at < len(data) and not unpacking.eof and len(unpacked) < most:
            unpacked += unpacking.decompress(data[at : at + _ZSTD_PIECE])
            at += _ZSTD_PIECE
        if not unpacking.eof and len(unpacked) < most:
            raise EOFError(_TOO_SHORT)
        data = unpacking.unused_data + data[at:]
        if not data.startswith(_ZSTD):
            break
    return bytes(unpacked[:most])


def _inflated(data: bytes, kind: int, most: int) -> bytes:
    """Of all members, where there are several."""
    unpacked = b""
    while len(unpacked) < most:
        unpacking = zlib.decompressobj(kind)
        unpacked += unpacking.decompress(data, most - len(unpacked))
        if not unpacking.eof and len(unpacked) < most:
            raise EOFError(_TOO_SHORT)
        data = unpacking.unused_data
        if not data.startswith(_GZIP):
            break
    return unpacked
