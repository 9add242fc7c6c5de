"""The archive over time: years that open to months, and months to days. Each step is in the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from articles.lists.histogram import Timeline, bars, full_label_of
from articles.lists.links import ListAddress
from articles.search.engine import Step
from articles.search.find import search
from articles.search.query import Query
from articles.text.periods import Period, period_of

OPENED = "open"  # the parameter that names a year or month


@dataclass(frozen=True)
class Opened:
    """A year with its months, or a month with its days, as bars."""

    key: str  # 2020 or 2020-10
    label: str
    count: int
    timeline: Timeline
    address: str  # of the list of its articles


def step_of(key: str) -> Step:
    """What a key stands for: 2020 for a year, 2020-10 for a month, 2020-10-31 for a day."""
    steps: tuple[Step, ...] = ("year", "month", "day")
    return steps[key.count("-")]


def opened(asked: str) -> list[Opened]:
    """The year asked for; with a month, that month as well. None for what is neither. Raises IndexMissing."""
    period = period_of(asked)
    if period is None or period.precision not in ("year", "month"):
        return []
    year = f"{period.first.year:04}"
    keys = [year] if period.precision == "year" else [year, period.first.isoformat()[:7]]
    return [one for one in map(_opened, keys) if one.count]


def _opened(key: str) -> Opened:
    period = period_of(key)
    assert period is not None  # noqa: S101 (for the types: the key was made from one)
    finer: Step = "month" if step_of(key) == "year" else "day"
    found = search(query_of(period), limit=0, facets=(), histogram=finer)
    shown = bars(found.histogram, finer, day_page if finer == "day" else opening)
    return Opened(key, full_label_of(key, step_of(key)), found.total, Timeline(shown), ListAddress().on(key))


def query_of(period: Period) -> Query:
    return Query(date_from=period.first, date_to=period.last)


def opening(key: str) -> str:
    """The address of the first page with a year or month open."""
    return f"{reverse('home')}?{OPENED}={key}#over-time"


def day_page(key: str) -> str:
    return reverse("date-day", args=[int(part) for part in key.split("-")])
