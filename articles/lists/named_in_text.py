"""Days and places that a text names, where the archive has a page of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.models import Article, Place, PlaceName
from articles.reading.signs.dates import find_dates

LONGEST = 100_000  # characters of a text that are looked at
MOST_DAYS = 40
MOST_PLACES = 5_000  # names
SHORTEST = 3  # letters of a place's name
KEPT = 60  # seconds; so long a place may be linked of which all articles were withdrawn


class Named(NamedTuple):
    """Characters of a text, half-open, and the address of what they name."""

    start: int
    end: int
    address: str


def named_in(text: str) -> list[Named]:
    """The days and places that the text names, in order, without overlaps. At most two queries."""
    text = text[:LONGEST]
    found: list[Named] = []
    for one in sorted([*days_in(text), *places_in(text)], key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def days_in(text: str) -> list[Named]:
    """Dates with day, month and year that can be read in one way only, of which the archive has articles."""
    dates: list[tuple[int, int, dt.date]] = []
    start = 0
    for line in text.split("\n"):
        sure = ((one, one.date) for one in find_dates(line) if not one.ambiguous)
        dates += [(start + one.start, start + one.end, day) for one, day in sure if day]
        start += len(line) + 1
    dates = dates[:MOST_DAYS]
    if not dates:
        return []
    told = Article.objects.public().filter(published_from__in={day for _, _, day in dates})
    known = set(told.order_by().values_list("published_from", flat=True).distinct())
    return [
        Named(start, end, reverse("date-day", args=[day.year, day.month, day.day]))
        for start, end, day in dates
        if day in known
    ]


def places_in(text: str) -> list[Named]:
    """Names of the archive's places, as they are written there and as whole words."""
    names = cache.get_or_set("places:named", partial(_names), KEPT) or ()
    if not names:
        return []
    found = []
    for number, start, end in _finder(names).find_matches_as_indexes(text):
        before, after = text[start - 1 : start], text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            found.append(Named(start, end, reverse("place", args=[names[number][1]])))
    return found


def _names() -> tuple[tuple[str, str], ...]:
    """(name, slug) of places with articles that are shown."""
    shown = Place.objects.filter(Exists(Article.objects.public().filter(place=OuterRef("pk"))))
    names = PlaceName.objects.filter(place__in=shown).order_by("pk")
    return tuple(
        (name, slug)
        for name, slug in names.values_list("name", "place__slug")[:MOST_PLACES]
        if len(name) >= SHORTEST and name[0].upper() == name[0]
    )


@lru_cache(maxsize=1)
def _finder(names: Sequence[tuple[str, str]]) -> AhoCorasick:
    return AhoCorasick([name for name, _ in names], matchkind=MatchKind.LeftmostLongest)
