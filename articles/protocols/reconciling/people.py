"""The archive's people as reconciliation tells of them: who is meant, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from articles.lists.knowing import Known
from articles.lists.meant import Meant, is_clear, people_meant
from articles.models import Person
from articles.models.people import Standing
from articles.people.candidates import spelling_of
from articles.protocols.reconciling.asking import TYPE, Query, number_of, years_of
from articles.text.fold import fold


def values(known: Known, name: str) -> list[dict[str, Any]]:
    """Of one property, as the protocol writes them."""
    match name:
        case "wikidata":
            return [{"str": known.person.wikidata_id}] if known.person.wikidata_id else []
        case "years":
            return [{"int": year} for year in sorted(known.by_year)]
        case "sources":
            return [{"str": source.name} for source in known.sources]
        case "names":
            return [{"str": text} for text in known.names]
        case _:
            return [{"int": known.articles}]


def agrees(known: Known, told: Mapping[str, Sequence[str]]) -> bool:
    """Whether nothing that is told of the one who is meant speaks against this person.

    Of whom no Wikidata id is known, none speaks against; nor does a year, where no article has a date.
    """
    if (ids := told.get("wikidata")) and (own := known.person.wikidata_id):
        return own in map(_bare, ids)
    spans = [span for text in told.get("years", ()) if (span := years_of(text))]
    years = known.by_year
    if spans and years and not any(year in span for span in spans for year in years):
        return False
    if wanted := {fold(text) for text in told.get("sources", ())}:
        borne = {fold(text) for one in known.sources for text in (one.name, one.slug, one.domain or "")}
        return bool(wanted & borne)
    return True


def _bare(id: str) -> str:
    """Of an id that may be written as an address."""
    return id.rpartition("/")[2].upper()


def answers(queries: Iterable[Query]) -> list[list[dict[str, Any]]]:
    """The candidates for each, the likeliest first. A few database queries for all of them."""
    asked = list(queries)
    meant = iter(people_meant([spelling_of(one.name, "") for one in asked if one.is_of_people]))
    return [_answer(one, next(meant)) if one.is_of_people else [] for one in asked]


def _answer(query: Query, meant: Sequence[Meant]) -> list[dict[str, Any]]:
    by_id = _of_wikidata(query)
    if by_id is not None:
        return [candidate(by_id, 1.0, True)]
    agree = [one for one in meant if not query.told or agrees(Known(one.person), query.told)]
    sure = is_clear(agree)
    # Who speaks against what was told may be meant for all that, but surely no more.
    others = [one for one in meant if one not in agree]
    found = [candidate(one.person, one.score, sure and n == 0) for n, one in enumerate([*agree, *others])]
    return found[: query.limit]


def _of_wikidata(query: Query) -> Person | None:
    ids = [_bare(id) for id in query.told.get("wikidata", ())]
    return Person.objects.live().public().filter(wikidata_id__in=ids).first() if ids else None


def candidate(person: Person, score: float, is_match: bool) -> dict[str, Any]:
    return {
        "id": str(person.pk),
        "name": person.name,
        **({"description": person.description[:300]} if person.description else {}),
        "type": [{"id": TYPE, "name": "Person"}],
        "score": round(score, 3),
        "match": is_match,
    }


def people_of(ids: Iterable[str]) -> dict[str, Person]:
    """Those whom readers may know of; one merged into another is that other."""
    numbers = {id: number_of(id) for id in ids}
    rows = Person.objects.select_related("merged_into").in_bulk(set(numbers.values()) - {0})
    live = {id: rows[pk].live for id, pk in numbers.items() if pk in rows}
    open_ones = Person.objects.filter(pk__in={one.pk for one in live.values()}).live().public()
    shown = set(open_ones.exclude(standing=Standing.REJECTED).values_list("pk", flat=True))
    return {id: person for id, person in live.items() if person.pk in shown}
