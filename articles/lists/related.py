"""What else there is to read beside an article: of the same outlet and day, about the same people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q

from articles.lists.mentioned import mentions_of
from articles.models import Article, Person
from articles.search.engine import Request
from articles.search.find import IndexMissing, reader
from articles.search.query import Query, Sort
from articles.search.tree import And, Choice, Node, Or

SHOWN = 6
_PEOPLE = 5  # of an article, whom it mentions most often


@dataclass(frozen=True)
class Related:
    article: Article
    shared: list[Person]  # in the order of the article that it is beside


def same_source_and_day(article: Article) -> list[Article]:
    """A few other articles of the same outlet and day, by time."""
    if article.source_id is None or article.published_precision not in {"day", "minute"}:
        return []
    others = Article.objects.public().filter(source=article.source_id, published_from=article.published_from)
    return list(others.exclude(pk=article.pk).order_by("published_at", "pk")[:SHOWN])


def elsewhere_that_day(article: Article, seen: Collection[int]) -> list[Article]:
    """A few articles of the same day in other outlets, by time. One query."""
    if article.published_precision not in {"day", "minute"}:
        return []
    others = Article.objects.public().with_names().filter(published_from=article.published_from)
    others = others.filter(published_precision__in=("day", "minute")).exclude(pk__in=seen)
    if article.source_id is not None:
        others = others.filter(Q(source=None) | ~Q(source=article.source_id))
    return list(others.order_by("published_at", "pk")[:SHOWN])


def about_the_same(people: Sequence[Person], seen: Collection[int]) -> list[Related]:
    """Other articles about these people: the newest that share two of them, then the newest about the first.

    None without an index. Two questions to the engine, two to the database.
    """
    people = people[:_PEOPLE]
    if not people:
        return []
    by_id = [Choice("person", (person.pk,)) for person in people]
    found: dict[int, None] = {}
    for asked in (*(two for two in [_two_of(by_id)] if two), by_id[0]):
        if len(found) < SHOWN:
            found |= dict.fromkeys(_newest(asked, {*seen, *found}))
    rows = Article.objects.public().with_names().in_bulk(list(found)[:SHOWN])
    shown = [rows[pk] for pk in found if pk in rows]
    mentioned = mentions_of([person.pk for person in people], shown)
    named = {row.pk: {mention.person_id for mention in mentioned[row.pk]} for row in shown}
    return [Related(row, [person for person in people if person.pk in named[row.pk]]) for row in shown]


def _two_of(choices: Sequence[Choice]) -> Node | None:
    pairs = tuple(And(pair) for pair in combinations(choices, 2))
    return Or(pairs) if len(pairs) > 1 else pairs[0] if pairs else None


def _newest(tree: Node, seen: Collection[int]) -> list[int]:
    """The ids of the newest articles of which the tree holds; none without an index."""
    request = Request(Query(sort=Sort.NEWEST), tree, limit=SHOWN + len(seen))
    try:
        hits = reader().search(request).hits
    except IndexMissing:
        return []
    return [hit.article_id for hit in hits if hit.article_id not in seen]
