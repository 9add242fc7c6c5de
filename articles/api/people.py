"""People: who they are, whom they are named with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from articles.api import shapes
from articles.api.answering import answer
from articles.api.parameters import MOST_AT_ONCE, Step, only_known
from articles.api.problems import Problem
from articles.api.values import told_of_histogram
from articles.lists.histogram import iso_key
from articles.lists.suggesting import LONGEST, names_beginning
from articles.models import Person
from articles.models.people import Standing
from articles.search.engine import Request
from articles.search.find import reader
from articles.search.query import Query as Question
from articles.search.tree import Choice
from articles.text.periods import period_of

router = Router(tags=["people"])
COMPANY = 10
MOST_PERIODS = 120
LARGEST = 2**63 - 1


class PersonsParameters(Schema):
    name: str = Field("", max_length=LONGEST, description="the beginnings of words of a name, in any script")
    after: int = Field(0, ge=0, le=LARGEST, description="`next` of the part before; not with a name")
    limit: int = Field(20, ge=1, le=MOST_AT_ONCE)


@router.get("/persons", response=shapes.told(shapes.Persons, 422), operation_id="listPersons")
def list_persons(request: HttpRequest, given: Query[PersonsParameters]) -> HttpResponseBase:
    """People, by number; with a name those called so, in most articles first"""
    only_known(request, PersonsParameters)
    goes_on = None
    if given.name:
        named = names_beginning(given.name.replace("\0", " "), given.limit, few=True)
        people = [name.person for name in named]
    else:
        people = list(Person.objects.live().public().filter(pk__gt=given.after).order_by("pk")[: given.limit])
        goes_on = people[-1].pk if len(people) == given.limit else None
    whole = request.build_absolute_uri
    return answer(request, {"persons": [listed(person, whole) for person in people], "next": goes_on})


def listed(person: Person, whole: Any) -> dict[str, Any]:
    return {
        "id": person.pk,
        "name": person.name,
        "standing": person.standing,
        "wikidata_id": person.wikidata_id,
        "articles": reader().search(Request(Question(), of(person), limit=0)).total,
        "address": whole(person.get_absolute_url()),
    }


def of(person: Person) -> Choice:
    """As part of the tree: the counts of a facet leave that facet's own filter aside."""
    return Choice("person", (person.pk,))


@router.get("/persons/{id}", response=shapes.told(shapes.Person, 404, 422), operation_id="getPerson")
def get_person(request: HttpRequest, id: int) -> HttpResponseBase:
    """One person: all spellings, articles by year, company; for one merged into another, that other"""
    only_known(request)
    person = public_person(id)
    question = Request(
        Question(), of(person), limit=0, facets=("person",), facet_limit=COMPANY + 1, histogram="year"
    )
    results = reader().search(question)
    values = listed(person, request.build_absolute_uri) | {
        "description": person.description,
        "names": [
            {"text": name.text, "language": name.language, "script": name.script}
            for name in person.names.public().order_by("text", "language")
        ],
        "timeline": told_of_histogram(results.histogram, "year"),
        "company": company({count.value: count.count for count in results.facets["person"]}, person),
    }
    return answer(request, values)


def public_person(id: int) -> Person:
    """Raises Problem for nobody, and for whom nothing that is shown tells of."""
    row = Person.objects.select_related("merged_into").filter(pk=id).first() if 0 < id <= LARGEST else None
    live = row.live if row else None
    if live is None or live.standing == Standing.REJECTED:
        raise Problem(404, "There is no person of this number.")
    if not Person.objects.filter(pk=live.pk).public().exists():
        raise Problem(404, "There is no person of this number.")
    return live


def company(counts: dict[Any, int], person: Person) -> list[dict[str, Any]]:
    others = [pk for pk in counts if pk != person.pk]
    rows = Person.objects.public().in_bulk(others)
    return [
        {"id": pk, "name": rows[pk].name, "articles": counts[pk]} for pk in others[:COMPANY] if pk in rows
    ]


class CompanyParameters(Schema):
    by: Step = "year"


@router.get(
    "/persons/{id}/company", response=shapes.told(shapes.Company, 404, 422), operation_id="getCompany"
)
def get_company(request: HttpRequest, id: int, given: Query[CompanyParameters]) -> HttpResponseBase:
    """Whom a person is named with, over time: the last periods, at most a hundred and twenty"""
    only_known(request, CompanyParameters)
    person = public_person(id)
    opened = reader()
    counted = opened.search(Request(Question(), of(person), limit=0, histogram=given.by)).histogram
    periods = []
    for number, count in [one for one in counted if one[1]][-MOST_PERIODS:]:
        key = iso_key(number, given.by)
        days = period_of(key)
        assert days is not None  # noqa: S101 - a key is a date
        within = Question(date_from=days.first, date_to=days.last)
        asked = Request(within, of(person), limit=0, facets=("person",), facet_limit=COMPANY + 1)
        found = {one.value: one.count for one in opened.search(asked).facets["person"]}
        periods.append({"period": key, "articles": count, "company": company(found, person)})
    return answer(request, {"id": person.pk, "periods": periods})
