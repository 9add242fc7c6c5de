"""What a command says where the database is not there for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import Error

from articles.models.database import first_line, is_away, unapplied_migrations


@contextmanager
def needs_database() -> Iterator[None]:
    """Makes one sentence with what to do out of a database that is away or lacks tables."""
    try:
        if unapplied_migrations():
            raise CommandError("The tables are not those that this version needs. Run: manage.py migrate")
        yield
    except Error as error:
        if not is_away(error):
            raise
        raise CommandError(f"The database does not answer: {first_line(error)}") from error
