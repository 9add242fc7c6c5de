"""How far each source reaches in the archive: in which languages it wrote, from when to when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from articles.lists.facets import FacetValue
from articles.models import Article, Source
from articles.search.find import search
from articles.search.query import Query

_LANGUAGES = 4
_MOST_LANGUAGES = 20  # of the archive, each a question to the engine


@dataclass(frozen=True)
class Reach:
    languages: tuple[str, ...]  # codes, most articles first
    first: dt.date | None
    last: dt.date | None


def reach_of_sources(values: Collection[FacetValue], most: int) -> dict[int, Reach]:
    """By the source's id, of the sources that these values are. Raises IndexMissing.

    One query, of two steps in an index for each source; and a question to the engine for each language, of
    which `most` sources are told. To group all articles by source would read every one of them.
    """
    languages = _languages(most)
    sources = [value.row.pk for value in values if value.row is not None]
    ends = (_end("published_from"), _end("-published_from"))
    days = Source.objects.filter(pk__in=sources).values_list("pk", *ends)
    return {source: Reach(tuple(languages[source][:_LANGUAGES]), first, last) for source, first, last in days}


def _languages(most: int) -> dict[int, list[str]]:
    """The languages of each source, that of most articles first."""
    asked = search(Query(), limit=0, facets=("language",), facet_limit=_MOST_LANGUAGES).facets["language"]
    counted: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for language in (str(one.value) for one in asked):
        query = Query(languages=(language,))
        for one in search(query, limit=0, facets=("source",), facet_limit=most).facets["source"]:
            counted[int(one.value)].append((-one.count, language))
    return defaultdict(
        list, {source: [code for _, code in sorted(found)] for source, found in counted.items()}
    )


def _end(order: str) -> Subquery:
    dated: QuerySet[Article] = Article.objects.public().filter(
        source=OuterRef("pk"), published_from__isnull=False
    )
    return Subquery(dated.order_by(order).values("published_from")[:1])
