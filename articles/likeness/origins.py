"""Where a story likely comes from, as those who print it say; how much of an outlet is others' stories."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models.functions import Left, Right

from articles.likeness.groups import order_of
from articles.models import Article, Fingerprint
from articles.text.agencies import BEGINNING, END, Agency, credited

NEWEST = 20_000  # articles of an outlet with reprints that are looked at
_AT_ONCE = 500  # groups in one query


class Origin(NamedTuple):
    agency: Agency
    said_by: int  # articles that credit it


def likely_origin(articles: Collection[Article]) -> Origin | None:
    """The agency that most of these articles credit; None where none does. One query for their texts."""
    rows = Article.objects.filter(pk__in=[article.pk for article in articles]).order_by("pk")
    texts = rows.values_list(Left("body", BEGINNING), Right("body", END), "agency", "byline")
    said = Counter(
        agency
        for beginning, end, name, byline in texts
        if (agency := credited(f"{beginning}{end}", name, byline)) is not None
    )
    if not said:
        return None
    agency, count = max(said.items(), key=lambda one: (one[1], one[0].name))
    return Origin(agency, count)


class Shares(NamedTuple):
    """Of one outlet; numbers are of articles. Those of others count once for each article of its own."""

    with_reprints: int  # that another outlet has, too
    reprinted: int  # of these another outlet was first
    from_whom: list[tuple[int, int]]  # (source, number), the most first
    by_whom: list[tuple[int, int]]  # who came after it
    is_cut: bool  # it has more than were looked at


_Row = tuple[int, dt.datetime | None, int, int | None]  # group, published at, id, source


def shares_of(source: int) -> Shares:
    """What stands with articles of other outlets, the first by the time of publication. One query."""
    own = Fingerprint.objects.filter(group__isnull=False, article__source=source)
    newest = list(own.order_by("-pk").values_list("group", flat=True)[: NEWEST + 1])
    is_cut = len(newest) > NEWEST
    groups = sorted({group for group in newest[:NEWEST] if group is not None})
    from_whom, by_whom = Counter[int](), Counter[int]()
    shared = reprinted = 0
    for _, members in groupby(_rows_of(groups), key=itemgetter(0)):
        story = sorted(members, key=lambda row: order_of(row[1], row[2]))
        others = {row[3] for row in story} - {source, None}
        ours = sum(row[3] == source for row in story)
        if not others or not ours:
            continue
        shared += ours
        first = story[0][3]
        if first == source:
            by_whom.update(other for other in others if other is not None)
        elif first is not None:
            reprinted += ours
            from_whom[first] += ours
    return Shares(shared, reprinted, _ranked(from_whom), _ranked(by_whom), is_cut)


def _rows_of(groups: list[int]) -> Iterator[_Row]:
    for at in range(0, len(groups), _AT_ONCE):
        rows = Article.objects.public().filter(fingerprint__group__in=groups[at : at + _AT_ONCE])
        columns = ("fingerprint__group", "published_at", "pk", "source_id")
        yield from rows.order_by("fingerprint__group").values_list(*columns)


def _ranked(counts: Counter[int]) -> list[tuple[int, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
