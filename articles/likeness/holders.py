"""Which articles hold which bands: as the database has it, or for long work in memory.

Asking the database takes the longer, the more it holds; a rebuild asks for each article of the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from django.db import connection

KEYS_AT_ONCE = 5_000  # in one query
ROWS_AT_ONCE = 100_000  # read into memory

Rows = tuple[np.ndarray, np.ndarray]  # keys of bands, and of each an article that holds it


class InDatabase:
    def begin(self) -> None:
        """In the transaction of what is compared at once."""

    def of(self, asked: np.ndarray) -> Rows:
        """All that hold one of these keys, each of which is asked for once, in order."""
        rows: list[tuple[int, int]] = []
        keys: list[int] = asked.tolist()
        with connection.cursor() as cursor:
            for at in range(0, len(keys), KEYS_AT_ONCE):
                some = keys[at : at + KEYS_AT_ONCE]
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(f"SELECT key, article_id FROM articles_band WHERE key IN ({marks})", some)  # noqa: S608
                rows += cursor.fetchall()
        return _table(rows)

    def put(self, asked: np.ndarray, rows: Rows) -> None:
        """What now holds these keys, after it was written down; in the order of keys."""


class InMemory(InDatabase):
    """The same for one who compares thousands: 16 bytes for each band of an article, those of others too."""

    def __init__(self) -> None:
        self._keys: np.ndarray = np.empty(0, np.int64)
        self._articles: np.ndarray = np.empty(0, np.int64)
        self._last = 0  # row that is known

    def begin(self) -> None:
        """Reads what others wrote meanwhile: an import, an editor."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # Rows of others that are not yet to be seen could have lower ids than those that are.
                cursor.execute("LOCK TABLE articles_band IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SELECT key, article_id FROM articles_band WHERE id > %s", [self._last])
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                keys, articles = _table(rows)
                self._keys = np.concatenate([self._keys, keys])
                self._articles = np.concatenate([self._articles, articles])
                order = np.argsort(self._keys, kind="stable")
                self._keys, self._articles = self._keys[order], self._articles[order]
        self._know_all()

    def of(self, asked: np.ndarray) -> Rows:
        at = self._places(asked)
        return self._keys[at], self._articles[at]

    def put(self, asked: np.ndarray, rows: Rows) -> None:
        others: np.ndarray = np.ones(len(self._keys), bool)
        others[self._places(asked)] = False
        keys, articles = self._keys[others], self._articles[others]
        at = np.searchsorted(keys, rows[0])
        self._keys, self._articles = np.insert(keys, at, rows[0]), np.insert(articles, at, rows[1])
        self._know_all()

    def _places(self, asked: np.ndarray) -> np.ndarray:
        firsts = np.searchsorted(self._keys, asked)
        counts = np.searchsorted(self._keys, asked, "right") - firsts
        return np.arange(counts.sum()) + np.repeat(firsts - np.cumsum(counts) + counts, counts)

    def _know_all(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(id) FROM articles_band")
            self._last = cursor.fetchone()[0] or 0


def _table(rows: Sequence[tuple[int, int]]) -> Rows:
    table = np.fromiter(chain.from_iterable(rows), np.int64, 2 * len(rows)).reshape(-1, 2)
    return table[:, 0], table[:, 1]
