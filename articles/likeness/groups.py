"""The groups of reprints as readers may know of them: the earliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from articles.likeness.grouping import connected
from articles.models import Article, Fingerprint, Reprint

_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


class Group(NamedTuple):
    public_ids: list[str]
    similarity: float  # the least of its pairs


def with_reprints(article: Article) -> list[Article]:
    """The public articles of its group, itself among them, the earliest first; none where it is alone."""
    own = Fingerprint.objects.filter(pk=article.pk).values_list("group", flat=True).first()
    return members(own) if own is not None else []


def members(group: int) -> list[Article]:
    """The same, where it is known which group that is."""
    rows = Article.objects.public().filter(fingerprint__group=group).with_names().defer("body")
    found = sorted(rows, key=lambda one: order_of(one.published_at, one.pk))
    return found if len(found) > 1 else []


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
