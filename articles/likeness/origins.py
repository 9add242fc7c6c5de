"""Where a story likely comes from, as those who print it say; how much of an outlet is others' stories."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models.functions import Left, Right

from articles.likeness.groups import order_of
from articles.models import Article, Fingerprint
from articles.text.agencies import BEGINNING, END, Agency, credited

NEWEST = 20_000  # articles of an outlet with reprints that are looked at
NEWEST_COMPARED = 5_000  # the same where outlets are compared
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
    """What stands with articles of other outlets, the first by the time of publication. One query.

    Of undated ones, and of two of one time, nobody was first, as where outlets are compared.
    """
    own = Fingerprint.objects.filter(group__isnull=False, article__source=source)
    newest = list(own.order_by("-pk").values_list("group", flat=True)[: NEWEST + 1])
    is_cut = len(newest) > NEWEST
    groups = sorted({group for group in newest[:NEWEST] if group is not None})
    from_whom, by_whom = Counter[int](), Counter[int]()
    shared = reprinted = 0
    for _, members in groupby(_rows_of(groups), key=itemgetter(0)):
        story = sorted(members, key=lambda row: order_of(row[1], row[2]))
        began: dict[int, dt.datetime | None] = {}
        for row in story:
            if row[3] is not None:
                began.setdefault(row[3], row[1])
        ours = sum(row[3] == source for row in story)
        if not ours or len(began) < 2:
            continue
        shared += ours
        here, (_, first, _, leader) = began[source], story[0]
        if here is None or first is None:
            continue
        if here == first:
            by_whom.update(other for other, at in began.items() if at is not None and at > here)
        elif leader is not None:
            reprinted += ours
            from_whom[leader] += ours
    return Shares(shared, reprinted, _ranked(from_whom), _ranked(by_whom), is_cut)


def _rows_of(groups: list[int]) -> Iterator[_Row]:
    for at in range(0, len(groups), _AT_ONCE):
        rows = Article.objects.public().filter(fingerprint__group__in=groups[at : at + _AT_ONCE])
        columns = ("fingerprint__group", "published_at", "pk", "source_id")
        yield from rows.order_by("fingerprint__group").values_list(*columns)


def _ranked(counts: Counter[int]) -> list[tuple[int, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


class Overlap(NamedTuple):
    """Stories that two outlets both have, and how many each had first; of undated ones that is unknown."""

    both: int = 0
    first: int = 0  # the one
    second: int = 0  # the other


def overlaps_of(sources: Sequence[int]) -> tuple[dict[tuple[int, int], Overlap], bool]:
    """For each pair of these outlets, in their order, what they share; and whether only the newest of one's
    reprints were looked at. A query for each outlet, and one for each few hundred groups.
    """
    groups: set[int] = set()
    is_cut = False
    for source in sources:
        own = Fingerprint.objects.filter(group__isnull=False, article__source=source)
        newest = list(own.order_by("-pk").values_list("group", flat=True)[: NEWEST_COMPARED + 1])
        is_cut = is_cut or len(newest) > NEWEST_COMPARED
        groups |= {group for group in newest[:NEWEST_COMPARED] if group is not None}
    counts = dict.fromkeys(combinations(sources, 2), Overlap())
    for _, members in groupby(_rows_of(sorted(groups)), key=itemgetter(0)):
        first: dict[int, dt.datetime | None] = {}
        for row in sorted(members, key=lambda row: order_of(row[1], row[2])):
            if row[3] is not None:
                first.setdefault(row[3], row[1])
        for one, other in counts:
            if one in first and other in first:
                both, won, lost = counts[one, other]
                at, then = first[one], first[other]
                dated = at is not None and then is not None and at != then
                sooner = dated and at < then  # type: ignore[operator]
                counts[one, other] = Overlap(both + 1, won + sooner, lost + (dated and not sooner))
    return counts, is_cut
