"""Whether the database is there, and its tables are those that this version needs."""

from __future__ import annotations

import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


def is_away(error: BaseException | None) -> bool:
    """Whether the database cannot be reached, opened or locked; not where a query is wrong."""
    if getattr(error and error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
        return False  # SQLite's word for a wrong query, which Django takes for an OperationalError
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def unapplied_migrations() -> list[str]:
    """Their names, in the order in which `manage.py migrate` will apply them."""
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
