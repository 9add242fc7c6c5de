"""Who and what a period talked of: people, places and sections, each with a small time line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from articles.lists.facets import FacetValue, values_of
from articles.lists.histogram import Part, by_key, full_label_of, keys_between, parts_of
from articles.lists.links import ListAddress
from articles.lists.opening import query_of, step_of
from articles.search.engine import FacetCount, Step
from articles.search.find import reader, search
from articles.search.query import UNKNOWN, Query
from articles.text.periods import period_of

SHOWN = 5  # of each kind
KEPT = 600  # seconds, as long as the index does not change
KINDS = (
    ("person", "people", _("People")),
    ("place", "places", _("Places")),
    ("section", "sections", _("Sections")),
)
_FINER: dict[Step, Step] = {"year": "month", "month": "day", "day": "day"}


@dataclass(frozen=True)
class Talked:
    value: FacetValue
    parts: list[Part]  # the time line, from left to right

    @property
    def width(self) -> int:
        """Of its drawing, in which each step is ten wide."""
        return 10 * len(self.parts)


@dataclass(frozen=True)
class TalkedOf:
    label: str
    index: str  # the name of the page of all of them
    most: list[Talked]


def talked_of(key: str) -> list[TalkedOf]:
    """Of a year or month, as 2020 or 2020-10. Raises IndexMissing.

    The counts are kept until the index changes: there is a question for each name.
    """
    kept = f"talked:{key}:{reader().changed_at()}"
    counted: dict[str, list[tuple[FacetCount, dict[str, int]]]] | None = cache.get(kept)
    if counted is None:
        counted = _counted(key)
        cache.set(kept, counted, KEPT)
    address = ListAddress().setting(from_=key, to=key)
    found = []
    for name, index, label in KINDS:
        lines = {count.value: line for count, line in counted[name]}
        values = values_of(name, [count for count, _line in counted[name]], [], address)
        rows = [Talked(one, _parts(lines[one.row.pk], key)) for one in values if one.row is not None]
        if rows:
            found.append(TalkedOf(str(label), index, rows))
    return found


def talked_when(key: str) -> dict[str, Any]:
    """What parts/talked.html shows of a year or month, as 2020 or 2020-10. Raises IndexMissing."""
    return {"talked": talked_of(key), "talked_when": full_label_of(key, step_of(key))}


def _counted(key: str) -> dict[str, list[tuple[FacetCount, dict[str, int]]]]:
    """By kind: its most frequent values, each with its articles by finer steps."""
    period = period_of(key)
    assert period is not None  # noqa: S101 (for the types)
    query, finer = query_of(period), _FINER[step_of(key)]
    names = tuple(name for name, _index, _label in KINDS)
    facets = search(query, limit=0, facets=names, facet_limit=SHOWN + 1).facets
    found = {}
    for name in names:
        counts = [count for count in facets[name] if count.value != UNKNOWN][:SHOWN]
        found[name] = [(count, _line(_with(query, name, int(count.value)), finer)) for count in counts]
    return found


def _with(query: Query, name: str, key: int) -> Query:
    match name:
        case "person":
            return replace(query, persons=(key,))
        case "place":
            return replace(query, places=(key,))
        case _:
            return replace(query, sections=(key,))


def _line(query: Query, step: Step) -> dict[str, int]:
    return by_key(search(query, limit=0, facets=(), histogram=step).histogram, step)


def _parts(line: dict[str, int], key: str) -> list[Part]:
    """A step for each month of a year, or day of a month."""
    period = period_of(key)
    assert period is not None  # noqa: S101 (for the types)
    finer = _FINER[step_of(key)]
    digits = 7 if finer == "month" else 10
    keys = keys_between(period.first.isoformat()[:digits], period.last.isoformat()[:digits], finer)
    parts = [of_key[0] for of_key in parts_of([line], keys, None)] if line else []
    return [replace(part, left=10 * n) for n, part in enumerate(parts)]
