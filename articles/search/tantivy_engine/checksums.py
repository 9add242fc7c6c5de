"""Whether the files of an index are as they were written.

Tantivy ends each file with a footer that tells the checksum of what stands before it, and does not look at it
again. A byte that flips on the disk makes it panic, or answer wrongly, whenever a query reads that block.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

_END = struct.Struct("<II")  # the footer's length, and the number that every footer ends with
_MAGIC = 1337
_AT_ONCE = 1 << 20  # bytes
_LONGEST_FOOTER = 10_000

_Stamp = tuple[int, int, int]  # size, time of change, inode: files are written once


class Checksums:
    """Of one index folder after another. What was read once is read again only where the file is another."""

    def __init__(self) -> None:
        self._whole: dict[str, _Stamp] = {}

    def damaged(self, folder: Path) -> list[str]:
        """Names of files of the last commit that are not whole; OSError or ValueError without a commit.

        Files that are gone are left out: whoever opens the index says so, or a merge has put others in place.
        """
        found = []
        whole: dict[str, _Stamp] = {}
        for name in committed_files(folder):
            path = folder / name
            try:
                stamp = _stamp(path)
                if self._whole.get(str(path)) != stamp and not is_whole(path):
                    found.append(name)
                    continue
            except FileNotFoundError:
                continue
            whole[str(path)] = stamp
        self._whole = whole
        return found


def committed_files(folder: Path) -> list[str]:
    """Those of the segments that `meta.json` names; others are being written, or no longer wanted."""
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    ours = set()
    for segment in segments:
        name = segment["segment_id"].replace("-", "")
        ours.add((name, (segment.get("deletes") or {}).get("opstamp")))
    return sorted(file for file in (path.name for path in folder.iterdir()) if _belongs(file, ours))


def _belongs(file: str, segments: set[tuple[str, int | None]]) -> bool:
    name, *rest = file.split(".")
    for segment, opstamp in segments:
        if name == segment:
            return rest[-1] != "del" or rest[0] == str(opstamp)
    return False


def is_whole(path: Path) -> bool:
    """Whether the file ends with a footer, and the footer tells the checksum of the rest."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _END.size:
            return False
        file.seek(size - _END.size)
        length, magic = _END.unpack(file.read(_END.size))
        body = size - _END.size - length
        if magic != _MAGIC or length > _LONGEST_FOOTER or body < 0:
            return False
        file.seek(body)
        try:
            told = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found, left = 0, body
        while left > 0 and (part := file.read(min(_AT_ONCE, left))):
            found, left = zlib.crc32(part, found), left - len(part)
    return left == 0 and found == told


def _stamp(path: Path) -> _Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino
