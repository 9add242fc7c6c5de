"""Outlets side by side: how much by month, in which languages, what they share, what only one wrote of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from articles.likeness.origins import Overlap, overlaps_of
from articles.lists.histogram import keys_between
from articles.lists.links import ListAddress
from articles.lists.named import in_language_shown
from articles.lists.wording import language_name
from articles.models import Person, Place, Section, Source
from articles.search.engine import Request
from articles.search.find import reader, search
from articles.search.query import Query
from articles.search.tree import Choice
from articles.wording.numbers import per_cent

MOST = 4  # outlets at once
KEPT = 600  # seconds; until then by the state of the index, too
SUBJECTS = ("person", "place", "section")
_ONLY = 8  # of each subject that only one wrote of
_COUNTED = 200  # of each subject the most frequent, of each outlet
_ASKED = 40  # of those that another has not among its most frequent: is it in none of its articles?
_TOLD = 5_000  # values of a facet in one answer
_MONTHS = 60  # bars of one outlet; more are years
_LEAST = 2  # articles in which a subject stands; one is chance

_ROWS: dict[str, type[Person | Place | Section]] = {"person": Person, "place": Place, "section": Section}
Counts = Mapping[int, int]


@dataclass(frozen=True)
class Counted:
    """One outlet in numbers, by ids alone, so that it can be kept."""

    total: int
    by_month: Counts  # yyyymm; without those that are dated to the year alone
    by_year: Counts
    languages: Mapping[str, int]
    subjects: Mapping[str, Counts]  # by SUBJECTS
    only: Mapping[str, Counts]  # those of them of which no other outlet wrote


@dataclass(frozen=True)
class Subject:
    row: Person | Place | Section
    count: int
    address: str  # of the outlet's articles with it


@dataclass(frozen=True)
class Cell:
    count: int
    share: str  # of the outlet's articles
    address: str


@dataclass(frozen=True)
class Side:
    """One outlet as it is shown."""

    source: Source
    total: int
    address: str
    volume: list[int]  # articles in each step of the comparison
    only: list[tuple[str, list[Subject]]]


@dataclass(frozen=True)
class Shared:
    one: Source
    other: Source
    overlap: Overlap


@dataclass(frozen=True)
class Comparison:
    sides: list[Side]
    step: str  # what one bar stands for: month or year
    keys: list[str]  # 2020-10, or 2020
    most: int  # articles in the fullest step of any
    languages: list[tuple[str, list[Cell]]]
    shared: list[Shared]
    is_cut: bool  # of reprints only the newest were looked at


def compare(sources: Sequence[Source], query: Query, address: ListAddress) -> Comparison:
    """The outlets in the period of `query`; `address` is that of its list. Raises IndexMissing.

    Asks the engine twice for each outlet, and once for each of its subjects for what the others might have;
    all of it is kept until the index changes. Reprints are counted over all time.
    """
    ids = tuple(source.pk for source in sources)
    key = f"compared:{'-'.join(map(str, ids))}:{query.date_from}:{query.date_to}:{reader().changed_at()}"
    kept: tuple[dict[int, Counted], dict[tuple[int, int], Overlap], bool] | None = cache.get(key)
    if kept is None:
        kept = (counted(ids, query), *overlaps_of(ids))
        cache.set(key, kept, KEPT)
    numbers, overlaps, is_cut = kept
    step, keys, volumes = volumes_of([numbers[pk] for pk in ids])
    by_id = {source.pk: source for source in sources}
    addresses = {source.pk: address.with_value("source", source.slug) for source in sources}
    rows = _rows(list(numbers.values()))
    sides = [
        Side(
            by_id[pk], numbers[pk].total, str(addresses[pk]), volume, _only(numbers[pk], rows, addresses[pk])
        )
        for pk, volume in zip(ids, volumes, strict=True)
    ]
    languages = sorted(
        {code for one in numbers.values() for code in one.languages},
        key=lambda code: (-sum(one.languages.get(code, 0) for one in numbers.values()), code),
    )
    return Comparison(
        sides=sides,
        step=step,
        keys=keys,
        most=max((count for volume in volumes for count in volume), default=0),
        languages=[
            (language_name(code), [_cell(numbers[pk], code, addresses[pk]) for pk in ids])
            for code in languages
        ],
        shared=[Shared(by_id[one], by_id[other], found) for (one, other), found in overlaps.items()],
        is_cut=is_cut,
    )


def counted(ids: Sequence[int], query: Query) -> dict[int, Counted]:
    found = {}
    for pk in ids:
        of_it = replace(query, sources=(pk,))
        results = search(
            of_it,
            limit=0,
            facets=("language", *SUBJECTS),
            facet_limit=_COUNTED,
            histogram="month",
        )
        by_year = search(of_it, limit=0, facets=(), histogram="year").histogram
        facets = {name: {one.value: one.count for one in results.facets[name]} for name in results.facets}
        found[pk] = Counted(
            total=results.total,
            by_month={number: count for number, count in results.histogram if number and count},
            by_year={number: count for number, count in by_year if number and count},
            languages={str(code): count for code, count in facets["language"].items()},
            subjects={
                name: {int(value): n for value, n in facets[name].items() if value} for name in SUBJECTS
            },
            only={},
        )
    return {
        pk: replace(one, only={name: _only_of(pk, name, found, query) for name in SUBJECTS})
        for pk, one in found.items()
    }


def _only_of(pk: int, subject: str, found: Mapping[int, Counted], query: Query) -> dict[int, int]:
    """What this outlet wrote of most and no other did. What others have seldom, the engine is asked for."""
    others = tuple(other for other in found if other != pk)
    among_theirs = {value for other in others for value in found[other].subjects[subject]}
    unsure = {
        value: count
        for value, count in found[pk].subjects[subject].items()
        if count >= _LEAST and value not in among_theirs
    }
    asked = tuple(unsure)[:_ASKED]
    theirs = _written_of(subject, asked, replace(query, sources=others)) if asked and others else set()
    return {value: unsure[value] for value in [one for one in asked if one not in theirs][:_ONLY]}


def _written_of(subject: str, values: Sequence[int], query: Query) -> set[int]:
    """Those of the values that an article of the query has."""
    opened = reader()
    request = Request(query, Choice(subject, tuple(values)), limit=0, facets=(subject,), facet_limit=_TOLD)
    counts = opened.search(request).facets[subject]
    if len(counts) < _TOLD:
        return {int(one.value) for one in counts}.intersection(values)
    # Articles with one of the values have so many others that it may not be among those told.
    each = {value: Request(query, Choice(subject, (value,)), limit=0) for value in values}
    return {value for value, alone in each.items() if opened.search(alone).total}


def volumes_of(numbers: Sequence[Counted]) -> tuple[str, list[str], list[list[int]]]:
    """(month or year, the keys of one axis for all, each outlet's counts along it).

    Years where there would be too many months, or where nothing is dated to a month.
    """
    months = {f"{number // 100:04}-{number % 100:02}" for one in numbers for number in one.by_month}
    keys = keys_between(min(months), max(months), "month") if months else []
    if keys and len(keys) <= _MONTHS:
        return (
            "month",
            keys,
            [[one.by_month.get(int(key.replace("-", "")), 0) for key in keys] for one in numbers],
        )
    years = {year for one in numbers for year in one.by_year}
    if not years:
        return "month", [], [[] for _ in numbers]
    axis = range(min(years), max(years) + 1)
    return (
        "year",
        [f"{year:04}" for year in axis],
        [[one.by_year.get(year, 0) for year in axis] for one in numbers],
    )


def _rows(numbers: Collection[Counted]) -> dict[tuple[str, int], Person | Place | Section]:
    """What the ids stand for; those that readers may know of. A query for each subject that there is."""
    found: dict[tuple[str, int], Person | Place | Section] = {}
    for name in SUBJECTS:
        ids = {pk for one in numbers for pk in one.only[name]}
        if ids:
            rows = _ROWS[name]._default_manager.public().filter(pk__in=ids)
            found |= {(name, row.pk): row for row in rows}
    in_language_shown(found.values())
    return found


def _only(
    numbers: Counted, rows: Mapping[tuple[str, int], Person | Place | Section], address: ListAddress
) -> list[tuple[str, list[Subject]]]:
    found = []
    for name in SUBJECTS:
        shown = []
        for pk, count in numbers.only[name].items():
            row = rows.get((name, pk))
            if row is not None:
                value = str(row.pk) if isinstance(row, Person) else row.slug
                shown.append(Subject(row, count, str(address.with_value(name, value))))
        if shown:
            found.append((name, shown))
    return found


def _cell(numbers: Counted, code: str, address: ListAddress) -> Cell:
    count = numbers.languages.get(code, 0)
    return Cell(count, per_cent(count / max(1, numbers.total)), str(address.with_value("language", code)))
