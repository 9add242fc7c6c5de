"""What a command says where the database or the disk is not there for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import Error
from django.utils.translation import gettext as _

from articles.models.database import Patience, first_line, is_away, is_full, unapplied_migrations
from articles.search.find import IndexMissing

GONE = 3  # exit status: the database or the disk is gone; 1 is for what was asked


@contextmanager
def needs_database() -> Iterator[None]:
    """Makes one sentence with what to do out of a database that is away or lacks tables, or a full disk."""
    try:
        _check_tables()
        yield
    except (Error, OSError, IndexMissing) as error:
        if is_full(error):
            raise CommandError(
                _("The disk is full: %(error)s. Free some space, then run the same command again.")
                % {"error": first_line(error)},
                returncode=GONE,
            ) from error
        if not isinstance(error, Error) or not is_away(error):
            raise
        raise CommandError(
            _("The database does not answer: %(error)s") % {"error": first_line(error)}, returncode=GONE
        ) from error
    except BrokenExecutor as error:
        raise CommandError(
            _(
                "A process that worked for this one died, perhaps for want of memory: %(error)s. "
                "Run the same command again."
            )
            % {"error": first_line(error)}
        ) from error


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
        raise CommandError(_("The tables are not those that this version needs. Run: manage.py migrate"))
