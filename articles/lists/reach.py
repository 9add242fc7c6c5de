"""How far each source reaches in the archive: in which languages it wrote, from when to when."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max, Min

from articles.models import Article
from articles.search.find import reader

KEPT = 600  # seconds, as long as the index does not change
_LANGUAGES = 4


@dataclass(frozen=True)
class Reach:
    languages: tuple[str, ...]  # codes, most articles first
    first: dt.date | None
    last: dt.date | None


def reach_of_sources() -> dict[int, Reach]:
    """By the source's id. One query over all articles, now and then. Raises IndexMissing."""
    key = f"reach:{reader().changed_at()}"
    found: dict[int, Reach] | None = cache.get(key)
    if found is None:
        found = _reach()
        cache.set(key, found, KEPT)
    return found


def _reach() -> dict[int, Reach]:
    rows = (
        Article.objects.public()
        .exclude(source=None)
        .values_list("source", "language")
        .annotate(count=Count("pk"), first=Min("published_from"), last=Max("published_from"))
        .order_by("source", "-count", "language")
    )
    by_source: defaultdict[int, list[tuple[str, dt.date | None, dt.date | None]]] = defaultdict(list)
    for source, language, _count, first, last in rows:
        by_source[source].append((language, first, last))
    return {
        source: Reach(
            tuple(language for language, _first, _last in parts)[:_LANGUAGES],
            min((first for _language, first, _last in parts if first), default=None),
            max((last for _language, _first, last in parts if last), default=None),
        )
        for source, parts in by_source.items()
    }
