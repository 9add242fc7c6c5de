"""Revisions are for what editors change; what the archive writes by itself leaves its trace elsewhere."""

from __future__ import annotations

from typing import Any

from django.db import models
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
