"""The same day of other years, and the newest articles of which a condition holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from articles.lists.listing import HitShown, listing
from articles.search.query import Query, Resolved, Sort
from articles.search.tree import Choice, Node

SHOWN = 5


def this_day_in_other_years(day: dt.date, years: Iterable[tuple[int, int]]) -> list[HitShown]:
    """A few articles of the same day of other years, the newest first; the years are a histogram's counts."""
    others = [year for year, count in years if year and count and year != day.year]
    days = tuple(year * 10_000 + day.month * 100 + day.day for year in others)
    return newest(Choice("day", days), SHOWN) if days else []


def newest(tree: Node, size: int) -> list[HitShown]:
    """The newest articles of which the tree holds."""
    return listing(Resolved(Query(sort=Sort.NEWEST), tree, ()), size=size).hits
