"""Where a story likely comes from, as those who print it say; how much of an outlet is others' stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models.functions import Left, Right

from articles.likeness.earliest import COLUMNS, When, comes_before, is_surely_first
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


class _Row(NamedTuple):
    group: int
    pk: int
    source: int | None
    when: When


def _first_of_each(story: Iterable[_Row]) -> dict[int, When]:
    """When each outlet had it first."""
    began: dict[int, When] = {}
    for row in sorted(story, key=lambda row: order_of(row.when.at, row.pk)):
        if row.source is not None:
            began.setdefault(row.source, row.when)
    return began


def shares_of(source: int) -> Shares:
    """What stands with articles of other outlets, the first by the time of publication. One query.

    Of undated ones, and of two of one time or of one day without it, nobody was first.
    """
    own = Fingerprint.objects.filter(group__isnull=False, article__source=source)
    newest = list(own.order_by("-pk").values_list("group", flat=True)[: NEWEST + 1])
    is_cut = len(newest) > NEWEST
    groups = sorted({group for group in newest[:NEWEST] if group is not None})
    from_whom, by_whom = Counter[int](), Counter[int]()
    shared = reprinted = 0
    for _, members in groupby(_rows_of(groups), key=attrgetter("group")):
        story = list(members)
        began = _first_of_each(story)
        ours = sum(row.source == source for row in story)
        if not ours or len(began) < 2:
            continue
        shared += ours
        here = began[source]
        if any(comes_before(row.when, here) for row in story):
            reprinted += ours
            from_whom.update(dict.fromkeys(_leaders(began), ours))
        else:
            by_whom.update(other for other, at in began.items() if comes_before(here, at))
    return Shares(shared, reprinted, _ranked(from_whom), _ranked(by_whom), is_cut)


def _leaders(began: Mapping[int, When]) -> list[int]:
    """The outlet that had it before all others; none where that is not known."""
    return [
        one
        for one, at in began.items()
        if is_surely_first(at, (other for source, other in began.items() if source != one))
    ]


def _rows_of(groups: list[int]) -> Iterator[_Row]:
    for at in range(0, len(groups), _AT_ONCE):
        rows = Article.objects.public().filter(fingerprint__group__in=groups[at : at + _AT_ONCE])
        columns = rows.order_by("fingerprint__group").values_list(
            "fingerprint__group", "pk", "source_id", *COLUMNS
        )
        for group, pk, source, *when in columns:
            yield _Row(group, pk, source, When(*when))


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
    for _, members in groupby(_rows_of(sorted(groups)), key=attrgetter("group")):
        first = _first_of_each(members)
        for one, other in counts:
            if one in first and other in first:
                both, won, lost = counts[one, other]
                at, then = first[one], first[other]
                counts[one, other] = Overlap(
                    both + 1, won + comes_before(at, then), lost + comes_before(then, at)
                )
    return counts, is_cut
