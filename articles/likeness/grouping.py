"""Which articles are one story: all that pairs connect, but for those that an editor has kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from articles.models.likeness import Fingerprint, Reprint

AT_ONCE = 400  # ids in one query


class Pair(NamedTuple):
    first: int
    second: int
    similarity: float
    state: str


def grouped(pairs: Iterable[Pair]) -> list[list[int]]:
    """The groups of more than one, each in order of ids: joined by pairs, the most alike first.

    What editors have joined comes before what was found; two whom they have kept apart are in no one group.
    """
    pairs = list(pairs)
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for first, second, _, state in pairs:
        if state == Reprint.State.APART:
            apart[first].add(second)
            apart[second].add(first)
    group_of: dict[int, set[int]] = {}
    joining = [pair for pair in pairs if pair.state != Reprint.State.APART]
    for pair in sorted(joining, key=lambda p: (p.state != Reprint.State.JOINED, -p.similarity, p[:2])):
        one = group_of.setdefault(pair.first, {pair.first})
        other = group_of.setdefault(pair.second, {pair.second})
        if one is other or any(not apart[each].isdisjoint(other) for each in one if each in apart):
            continue
        one |= other
        for each in other:
            group_of[each] = one
    found = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
    return sorted(found.values())


def connected(articles: Collection[int]) -> list[Pair]:
    """All pairs that are connected with these articles, also by way of others."""
    known: dict[tuple[int, int], Pair] = {}
    met: set[int] = set()
    ahead = set(articles)
    while ahead:
        now = sorted(ahead)[:AT_ONCE]
        ahead.difference_update(now)
        met.update(now)
        rows = Reprint.objects.filter(Q(first__in=now) | Q(second__in=now)).order_by()
        for row in rows.values_list("first", "second", "similarity", "state"):
            pair = Pair(*row)
            known[pair[:2]] = pair
            ahead |= {pair.first, pair.second} - met
    return list(known.values())


def stand_with(article: int) -> set[int]:
    """Those that are one of a pair with it."""
    pairs = Reprint.objects.filter(Q(first=article) | Q(second=article)).values_list("first", "second")
    return {one for pair in pairs for one in pair} - {article}


def by_editors(article: int, group: int) -> set[int]:
    """Those of its group that stand with an article only because editors have joined some."""
    joined = Reprint.objects.filter(state=Reprint.State.JOINED, first__fingerprint__group=group)
    if not joined.exists():
        return set()
    pairs = connected([article])
    found = [pair for pair in pairs if pair.state != Reprint.State.JOINED]
    return _with(article, pairs) - _with(article, found)


def _with(article: int, pairs: Iterable[Pair]) -> set[int]:
    return next((set(group) for group in grouped(pairs) if article in group), {article})


def parted_by(first: int, second: int) -> list[tuple[int, int]]:
    """What else would be parted, were these two kept apart: pairs that are alike, the most alike first.

    Two whom an editor has kept apart are in no one group, so what stands with both goes with one of them.
    """
    pairs = connected([first, second])
    one, other = sorted((first, second))
    rest = [pair for pair in pairs if pair[:2] != (one, other)]
    before = _group_of_each(pairs)
    after = _group_of_each([*rest, Pair(one, other, 0.0, Reprint.State.APART)])
    return [
        pair[:2]
        for pair in sorted(rest, key=lambda pair: (-pair.similarity, pair[:2]))
        if pair.state != Reprint.State.APART
        and before.get(pair.first) == before.get(pair.second, -1)
        and after.get(pair.first, -1) != after.get(pair.second, -2)
    ]


def _group_of_each(pairs: Iterable[Pair]) -> dict[int, int]:
    return {one: group[0] for group in grouped(pairs) for one in group}


def regroup(articles: Collection[int]) -> None:
    """Write down anew with whom these articles stand, and all who are connected with them."""
    pairs = connected(articles)
    touched = {*articles, *(one for pair in pairs for one in pair[:2])}
    should = _group_of_each(pairs)
    stand = dict[int, int | None]()
    ids = sorted(touched)
    for at in range(0, len(ids), AT_ONCE):
        rows = Fingerprint.objects.filter(pk__in=ids[at : at + AT_ONCE])
        stand |= dict(rows.values_list("pk", "group"))
    changes = [(should.get(one), one) for one, group in stand.items() if group != should.get(one)]
    with connection.cursor() as cursor:
        # A statement for each group by way of the models takes longer than comparing its texts.
        cursor.executemany('UPDATE articles_fingerprint SET "group" = %s WHERE article_id = %s', changes)
