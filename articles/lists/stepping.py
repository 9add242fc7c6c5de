"""From one hit of a list to the next: an article's address says which list led there, and where in it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.lists.asking import Asked
from articles.lists.links import ListAddress
from articles.lists.listing import PAGE_SIZE
from articles.lists.parameters import Parameters, last_value
from articles.models import Article
from articles.search.find import IndexMissing, found_articles, search

PARAMETER = "at"  # the number of the article in the list, from 1
_DIGITS = 9


@dataclass(frozen=True)
class Step:
    """An article beside the one shown, and its address as a hit of the same list."""

    article: Article
    address: str


@dataclass(frozen=True)
class Steps:
    at: int
    total: int
    list_address: str  # of the page of the list that the article stands on
    previous: Step | None
    next: Step | None


def hit_address(article: Article, within: ListAddress | None, at: int) -> str:
    """Of an article opened from a list: with the list's filters and its number there."""
    address = article.get_absolute_url()
    return str(within.under(address).with_value(PARAMETER, str(at))) if within else address


def steps(article: Article, parameters: Parameters) -> Steps | None:
    """The hits before and after the article in the list that it was opened from: one look at three hits.

    None where no list is named, or where the article is not at its place any more.
    """
    number = last_value(parameters, PARAMETER)
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS and int(number)):
        return None
    at = int(number)
    asked = Asked(parameters)
    if not asked.answerable:
        return None
    first = max(0, at - 2)
    try:
        results = search(asked.resolved, offset=first, limit=at + 1 - first, facets=())
    except IndexMissing:
        return None
    ids = [hit.article_id for hit in results.hits]
    here = at - 1 - first
    if ids[here : here + 1] != [article.pk]:
        return None
    within = asked.narrowed
    rows = {row.pk: row for row in found_articles(results, Article.objects.public())}

    def step(index: int, number: int) -> Step | None:
        row = rows.get(ids[index]) if 0 <= index < len(ids) else None
        return Step(row, hit_address(row, within, number)) if row else None

    return Steps(
        at=at,
        total=results.total,
        list_address=within.at(1 + (at - 1) // PAGE_SIZE),
        previous=step(here - 1, at - 1),
        next=step(here + 1, at + 1),
    )
