"""Why the archive thinks what it says of an article: each field, its lines in the original, and the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.lists.paging import PARAMETER as PAGE
from articles.models import Reading
from articles.wording.codes import worded

# The fields as a page has them from its top; further marks follow by the alphabet.
ORDER = (
    "headline",
    "caption",
    "byline",
    "place",
    "agency",
    "source",
    "section",
    "published",
    "time",
    "timezone",
    "language",
    "body",
)
LINES_PER_PAGE = 2000
LINES_LINKED = 50  # of one field
VERSION = "version"  # the parameter that names an earlier version, by the beginning of its SHA-256
VALUE_LENGTH_SHOWN = 300


@dataclass(frozen=True)
class FieldShown:
    """A field of the reading: its value as it stands in the text, and where that was found."""

    name: str
    value: str
    rule: str
    lines: list[int]
    start: int | None
    end: int | None
    version: str = ""

    @property
    def links(self) -> list[tuple[int, str]]:
        """(line, its address) for the first of the lines."""
        return [(n, line_address(n, self.version)) for n in self.lines[:LINES_LINKED]]

    @property
    def lines_cut(self) -> int:
        return max(0, len(self.lines) - LINES_LINKED)


def fields_shown(reading: Reading, lines: Sequence[str] = (), version: str = "") -> list[FieldShown]:
    """What has evidence, in the order of ORDER; marks that are no field by their characters."""
    values = (
        reading.fields.get("published") or {}
    ) | reading.fields  # a date's parts have evidence of their own
    return [
        FieldShown(
            name=name,
            value=value_shown(values.get(name)) or characters(found, lines),
            rule=worded(found.get("rule")),
            lines=list(found.get("lines", [])),
            start=found.get("start"),
            end=found.get("end"),
            version=version,
        )
        for name, found in sorted(reading.evidence.items(), key=place_in_order)
    ]


def characters(evidence: dict[str, Any], lines: Sequence[str]) -> str:
    """The part of a line that the evidence points at."""
    if not evidence.get("lines") or evidence.get("start") is None or evidence["lines"][0] > len(lines):
        return ""
    return lines[evidence["lines"][0] - 1][evidence["start"] : evidence.get("end")]


def place_in_order(evidence: tuple[str, dict[str, Any]]) -> tuple[int, str]:
    """Not every database keeps the order in which the reader gave its evidence."""
    name = evidence[0]
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def line_address(n: int, version: str = "") -> str:
    """Where line `n` is shown, from any page of the same version."""
    kept = f"{VERSION}={version}&" if version else ""
    return f"?{kept}{PAGE}={(n - 1) // LINES_PER_PAGE + 1}#line-{n}"


def value_shown(value: Any) -> str:
    """A field's value as one line of text, cut where it is long."""
    if isinstance(value, dict):  # a date
        value = " ".join(str(value[part]) for part in ("date", "time", "timezone") if value.get(part))
    elif isinstance(value, list):
        value = " · ".join(str(part) for part in value)
    text = str(value or "")
    return text if len(text) <= VALUE_LENGTH_SHOWN else text[:VALUE_LENGTH_SHOWN] + "…"
