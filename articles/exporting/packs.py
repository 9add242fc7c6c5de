"""Packs of Originals: zip files whose members are the exact bytes, each named by its sha256.

The archive keeps Originals deflated, as zip files do. What it has is put into the pack as it is, and taken
out as it is: nothing is compressed twice, and what comes back is the same to the bit. Any program opens them.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

_HEAD, _ADLER = b"\x78\x9c", 4  # of a zlib stream: the two bytes before what is deflated, those after it
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_VERSION, _DEFLATED = 20, 8
_ENCRYPTED = 1  # a flag
_DAY = (1 << 5) | 1  # 1980-01-01: the pack of the same Originals is the same to the bit


class Packed(NamedTuple):
    name: str  # sha256
    compressed: bytes  # as a zlib stream, as ``Original.compressed``
    data: bytes


def pack(originals: Iterable[tuple[str, bytes, bytes]]) -> bytes:
    """The zip file of (sha256, zlib stream, the same bytes inflated), of some megabytes altogether."""
    body, central, count = BytesIO(), BytesIO(), 0
    for name, compressed, data in originals:
        deflated, at = compressed[len(_HEAD) : -_ADLER], body.tell()
        told = (_DEFLATED, 0, _DAY, zlib.crc32(data), len(deflated), len(data), len(name), 0)
        body.write(_LOCAL.pack(0x04034B50, _VERSION, 0, *told))
        body.write(name.encode("ascii"))
        body.write(deflated)
        central.write(_CENTRAL.pack(0x02014B50, _VERSION, _VERSION, 0, *told, 0, 0, 0, 0, at))
        central.write(name.encode("ascii"))
        count += 1
    start, size = body.tell(), central.tell()
    body.write(central.getvalue())
    body.write(_END.pack(0x06054B50, 0, 0, count, count, size, start, 0))
    return body.getvalue()


def unpack(whole: bytes) -> Iterator[Packed]:
    """What is in a pack, or in any zip file of that kind. Raises zipfile.BadZipFile or zlib.error."""
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        for member in archive.infolist():
            if member.compress_type != zipfile.ZIP_DEFLATED or member.flag_bits & _ENCRYPTED:
                data = archive.read(member)
                yield Packed(member.filename, zlib.compress(data, 6), data)
            else:  # not by way of zipfile, which takes longer to open a member than to read it
                deflated = _deflated(whole, member)
                data = zlib.decompressobj(-15).decompress(deflated, member.file_size + 1)
                stream = _HEAD + deflated + struct.pack(">I", zlib.adler32(data))
                yield Packed(member.filename, stream, data)


def names_in(whole: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        return archive.namelist()


def _deflated(whole: bytes, member: zipfile.ZipInfo) -> bytes:
    *_, name, extra = _LOCAL.unpack_from(whole, member.header_offset)
    at = member.header_offset + _LOCAL.size + name + extra
    return whole[at : at + member.compress_size]
