"""From when to when a list goes: its first and last dated article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from articles.models import Article
from articles.search.find import found_articles, search
from articles.search.query import Query, Sort


@dataclass(frozen=True)
class FirstAndLast:
    first: Article | None = None
    last: Article | None = None

    @property
    def is_one(self) -> bool:
        return self.first == self.last


def first_and_last(query: Query) -> FirstAndLast:
    """None of both where no article is dated. Two short questions to the engine, one to the database."""
    ends = [search(replace(query, sort=sort), limit=1, facets=()) for sort in (Sort.OLDEST, Sort.NEWEST)]
    hits = tuple(hit for results in ends for hit in results.hits)
    if not hits:
        return FirstAndLast()
    rows = found_articles(replace(ends[0], hits=hits))
    if len(rows) < 2 or rows[0].published_from is None or rows[1].published_from is None:
        return FirstAndLast()
    return FirstAndLast(rows[0], rows[1])
