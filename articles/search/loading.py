"""Articles from the database, as the index wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from articles.fields import indexed_columns
from articles.models import Article, Mention
from articles.models.people import Standing
from articles.search.documents import IndexedArticle, IndexedMention

COLUMNS = ("id", *indexed_columns())
_ATTRIBUTES = tuple(
    {"published_precision": "precision"}.get(column, column.removesuffix("_id")) for column in COLUMNS
)
_SPAN = ("field", "start", "end", "surface", "person_id")
_AT_ONCE = 500  # SQLite takes few parameters


def load(ids: Iterable[int]) -> Iterator[IndexedArticle]:
    """Those of the articles that belong in the index: neither gone nor withdrawn. Two queries per 500."""
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[at : at + _AT_ONCE]
        mentions: dict[int, list[IndexedMention]] = defaultdict(list)
        spans = (
            Mention.objects.filter(article_id__in=chunk)
            .exclude(status=Standing.REJECTED)
            .order_by("article_id", "field", "start")
        )
        for article_id, *span in spans.values_list("article_id", *_SPAN):
            mentions[article_id].append(IndexedMention(*span))
        rows: Iterable[tuple[Any, ...]] = (
            Article.objects.public().filter(id__in=chunk).order_by("id").values_list(*COLUMNS)
        )
        for row in rows:
            values = dict(zip(_ATTRIBUTES, row, strict=True))
            yield IndexedArticle(**values, mentions=tuple(mentions[row[0]]))


def all_ids(after: int = 0, at_once: int = 2000) -> Iterator[list[int]]:
    """The ids of all articles in rising order, in chunks, each its own short query."""
    while chunk := list(
        Article.objects.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:at_once]
    ):
        yield chunk
        after = chunk[-1]
