"""What a copy needs to know of all its articles at the end, on disk: memory stays the same for any number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

_TABLES = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
    CREATE TABLE told (n INTEGER PRIMARY KEY, id TEXT, title TEXT, day TEXT, source TEXT, language TEXT);
    CREATE TABLE posting (word TEXT, n INTEGER);
    CREATE TABLE listed (kind TEXT, key TEXT, name TEXT, n INTEGER);
"""


class Told(NamedTuple):
    """What a list says of one article; `n` counts them from 0, the newest first."""

    n: int
    id: str
    title: str
    day: str  # as the pages write it
    source: str
    language: str  # for HTML's lang

    @property
    def path(self) -> str:
        """Of its page from the copy's root. Folders of a few thousand files: more are slow on a stick."""
        return path_of(self.id)


def path_of(public_id: str) -> str:
    return f"articles/{public_id[:2]}/{public_id}.html"


class Group(NamedTuple):
    """Articles filed alike: of one month, source, section, place or person."""

    kind: str
    key: str
    name: str
    total: int


class Notebook:
    """Writes while articles pass by, reads when all have. Close it, and its file may go."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")  # until it is closed, or its process is gone
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN EXCLUSIVE")

    def add(self, told: Told, words: Iterable[str], groups: Iterable[tuple[str, str, str]]) -> None:
        """One article, the words by which it is found, and (kind, key, name) of what it is filed under."""
        self._base.execute("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", told)
        self._base.executemany("INSERT INTO posting VALUES (?, ?)", [(word, told.n) for word in words])
        self._base.executemany("INSERT INTO listed VALUES (?, ?, ?, ?)", [(*one, told.n) for one in groups])

    def all_told(self) -> Iterator[Told]:
        return (Told(*row) for row in self._base.execute("SELECT * FROM told ORDER BY n"))

    def postings(self) -> Iterator[tuple[str, list[int]]]:
        """Each word in the order of code points, with the numbers of its articles."""
        rows = self._base.execute("SELECT word, n FROM posting ORDER BY word, n")
        for word, found in groupby(rows, key=itemgetter(0)):
            yield word, [n for _, n in found]

    def finish(self) -> None:
        """All has been added."""
        self._base.execute("COMMIT")
        self._base.execute("CREATE INDEX listed_key ON listed (kind, key, n)")

    def groups(self, kind: str) -> list[Group]:
        """Those of a kind, the largest first; months the newest first."""
        order = "key DESC" if kind == "month" else "COUNT(*) DESC, MIN(name)"
        rows = self._base.execute(
            f"SELECT kind, key, MIN(name), COUNT(*) FROM listed WHERE kind = ? GROUP BY key ORDER BY {order}",  # noqa: S608
            (kind,),
        )
        return [Group(*row) for row in rows]

    def of_group(self, group: Group, start: int = 0, most: int = -1) -> list[Told]:
        """The group's articles from the `start`th on, the newest first."""
        rows = self._base.execute(
            "SELECT told.* FROM listed JOIN told USING (n) WHERE kind = ? AND key = ?"
            " ORDER BY n LIMIT ? OFFSET ?",
            (group.kind, group.key, most, start),
        )
        return [Told(*row) for row in rows]

    @staticmethod
    def is_in_use(file: Path) -> bool:
        """Whether a process is writing it."""
        with closing(sqlite3.connect(file, timeout=0)) as base:
            try:
                base.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                return True
            except sqlite3.DatabaseError:
                return False
        return False

    def close(self) -> None:
        self._base.close()
