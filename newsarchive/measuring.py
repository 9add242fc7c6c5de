"""Requests counted and timed, by all processes of a server together, for whoever watches over it.

As with the API's limits the numbers stand in a small file that every process maps into its memory. Two
processes that count in the same instant may lose one. They begin at nothing when the file is removed.
"""

from __future__ import annotations

import mmap
import struct
import threading
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from articles.api.limits import mapped

KINDS = ("list", "article", "people", "api", "export", "admin", "static", "other")
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_ROW = len(CLASSES) + len(BOUNDS) + 1 + 1  # how many by class, by time, and all their seconds
_NUMBER = struct.Struct("<d")
_BEGINNINGS = (
    ("/api/v1/export", "export"),
    ("/api/", "api"),
    ("/admin/", "admin"),
    ("/static/", "static"),
    ("/people/", "people"),
)


def kind_of(request: HttpRequest) -> str:
    """What was asked for, by its address: few kinds, however many addresses there are."""
    path = request.path_info
    for beginning, kind in _BEGINNINGS:
        if path.startswith(beginning):
            return kind
    if path == "/articles/":
        return "list"
    return "article" if path.startswith("/articles/") else "other"


class Measured:
    """The numbers in a file."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._map: mmap.mmap = mapped(path, len(KINDS) * _ROW * _NUMBER.size)

    def add(self, kind: str, status: int, seconds: float) -> None:
        row = KINDS.index(kind) * _ROW
        by_class = min(max(status // 100, 1), len(CLASSES)) - 1
        with self._lock:
            self._add(row + by_class, 1)
            self._add(row + len(CLASSES) + bisect_left(BOUNDS, seconds), 1)
            self._add(row + _ROW - 1, seconds)

    def _add(self, place: int, amount: float) -> None:
        at = place * _NUMBER.size
        _NUMBER.pack_into(self._map, at, _NUMBER.unpack_from(self._map, at)[0] + amount)

    def rows(self) -> Iterator[tuple[str, tuple[float, ...], tuple[float, ...], float]]:
        """(kind, how many by class, by time, seconds in all)."""
        for number, kind in enumerate(KINDS):
            start = number * _ROW * _NUMBER.size
            told = struct.unpack_from(f"<{_ROW}d", self._map, start)
            yield kind, told[: len(CLASSES)], told[len(CLASSES) : -1], told[-1]


@cache
def _measured(path: Path) -> Measured:
    return Measured(path)


def measured() -> Measured:
    return _measured(Path(settings.DATA_DIR) / "requests_measured")
