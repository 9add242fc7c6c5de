"""One at a time: linking and deciding look at people, then write; a writer in between would double them.

And on SQLite, where one writes at a time whatever they write: whoever writes a lot lets others go first.
"""

from __future__ import annotations

import contextlib
import fcntl
import time

from django.db import connection, transaction

from newsarchive.waiting import POLL_SECONDS, waiting_file

_LOCK = 7_012_020  # any number, the same for all processes
PATIENCE = 2.0  # seconds that a run lets others go first; they write for milliseconds


def take_turn() -> None:
    """Wait until no other transaction is linking or deciding; ours ends the turn, with its end.

    SQLite's transactions are IMMEDIATE, so there they take turns by themselves.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("People are linked and merged in a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def give_way() -> None:
    """Between two transactions of long work: let those write who wait to.

    Those who wait say so by a lock on a file beside the database, which ends with their process.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    path = waiting_file(str(connection.settings_dict["NAME"]))
    if path is None:
        return
    until = time.monotonic() + PATIENCE
    with contextlib.suppress(OSError), path.open("ab") as file:
        while time.monotonic() < until:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(POLL_SECONDS)
            else:
                return
