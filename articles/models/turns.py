"""One at a time: linking and deciding look at people, then write; a writer in between would double them."""

from django.db import connection, transaction

_LOCK = 7_012_020  # any number, the same for all processes


def take_turn() -> None:
    """Wait until no other transaction is linking or deciding; ours ends the turn, with its end.

    SQLite's transactions are IMMEDIATE, so there they take turns by themselves.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("People are linked and merged in a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
