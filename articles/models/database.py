"""Whether the database is there, and its tables are those that this version needs."""

from __future__ import annotations

import errno
import json
import logging
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import (
    DatabaseError,
    Error,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.models.expressions import RawSQL

logger = logging.getLogger(__name__)

NO_ROOM = 1_000_000  # bytes
PAGES_KEPT_KB = 64_000
PAUSE = 1.0  # seconds between two tries where the database is away


def is_away(error: BaseException | None) -> bool:
    """Whether the database cannot be reached, opened or locked; not where a query is wrong."""
    if getattr(error and error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
        return False  # SQLite's word for a wrong query, which Django takes for an OperationalError
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


# What PostgreSQL says of a table or column that is not there, or not for this user.
_NOT_OURS = frozenset({"42P01", "42703", "42501"})


def is_unfit(error: BaseException | None) -> bool:
    """Whether the database is there, but without a table, a column or the rights that this version needs."""
    cause = error and error.__cause__
    if getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
        return "no such " in str(cause)
    return isinstance(error, DatabaseError) and getattr(cause, "pgcode", None) in _NOT_OURS


def is_full(error: BaseException | None) -> bool:
    """Whether the disk has no room left, whoever says so: a database, the engine, the system."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_room_for_sqlite()):
            return True
        if getattr(error, "pgcode", None) == "53100" or "(os error 28)" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _no_room_for_sqlite() -> bool:
    """SQLite says only that reading or writing failed where there is no room for the files beside its own."""
    try:
        return shutil.disk_usage(Path(connection.settings_dict["NAME"]).parent).free < NO_ROOM
    except OSError:
        return False


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


@contextmanager
def much_writing() -> Iterator[None]:
    """More memory for pages of the database while a run writes all over it; SQLite keeps 2 MB by itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size = -{PAGES_KEPT_KB}")
    try:
        yield
    finally:
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -2000")


def unapplied_migrations() -> list[str]:
    """Their names, in the order in which `manage.py migrate` will apply them."""
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


class Patience:
    """For loops that outlive their database: it may go away, is waited for, and both are said once."""

    def __init__(self, ending: threading.Event) -> None:
        self.ending = ending  # once set, nothing is waited for
        self.waits = False

    @contextmanager
    def while_away(self) -> Iterator[None]:
        """Goes over errors of a database that is away, after a pause. Other errors are raised."""
        try:
            yield
        except Error as error:
            if not is_away(error):
                raise
            if not self.waits:
                logger.warning("The database does not answer, waiting for it: %s", first_line(error))
            self.waits = True
            close_old_connections()
            self.ending.wait(PAUSE)
        else:
            if self.waits:
                logger.warning("The database answers again.")
            self.waits = False


def among(ids: Sequence[int]) -> RawSQL:
    """For ``pk__in``: one parameter, however many ids. As thousands of them they take Django a long time."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
