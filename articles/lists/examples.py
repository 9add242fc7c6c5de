"""Searches that find something in this archive, made from what it holds: for help, and who is here first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from django.core.cache import cache

from articles.lists.links import articles_with
from articles.models import Name, Person, Place, Section, Source
from articles.search.engine import FacetCount
from articles.search.find import IndexMissing, found_articles, reader, search
from articles.search.query import UNKNOWN, Query, Sort
from articles.wording.languages import language_in_use

R = TypeVar("R", Person, Source, Section, Place)

KEPT = 600  # seconds, as long as the index does not change
_LONG = 5  # letters of a word that is worth a search
_LOOKED_AT = 5  # of the newest articles


@dataclass(frozen=True)
class Found:
    """What examples are made of; "" where the archive has none."""

    word: str = ""
    other: str = ""  # another word of the same headline
    phrase: str = ""  # two words that follow each other
    person: str = ""
    spelled: str = ""  # a name of the same person in another script, or else the person's
    source: str = ""
    section: str = ""
    place: str = ""
    language: str = ""
    year: str = ""

    @property
    def few(self) -> list[tuple[str, str]]:
        """(what to type, its address) of those that say most in the least room."""
        typed = (self.person, f'"{self.phrase}"' if self.phrase else "", f"{self.word} date:{self.year}")
        return [(text, articles_with(q=text)) for text in typed if text and not text.startswith(" ")]


def examples() -> Found:
    """Nothing is found without an index, or without articles. A few queries, now and then."""
    try:
        language = language_in_use()
        kept = f"examples:{language}:{reader().changed_at()}"
        found: Found | None = cache.get(kept)
        if found is None:
            found = _found(language)
            cache.set(kept, found, KEPT)
    except IndexMissing:
        return Found()
    return found


def _found(language: str) -> Found:
    results = search(Query(sort=Sort.NEWEST), limit=0, facet_limit=_LOOKED_AT, histogram="year")
    written = [str(count.value) for count in results.facets["language"]]
    if not written:  # no articles, or an index that is damaged there
        return Found()
    # Words of the reader's own language, where the archive has it.
    language = language if language in written else written[0]
    newest = search(Query(languages=(language,), sort=Sort.NEWEST), limit=_LOOKED_AT, facets=())
    articles = found_articles(newest)
    word, other, phrase, year = _words([(one.headline, one.published_from) for one in articles])
    person = _row(Person, results.facets["person"])
    source = _row(Source, results.facets["source"])
    section = _row(Section, results.facets["section"])
    place = _row(Place, results.facets["place"])
    name = person.name if person else ""
    return Found(
        word=word,
        other=other,
        phrase=phrase,
        person=name,
        spelled=_spelled(person) or name,
        source=source.name if source else "",
        section=section.name if section else "",
        place=place.name if place else "",
        language=language,
        year=year or (str(results.histogram[-1][0]) if results.histogram else ""),
    )


def _row(model: type[R], counts: Iterable[FacetCount]) -> R | None:
    keys = [count.value for count in counts if count.value != UNKNOWN]
    return model._default_manager.filter(pk=keys[0]).first() if keys else None


def _words(headlines: Iterable[tuple[str, dt.date | None]]) -> tuple[str, str, str, str]:
    """Two long words, two that follow each other, and the year, of the first headline that has them."""
    for headline, day in headlines:
        raw = headline.split()
        long = [word for word in raw if word.isalpha() and len(word) >= _LONG]
        pairs = [f"{one} {two}" for one, two in pairwise(raw) if one in long and two in long]
        if pairs:
            return long[0].lower(), long[-1].lower(), pairs[0].lower(), f"{day.year:04}" if day else ""
    return "", "", "", ""


def _spelled(person: Person | None) -> str:
    if person is None:
        return ""
    shown = Name.objects.filter(person=person, text=person.name).values("script")
    other = person.names.public().exclude(script__in=shown).order_by("pk").first()
    return other.text if other else ""
