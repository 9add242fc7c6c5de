"""What begins so: the one kind of likeness that an index finds, on both databases."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q


def begins_with(column: str, text: str) -> Q:
    """Rows whose column begins so, found by the column's index on both databases.

    SQLite's LIKE takes no plain index, a range does; PostgreSQL's LIKE has an index of its own, while a
    range would depend on the language that the database sorts by.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + "\U0010ffff"})
    return Q(**{f"{column}__startswith": text})
