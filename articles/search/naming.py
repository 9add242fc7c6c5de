"""Who or what is meant by a name: many names at once, every look-up by an index or in a small table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from time import monotonic

from django.db.models import Q, QuerySet

from articles.models import Name, NameKey, Person, Place, PlaceName, Section, SectionName, Source
from articles.models.beginning import begins_with
from articles.models.people import Standing, folded_name, keys_of_alone
from articles.search.query import Called
from articles.text.fold import fold

MOST_PEOPLE = 500  # that one name stands for
MOST_SECONDS = 0.12  # for all names of a query that are parts of others; those left then are skipped
_MOST_ROWS = 4 * MOST_PEOPLE  # spellings read of one name that is called so entirely
_MOST_PARTLY = 2 * MOST_PEOPLE  # spellings read for all names of a query that are parts of others
_MOST_SOUNDING = 200  # spellings read that sound like a word
_FEWEST_ROWS = 50  # of one name, however many others there are
_MOST_WORDS = 5  # of a name that is a part of another
_SHORTEST = 3  # letters; shorter ones must be a whole word


Found = Mapping[str, Called]


def called(field: str, names: Iterable[str]) -> Found:
    """The sources, sections, places or people that each name stands for; names of nobody are left out.

    Nor is anybody known of whom only closed articles tell: that there is such a name would say so.
    """
    found = _LOOK_UPS[field](list(dict.fromkeys(names)))
    shown = _SHOWN[field]({pk for one in found.values() for pk in one.ids})
    known = {
        name: one._replace(ids=tuple(filter(shown.__contains__, one.ids))) for name, one in found.items()
    }
    return {name: one for name, one in known.items() if one.ids or one.is_skipped}


def is_looked_up(field: str) -> bool:
    return field in _LOOK_UPS


def _persons(names: Sequence[str]) -> Found:
    """People who are called so, in any of their spellings; else those of whom it is a part of the name."""
    found: dict[str, Called] = {}
    folded = {name: folded_name(name) for name in names}
    spelled = Name.objects.filter(folded__in=set(folded.values()) - {""})
    by_spelling: defaultdict[str, set[int]] = defaultdict(set)
    rows = spelled.values_list("folded", "person", "person__merged_into").order_by()
    for text, person, merged in rows[: _MOST_ROWS * len(names)]:
        by_spelling[text].add(merged or person)
    shown = Person.objects.filter(name__in=names)
    for text, person, merged in shown.values_list("name", "pk", "merged_into").order_by():
        by_spelling[folded_name(text)].add(merged or person)
    partly = _people_partly([name for name, text in folded.items() if not by_spelling[text]])
    for name, text in folded.items():
        ids = by_spelling[text]
        found[name] = (
            Called(tuple(sorted(ids)[:MOST_PEOPLE]), len(ids) > MOST_PEOPLE)
            if ids
            else partly.get(name, Called())
        )
    return {name: one for name, one in found.items() if one.ids or one.is_skipped}


def _people_partly(names: Sequence[str]) -> dict[str, Called]:
    """People in their own right in one of whose spellings every word of a name begins a word.

    All names share one budget of rows and one of time.
    """
    began = monotonic()
    rows = max(_FEWEST_ROWS, _MOST_PARTLY // max(1, len(names)))
    read: dict[str, list[int]] = {}
    for name in names:
        if words := fold(name).split()[:_MOST_WORDS]:
            if read and monotonic() - began > MOST_SECONDS:
                break
            read[name] = list(spellings_with(words).values_list("person", flat=True)[: rows + 1])
    # Not joined: SQLite would go through all people who are not merged, and read the names of each.
    everyone = {person for ids in read.values() for person in ids}
    people = Person.objects.filter(pk__in=everyone).values_list("pk", "merged_into", "standing").order_by()
    live = {pk for pk, merged, standing in people if merged is None and standing != Standing.REJECTED}
    found = {name: Called(is_skipped=True) for name in names if name not in read and fold(name).split()}
    for name, persons in read.items():
        ids = sorted(live.intersection(persons[:rows]))
        found[name] = Called(tuple(ids[:MOST_PEOPLE]), len(persons) > rows or len(ids) > MOST_PEOPLE)
    return found


def names_sounding_like(word: str) -> set[str]:
    """The folded words of names in the archive whose surname may sound like `word`; one look-up of keys."""
    keys = keys_of_alone(word, "")
    rows = NameKey.objects.filter(key__in=keys).exclude(name__standing=Standing.REJECTED)
    texts = rows.order_by().values_list("name__text", flat=True)[:_MOST_SOUNDING]
    return {part for text in texts for part in fold(text).split()}


def spellings_with(words: Sequence[str]) -> QuerySet[Name]:
    """The spellings in which each of the folded `words` begins a word.

    The first or the last of them must begin the surname or the whole: only that has an index.
    """
    wanted = Q()
    for word in dict.fromkeys((words[-1], words[0])):
        wanted |= begins_with("filed", _beginning(word)) | begins_with("folded", _beginning(word))
    names = Name.objects.filter(wanted)
    for word in words:
        names = names.filter(_has(word))
    return names.order_by()


def _has(word: str) -> Q:
    """Spellings in which the word begins a word: `filed` has all of them, the surname first and once more."""
    beginning = _beginning(word)
    anywhere = Q(filed__startswith=beginning) | Q(filed__contains=f" {beginning}")
    return anywhere if beginning == word else anywhere | Q(filed__endswith=f" {word}")


def _beginning(word: str) -> str:
    return word if len(word) >= _SHORTEST else f"{word} "


def _sources(names: Sequence[str]) -> Found:
    """Outlets of this name, slug or domain; else those of whose name or domain it is a part."""
    sources = Source.objects.values_list("pk", "name", "slug", "domain").order_by("pk")
    rows = [
        (pk, {fold(name), slug, domain or ""}, f"{fold(name)}\n{domain or ''}")
        for pk, name, slug, domain in sources
    ]
    found = {}
    for name in names:
        folded = fold(name)
        ids = [pk for pk, whole, _ in rows if folded in whole] or [
            pk for pk, _, text in rows if folded and folded in text
        ]
        found[name] = Called(tuple(ids))
    return {name: one for name, one in found.items() if one.ids}


def _filed(
    rows: type[Section | Place], spellings: type[SectionName | PlaceName], owner: str
) -> Callable[[Sequence[str]], Found]:
    """Sections or places of a name in any language; else of the name shown or the slug."""

    def look_up(names: Sequence[str]) -> Found:
        folded = {name: fold(name) for name in names}
        spelled = spellings._default_manager.filter(folded__in=set(folded.values()))
        ids: dict[str, list[int]] = {text: [pk] for text, pk in spelled.values_list("folded", owner)}
        missing = [name for name, text in folded.items() if text not in ids]
        if missing:
            wanted = reduce(or_, (Q(name__iexact=name) | Q(slug__iexact=name) for name in missing))
            for pk, shown, slug in rows._default_manager.filter(wanted).values_list("pk", "name", "slug"):
                for text in {fold(shown), slug}:
                    ids.setdefault(text, []).append(pk)
        return {name: Called(tuple(ids[text])) for name, text in folded.items() if text in ids}

    return look_up


def _shown(rows: type[Source | Section | Place | Person]) -> Callable[[set[int]], set[int]]:
    return lambda ids: (
        set(rows.objects.public().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    )


_SHOWN: dict[str, Callable[[set[int]], set[int]]] = {
    "source": _shown(Source),
    "section": _shown(Section),
    "place": _shown(Place),
    "person": _shown(Person),
}

_LOOK_UPS: dict[str, Callable[[Sequence[str]], Found]] = {
    "source": _sources,
    "section": _filed(Section, SectionName, "section"),
    "place": _filed(Place, PlaceName, "place"),
    "person": _persons,
}
