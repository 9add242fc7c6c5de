"""How often somebody has asked within a minute, counted by all processes of a server together.

A few small rows of counters in a file that every process maps into its memory. An address is counted in each
row at a place that a keyed hash gives, and has asked as often as the least of its counters says: others may
share one of them, hardly all. No address is kept, nothing has to be thrown away, and the size is always the
same. Two processes that count in the same instant may lose one; that is no harm.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PERIOD = 60  # seconds
_ROWS, _PLACES = 3, 8192
_COUNTER = struct.Struct("<II")  # the period, and how many were counted in it
_SIZE = _ROWS * _PLACES * _COUNTER.size


@dataclass(frozen=True)
class Standing:
    limit: int
    asked: int  # in this period, this time included
    reset: int  # seconds until the next period

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.asked)

    @property
    def is_over(self) -> bool:
        return self.asked > self.limit

    @property
    def headers(self) -> dict[str, str]:
        told = {"Limit": self.limit, "Remaining": self.remaining, "Reset": self.reset}
        return {f"RateLimit-{name}": str(value) for name, value in told.items()}


class Counters:
    """Those in a file. Where it cannot be used, this process counts by itself."""

    def __init__(self, path: Path, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._key = hashlib.sha256(secret.encode()).digest()
        self._clock = clock
        self._lock = threading.Lock()
        self._map = mapped(path, _SIZE)

    def count(self, who: str, limit: int, weight: int = 1) -> Standing:
        now = self._clock()
        period = int(now // PERIOD)
        with self._lock:
            asked = min(self._counted(row, who, period, weight) for row in range(_ROWS))
        return Standing(limit, asked, PERIOD - int(now % PERIOD))

    def _counted(self, row: int, who: str, period: int, weight: int) -> int:
        digest = hashlib.blake2b(f"{row}/{who}".encode(), key=self._key, digest_size=4).digest()
        place = (row * _PLACES + int.from_bytes(digest, "big") % _PLACES) * _COUNTER.size
        counted_in, count = _COUNTER.unpack_from(self._map, place)
        count = min((count if counted_in == period else 0) + weight, 2**32 - 1)
        _COUNTER.pack_into(self._map, place, period, count)
        return count


def mapped(path: Path, size: int) -> mmap.mmap:
    """A file of zeros that processes share; this process's own memory where it cannot be used."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a+b") as file:  # never cut: another process may have mapped it
            if file.seek(0, 2) < size:
                file.truncate(size)
            return mmap.mmap(file.fileno(), size)
    return mmap.mmap(-1, size)
