"""What was changed from one version of an article to the next: noted when a version comes, or of all anew.

Versions stand in the order in which they were on the web: one that a crawler had fetched earlier, though it
is imported later, stands before the others. Two that say the same are no change.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Generator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet

from articles.exporting.captures import first_seen
from articles.models import Article, Reading, TextChange
from articles.models.turns import give_way, take_turn
from articles.text.difference import difference_of
from articles.text.mending import is_substance
from articles.text.sameness import key_of_fields

AT_ONCE = 100  # articles of one transaction
LONGEST = 100_000  # letters of a text that are compared; a longer one counts as changed in substance


class _Version(NamedTuple):
    """One Original of an article, with its readings by the reader's version: (key of the text, row)."""

    at: dt.datetime
    original: int
    readings: Mapping[str, tuple[int | None, int]]


def note_changes(articles: Collection[int]) -> int:
    """Of these articles; in a transaction. Only pairs that were not compared before are; how many are new."""
    rows = Article.objects.filter(pk__in=articles).in_bulk()
    versions = _versions(rows)
    known: defaultdict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    noted = TextChange.objects.filter(article__in=versions).order_by()
    for pk, article, *pair in noted.values_list("pk", "article", "before__original", "after__original"):
        known[article][pair[0], pair[1]] = pk
    made: list[TextChange] = []
    for pk, of_article in versions.items():
        for before, after in pairwise(of_article):
            if known[pk].pop((before.original, after.original), None) is None:
                made += _compared(rows[pk], before, after)
    # What lies between two versions by now was not changed at once.
    TextChange.objects.filter(pk__in=[old for left in known.values() for old in left.values()]).delete()
    TextChange.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _versions(articles: Mapping[int, Article]) -> dict[int, list[_Version]]:
    """Of those that have several, each in order."""
    found: defaultdict[int, dict[int, dict[str, tuple[int | None, int]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    came: dict[int, dt.datetime] = {}
    rows = Reading.objects.filter(article__in=articles).order_by("pk")
    for pk, article, original, version, text, created_at in rows.values_list(
        "pk", "article", "original", "reader_version", "text", "original__created_at"
    ):
        found[article][original][version] = (text, pk)
        came[original] = created_at
    return {
        article: _in_order(articles[article], originals, came)
        for article, originals in found.items()
        if len(originals) > 1
    }


def _in_order(
    article: Article,
    originals: Mapping[int, Mapping[str, tuple[int | None, int]]],
    came: Mapping[int, dt.datetime],
) -> list[_Version]:
    seen = first_seen(list(originals), article.original_url)
    return sorted(
        (_Version(seen.get(pk, came[pk]), pk, readings) for pk, readings in originals.items()),
        key=lambda version: version[:2],
    )


def _compared(article: Article, before: _Version, after: _Version) -> Sequence[TextChange]:
    """The change, where there is one; by readings of one reader, if there are, lest it be the reader's."""
    both = [version for version in after.readings if version in before.readings]
    old, new = (
        version.readings[both[-1]] if both else list(version.readings.values())[-1]
        for version in (before, after)
    )
    if old[0] == new[0]:
        return ()
    readings = Reading.objects.only("fields").in_bulk([old[1], new[1]])
    said = [readings[pk].fields for pk in (old[1], new[1])]
    if key_of_fields(said[0]) == key_of_fields(said[1]):  # as keys are made now
        return ()
    is_long = any(len(text.get("body") or "") > LONGEST for text in said)
    return (
        TextChange(
            article=article,
            before_id=old[1],
            after_id=new[1],
            is_substance=is_long or is_substance(difference_of(*said), article.language),
            seen_at=after.at,
        ),
    )


def with_versions() -> QuerySet[Article]:
    """The articles that came in several versions."""
    several = (
        Reading.objects.order_by()
        .values("article")
        .annotate(count=Count("original", distinct=True))
        .filter(count__gt=1)
    )
    return Article.objects.filter(pk__in=several.values("article"))


def find_all(anew: bool = False) -> Generator[tuple[int, int], None, None]:
    """Of all articles; yields after each piece (articles looked at, changes that were not noted before).

    ``anew``: as though nothing had been noted. Broken off, it begins again, and does no harm.
    """
    last = 0
    while piece := list(
        with_versions().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        give_way()
        with transaction.atomic():
            take_turn()
            if anew:
                TextChange.objects.filter(article__in=piece).delete()
            count = note_changes(piece)
        last = piece[-1]
        yield len(piece), count
