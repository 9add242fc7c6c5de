"""What articles are filed under: sources, sections, places; and what somebody may mean who types."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from articles.api import shapes
from articles.api.answering import answer, last_change, unchanged
from articles.api.parameters import MOST_AT_ONCE, only_known
from articles.api.problems import Problem
from articles.lists.suggesting import LONGEST, suggested
from articles.models import Place, Section, Source
from articles.search.engine import Request
from articles.search.find import reader
from articles.search.query import Query as Question
from articles.search.tree import Choice

router = Router(tags=["filed"])
Row = Source | Section | Place
MODELS: dict[str, type[Row]] = {"source": Source, "section": Section, "place": Place}


class FiledParameters(Schema):
    after: str = Field(
        "", max_length=80, pattern=r"^[a-z0-9_-]*$", description="`next` of the part before: a slug"
    )
    limit: int = Field(50, ge=1, le=MOST_AT_ONCE)


def listed(request: HttpRequest, kind: str, given: FiledParameters) -> HttpResponseBase:
    only_known(request, FiledParameters)
    changed = last_change()
    if (same := unchanged(request, changed)) is not None:
        return same
    rows = MODELS[kind]._default_manager.public().filter(slug__gt=given.after).order_by("slug")
    found = list(rows[: given.limit])
    whole = request.build_absolute_uri
    goes_on = found[-1].slug if len(found) == given.limit else None
    return answer(request, {"rows": [told(kind, row, whole) for row in found], "next": goes_on}, changed)


def shown(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    only_known(request)
    row = MODELS[kind]._default_manager.public().filter(slug=slug).first() if "\0" not in slug else None
    if row is None:
        raise Problem(404, f"There is no {kind} of this slug.")
    values = told(kind, row, request.build_absolute_uri)
    if not isinstance(row, Source):
        names = row.names.order_by("language", "name")
        values["names"] = [{"name": one.name, "language": one.language} for one in names]
    return answer(request, values)


def told(kind: str, row: Row, whole: Any) -> dict[str, Any]:
    values = {
        "slug": row.slug,
        "name": row.name,
        "articles": reader().search(Request(Question(), Choice(kind, (row.pk,)), limit=0)).total,
        "address": whole(row.get_absolute_url()),
    }
    if isinstance(row, Source):
        values |= {"domain": row.domain, "timezone": row.timezone or None}
    if isinstance(row, Place):
        values["country"] = row.country or None
    return values


@router.get("/sources", response=shapes.told(shapes.FiledList, 422), operation_id="listSources")
def list_sources(request: HttpRequest, given: Query[FiledParameters]) -> HttpResponseBase:
    """The outlets"""
    return listed(request, "source", given)


@router.get("/sources/{slug}", response=shapes.told(shapes.Filed, 404, 422), operation_id="getSource")
def get_source(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One outlet"""
    return shown(request, "source", slug)


@router.get("/sections", response=shapes.told(shapes.FiledList, 422), operation_id="listSections")
def list_sections(request: HttpRequest, given: Query[FiledParameters]) -> HttpResponseBase:
    """The rubrics"""
    return listed(request, "section", given)


@router.get("/sections/{slug}", response=shapes.told(shapes.Filed, 404, 422), operation_id="getSection")
def get_section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One rubric, with its names in all languages"""
    return shown(request, "section", slug)


@router.get("/places", response=shapes.told(shapes.FiledList, 422), operation_id="listPlaces")
def list_places(request: HttpRequest, given: Query[FiledParameters]) -> HttpResponseBase:
    """The cities of datelines"""
    return listed(request, "place", given)


@router.get("/places/{slug}", response=shapes.told(shapes.Filed, 404, 422), operation_id="getPlace")
def get_place(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One city, with its names in all languages"""
    return shown(request, "place", slug)


class SuggestParameters(Schema):
    q: str = Field("", max_length=LONGEST)


@router.get("/suggestions", response=shapes.told(shapes.Suggestions, 422), operation_id="suggest")
def suggest(request: HttpRequest, given: Query[SuggestParameters]) -> HttpResponseBase:
    """What somebody may mean who types: articles, people, sources, words"""
    only_known(request, SuggestParameters)
    whole = request.build_absolute_uri
    found = [asdict(one) | {"address": whole(one.address)} for one in suggested(given.q.replace("\0", " "))]
    return answer(request, {"suggestions": found})
