"""Rows into tables by the hundred thousand: as the database takes them quickest, without instances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model

PAGE = 500  # rows of one statement


def insert(model: type[Model], fields: Sequence[Field[Any, Any]], rows: Sequence[Sequence[Any]]) -> None:
    """``rows`` hold a value for each of the fields, as the database takes it."""
    if not rows:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns})"
    if connection.vendor == "postgresql":
        from psycopg2.extras import execute_values

        with connection.cursor() as cursor, connection.wrap_database_errors:
            execute_values(cursor.cursor, f"{into} VALUES %s", rows, page_size=PAGE)
        return
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"{into} VALUES ({marks})", rows)
