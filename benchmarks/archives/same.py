"""Whether two archives on SQLite hold the same: all tables of the archive, row by row, ids included.

    python -m benchmarks.archives.same BEFORE.sqlite3 AFTER.sqlite3

Left out are times, and what belongs to one run or process only (uuid, process, what waits for the index).
JSON is compared as values, packed or not. For each table it says how many rows are the same, and shows the
first that differ; the exit status is then 1.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

from articles.packing import unpack

LEFT_OUT = {
    "articles_pendingchange": "all",
    "articles_archive": "all",
    "articles_task": "all",
}
TIMES = ("_at", "since", "heartbeat")
OF_ONE = {("articles_importrun", name) for name in ("arguments", "total", "tally", "asked_to_stop")}
SHOWN = 3


def tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'articles_%'")
    return sorted(name for (name,) in rows if name not in LEFT_OUT)


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    found = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    return sorted(name for name in found if not name.endswith(TIMES) and (table, name) not in OF_ONE)


def value(stored: Any) -> Any:
    """As a value: JSON however it is kept, and bytes that are none as they are."""
    if isinstance(stored, bytes):
        try:
            return unpack(stored)
        except ValueError:
            return stored
    if isinstance(stored, str) and stored[:1] in ("{", "["):
        try:
            return json.loads(stored)
        except ValueError:
            return stored
    return stored


def quoted(name: str) -> str:
    return f'"{name}"'


def rows(database: sqlite3.Connection, table: str, names: list[str]) -> dict[Any, tuple[Any, ...]]:
    """By their ids; those of a table without ids by themselves. Keys of names have no id that matters."""
    by_value = "id" not in names or table == "articles_namekey"
    wanted = [name for name in names if not (by_value and name == "id")]
    query = f"SELECT {', '.join(map(quoted, wanted))} FROM {table}"
    found = [tuple(map(value, row)) for row in database.execute(query)]
    if by_value:
        return {repr(row): row for row in found}
    at = wanted.index("id")
    return {row[at]: row for row in found}


def differing(before: Path, after: Path) -> int:
    """Prints a line for each table; returns how many tables differ."""
    one, other = (sqlite3.connect(f"file:{path}?mode=ro", uri=True) for path in (before, after))
    different = 0
    for table in sorted(set(tables(one)) & set(tables(other))):
        names = sorted(set(columns(one, table)) & set(columns(other, table)))
        a, b = rows(one, table, names), rows(other, table, names)
        unlike = [key for key in {**a, **b} if a.get(key) != b.get(key)]
        print(f"{table:35} {len(a):>8} {len(b):>8}  {'same' if not unlike else f'{len(unlike)} differ'}")
        for key in unlike[:SHOWN]:
            print(f"    {str(key)[:80]}: {_unlike(a.get(key, ()), b.get(key, ()))}")
        different += bool(unlike)
    return different


def _unlike(a: tuple[Any, ...], b: tuple[Any, ...]) -> str:
    pairs = [(x, y) for x, y in zip_longest(a, b) if x != y]
    return "; ".join(f"{str(x)[:100]} | {str(y)[:100]}" for x, y in pairs)


if __name__ == "__main__":
    sys.exit(bool(differing(Path(sys.argv[1]), Path(sys.argv[2]))))
