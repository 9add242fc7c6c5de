"""Who writes to the index: one process at a time, of all that share the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout

from articles.search.engine import IndexBusy

_LOCK = 7_012_021  # any number, the same for all processes
_WAITED_FOR = "The search index is written by another process."


@contextmanager
def the_only_writer(*, wait: bool = True) -> Iterator[None]:
    """PostgreSQL's lock, which ends with the connection; SQLite is on one machine, where a file will do.

    Raises ``IndexBusy`` where another has it and we do not ``wait``.
    """
    locked = _locked_in_postgresql if connection.vendor == "postgresql" else _locked_beside_the_data
    with locked(wait):
        yield


@contextmanager
def _locked_in_postgresql(wait: bool) -> Iterator[None]:
    own = connection.copy()  # whatever becomes of this thread's connection meanwhile
    try:
        with own.cursor() as cursor:
            if wait:
                cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            else:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
                if cursor.fetchone() != (True,):
                    raise IndexBusy(_WAITED_FOR)
        yield
    finally:
        own.close()


@contextmanager
def _locked_beside_the_data(wait: bool) -> Iterator[None]:
    held = FileLock(Path(settings.DATA_DIR) / "index.lock", timeout=-1 if wait else 0)
    try:
        held.acquire()
    except Timeout as busy:
        raise IndexBusy(_WAITED_FOR) from busy
    try:
        yield
    finally:
        held.release()
