"""Articles as rows of a table (CSV). Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # also as wide letters


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


_writer = csv.writer(_Echo())


def row(cells: Iterable[str]) -> str:
    """A line of a table, with its end."""
    written: str = _writer.writerow(cells)
    return written


def as_cell(text: str) -> str:
    """Imported text may begin like a formula, which a spreadsheet would run: an apostrophe makes it text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
