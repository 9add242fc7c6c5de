"""Revisions are for what editors change; what the archive writes by itself leaves its trace elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


def revisions(excluded: list[str] | None = None) -> HistoricalRecords:
    """The revisions of a table; what is written in the ``excluded`` columns makes none.

    Why there is one is what an editor said, as a text, or else a code.
    """
    return HistoricalRecords(
        excluded_fields=excluded,
        history_change_reason_field=models.JSONField(
            _("why"), null=True, help_text=_("in an editor's words, or a code")
        ),
    )


def save_unrevised(row: Any) -> None:
    """Save a row that keeps revisions (Article, Source, Section, …) without making one."""
    row.save_without_historical_record()


def revise(model: Any, ids: Sequence[int], kind: str, by: int | None, why: Any) -> None:
    """Keep a revision of each of these rows as it stands in the database now: one statement, and no text
    comes out of it. ``kind`` is "+" for the first of a row, else "~"; ``by`` the id of a user."""
    if not ids:
        return
    history = model.history.model
    said = {"history_date": timezone.now(), "history_type": kind, "history_user": by}
    said["history_change_reason"] = why
    quote = connection.ops.quote_name
    copied = [quote(field.column) for field in history.tracked_fields]
    own = [history._meta.get_field(name) for name in said]
    given = [field.get_db_prep_save(said[field.name], connection) for field in own]
    columns = ", ".join([*copied, *(quote(field.column) for field in own)])
    values = ", ".join([*copied, *("%s" for _field in own)])
    marks = ", ".join("%s" for _pk in ids)
    into, table = quote(history._meta.db_table), quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {into} ({columns}) SELECT {values} FROM {table} "  # noqa: S608
            f"WHERE {quote(model._meta.pk.column)} IN ({marks}) ORDER BY {quote(model._meta.pk.column)}",
            [*given, *ids],
        )
