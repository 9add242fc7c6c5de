"""Who waits to write to SQLite says so, and who writes much lets them go first (``articles.models.turns``).

SQLite's own waiting is no queue: who waits looks again after pauses that grow to a tenth of a second, and
finds the database taken by whoever had it before.
"""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from newsarchive.private import PrivateConnection

POLL_SECONDS = 0.002
BEGIN = "BEGIN IMMEDIATE"


def waiting_file(database: str) -> Path | None:
    """Whoever waits holds a shared lock on it; None where the database is no file."""
    if database.startswith(("file:", ":memory:")):
        return None
    path = Path(database)
    return path.with_name(f"{path.name}-waiting")


@contextlib.contextmanager
def _said(path: Path | None) -> Iterator[None]:
    """While this lasts, others can see that we wait. Where that cannot be said, we wait all the same."""
    with contextlib.ExitStack() as stack:
        if path is not None:
            with contextlib.suppress(OSError):
                file = stack.enter_context(path.open("ab"))
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield


class _Patient:
    """Of a cursor: begins a transaction as soon as nobody else writes, and says so while somebody does."""

    connection: PatientConnection

    def execute(self, query: str, *parameters: Any) -> Any:
        run: Any = super().execute  # type: ignore[misc]
        if query != BEGIN:
            return run(query, *parameters)
        seconds = self.connection.patience
        until = time.monotonic() + seconds
        # At once or never, or SQLite's own pauses would come first.
        run("PRAGMA busy_timeout = 0")
        try:
            try:
                return run(query)
            except sqlite3.OperationalError as error:
                if not _is_busy(error):
                    raise
            with _said(self.connection.waiting):
                while True:
                    try:
                        return run(query)
                    except sqlite3.OperationalError as error:
                        if not _is_busy(error) or time.monotonic() >= until:
                            raise
                    time.sleep(POLL_SECONDS)
        finally:
            run(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


@cache
def _patient(cursor: type[sqlite3.Cursor]) -> type[sqlite3.Cursor]:
    return type(f"Patient{cursor.__name__}", (_Patient, cursor), {})


class PatientConnection(PrivateConnection):
    """Waits its turn at the start of a transaction."""

    def __init__(self, database: Any, timeout: float = 5.0, **options: Any) -> None:
        super().__init__(database, timeout=timeout, **options)
        self.patience = timeout
        self.waiting = waiting_file(str(database))

    def cursor(self, factory: Any = sqlite3.Cursor) -> Any:
        return super().cursor(_patient(factory))
