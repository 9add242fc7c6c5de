"""Which of several articles was published first, as far as what their pages say of it tells.

Of two of one day, of which one or both tell no time, nobody knows; nor of a day and the month that it is in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.models import Article

COLUMNS = ("published_at", "published_precision", "published_from", "published_until")


class When(NamedTuple):
    """As an article has it. ``begin`` and ``end``: its local days, half open; all None for an undated one."""

    at: dt.datetime | None
    precision: str
    begin: dt.date | None
    end: dt.date | None

    @property
    def is_dated(self) -> bool:
        return self.at is not None


def when(article: Article) -> When:
    return When(*(getattr(article, name) for name in COLUMNS))


def comes_before(one: When, other: When) -> bool:
    """Whether that is sure."""
    if one.at is None or other.at is None or one.at >= other.at:
        return False
    if one.precision == other.precision == Article.Precision.MINUTE:
        return True
    return one.end is not None and other.begin is not None and one.end <= other.begin


def is_surely_first(one: When, others: Iterable[When]) -> bool:
    """Of those that are dated, of which there is another."""
    dated = [other for other in others if other.is_dated]
    return bool(dated) and all(comes_before(one, other) for other in dated)


def surely_first(articles: Sequence[Article]) -> Article | None:
    """Of articles in the order of ``groups.order_of``."""
    if articles and is_surely_first(when(articles[0]), map(when, articles[1:])):
        return articles[0]
    return None
