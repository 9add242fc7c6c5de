"""Revisions are for what editors change; what the archive writes by itself leaves its trace elsewhere."""

from typing import Any


def save_unrevised(row: Any) -> None:
    """Save a row that keeps revisions (Article, Source, Section, …) without making one."""
    row.save_without_historical_record()
