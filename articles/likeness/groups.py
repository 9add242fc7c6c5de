"""The groups of reprints as readers may know of them: the earliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import F

from articles.likeness.grouping import connected
from articles.models import Article, Fingerprint, Reprint
from articles.models.archive import ArticleQuerySet

_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


class Group(NamedTuple):
    public_ids: list[str]
    similarity: float  # the least of its pairs


def with_reprints(article: Article) -> list[Article]:
    """The public articles of its group, itself among them, the earliest first; none where it is alone."""
    own = group_of(article)
    return members(own) if own is not None else []


def members(group: int, most: int | None = None) -> list[Article]:
    """The same, where it is known which group that is; of a story that thousands have, the earliest."""
    found = list(in_order(group).with_names().defer("body")[:most])
    return found if len(found) > 1 else []


def in_order(group: int) -> ArticleQuerySet:
    """As ``order_of`` has it."""
    rows = Article.objects.public().filter(fingerprint__group=group)
    return rows.order_by(F("published_at").asc(nulls_last=True), "pk")


def group_of(article: Article) -> int | None:
    """With whom it stands."""
    return Fingerprint.objects.filter(pk=article.pk).values_list("group", flat=True).first()


def groups() -> Iterator[Group]:
    """All groups of public articles, by the id of their first."""
    rows = Article.objects.public().exclude(fingerprint__group=None).order_by("fingerprint__group")
    columns = rows.values_list("fingerprint__group", "published_at", "pk", "public_id")
    members: list[tuple[dt.datetime | None, int, str]] = []
    group: int | None = None
    for now, published_at, pk, public_id in columns.iterator():
        if now != group:
            yield from _group(members)
            group, members = now, []
        members.append((published_at, pk, public_id))
    yield from _group(members)


def _group(members: list[tuple[dt.datetime | None, int, str]]) -> Iterator[Group]:
    if len(members) < 2:
        return
    members.sort(key=lambda member: order_of(member[0], member[1]))
    ids = {pk for _, pk, _ in members}
    least = [
        pair.similarity
        for pair in connected(ids)
        if pair.state != Reprint.State.APART and pair.first in ids and pair.second in ids
    ]
    yield Group([public_id for _, _, public_id in members], min(least, default=0.0))


def order_of(published_at: dt.datetime | None, pk: int) -> tuple[dt.datetime, int]:
    """Without a date it comes last."""
    return published_at or _LAST, pk
