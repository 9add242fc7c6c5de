"""The archive's files are its user's alone: the folder 700, what is in it 600."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class PrivateConnection(sqlite3.Connection):
    """Makes a new database's file readable by its owner only; SQLite gives its -wal the same rights."""

    def __init__(self, database: Any, *arguments: Any, **options: Any) -> None:
        if not str(database).startswith(("file:", ":memory:")):
            with contextlib.suppress(OSError):
                os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        super().__init__(database, *arguments, **options)


def make_private(folders: Iterable[Path], files: Iterable[Path]) -> None:
    """Take away what group and others may do, where that is ours to do; `open_to_others` tells what is left.

    A folder that everybody shares, such as /tmp, or the root, is left as it is.
    """
    for path in [*folders, *files]:
        if path in open_to_others([path]) and not _is_shared(path):
            with contextlib.suppress(OSError):
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)


def open_to_others(paths: Iterable[Path]) -> Iterator[Path]:
    """Those that group or others may read or write."""
    for path in paths:
        with contextlib.suppress(OSError):
            if path.stat().st_mode & OTHERS:
                yield path


def files_of(database: Path) -> list[Path]:
    """A SQLite database's file and those beside it."""
    return [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))]


def _is_shared(path: Path) -> bool:
    return path == path.parent or bool(path.stat().st_mode & stat.S_ISVTX)
