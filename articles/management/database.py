"""What a command says where the database is not there for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import Error

from articles.models.database import Patience, first_line, is_away, unapplied_migrations


@contextmanager
def needs_database() -> Iterator[None]:
    """Makes one sentence with what to do out of a database that is away or lacks tables."""
    try:
        _check_tables()
        yield
    except Error as error:
        if not is_away(error):
            raise
        raise CommandError(f"The database does not answer: {first_line(error)}") from error


def wait_for_database(ending: threading.Event) -> None:
    """For commands that go on for ever: returns when the database answers and has its tables, or ``ending``.

    Tables that are not made are nothing to wait for: ``CommandError``.
    """
    patience = Patience(ending)
    while not ending.is_set():
        with patience.while_away():
            _check_tables()
            return


def _check_tables() -> None:
    if unapplied_migrations():
        raise CommandError("The tables are not those that this version needs. Run: manage.py migrate")
