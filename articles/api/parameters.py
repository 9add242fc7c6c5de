"""What operations may be asked with, as the description of the API and the checks have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal, get_origin

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, StringConstraints

from articles.api.problems import Problem
from articles.lists.asking import Asked
from articles.lists.cursors import LONGEST
from articles.lists.filters import MOST_VALUES, ArticleFilter
from articles.search.parsing import LONGEST_TEXT

MOST_AT_ONCE = 100
SLUG = r"^(|-|[a-z0-9]+(?:[-_]+[a-z0-9]+)*)$"
CURSOR = r"^[A-Za-z0-9_-]*$"
Step = Literal["year", "month", "day"]


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=100)]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3})?$")]
Number = Annotated[str, StringConstraints(pattern=r"^([0-9]{1,18})?$")]


def values(what: str) -> Any:
    said = f"{what}; given more than once: any of them"
    return Field(default_factory=list, max_length=MOST_VALUES, description=said)


class Filters(Schema):
    """As the pages have them: within one parameter any, of several parameters all must hold."""

    q: str = Field(
        "", max_length=LONGEST_TEXT, description="words, in the search language of the pages; never refused"
    )
    source: list[Slug] = values("slug of an outlet, `-` for none")
    section: list[Slug] = values("slug of a section, `-` for none")
    place: list[Slug] = values("slug of a place, `-` for none")
    language: list[Language] = values("ISO 639-1, or `und`")
    person: list[Number] = values("number of a person")
    not_source: list[Slug] = values("slug of an outlet to leave out")
    not_section: list[Slug] = values("slug of a section to leave out")
    not_place: list[Slug] = values("slug of a place to leave out")
    not_language: list[Language] = values("language to leave out")
    not_person: list[Number] = values("number of a person to leave out")
    date_from: str = Field(
        "", alias="from", max_length=40, description="first day, as 2020, 2020-10 or 2020-10-31"
    )
    date_to: str = Field("", alias="to", max_length=40, description="last day, in the same forms")
    undated: Literal["", "1"] = Field("", description="only articles without a date")
    exact: Literal["", "1"] = Field("", description="words as typed: no other forms, no other scripts")
    spelling: Literal["", "near", "other"] = Field(
        "", description="`near`: also what may be the same name; `other`: other spellings of a name only"
    )
    reprints: Literal["", "all", "fold"] = Field(
        "", description="`fold`: of reprints only the first; what is counted is always articles"
    )
    sort: Literal["", "relevance", "newest", "oldest"] = Field(
        "", description="without words, and in exports, relevance means newest"
    )


class Paged(Schema):
    cursor: str = Field("", max_length=LONGEST, pattern=CURSOR, description="`next` of the part before")
    limit: int = Field(20, ge=1, le=MOST_AT_ONCE)


class ListParameters(Filters, Paged):
    fields: str = Field("", max_length=400, description="names with commas between; see the schema Article")
    facets: str = Field(
        "", max_length=100, description="any of source, section, language, place, person, with commas between"
    )
    facet_limit: int = Field(10, ge=1, le=200, description="values of each facet")
    histogram: Literal["", "year", "month", "day"] = Field("", description="counts per year, month or day")
    highlights: Literal["", "1"] = Field("", description="where the words stand, in code points")


class ExportParameters(Filters):
    format: Literal["jsonl", "csv", "csv-text", "bibtex", "ris", "csl"] = "jsonl"
    cursor: str = Field("", max_length=LONGEST, pattern=CURSOR, description="`cursor` of the last row")


class DatesParameters(Filters):
    by: Step = "year"


def only_known(request: HttpRequest, *models: type[Schema]) -> None:
    """A parameter that is not there might have been meant to narrow: it is refused, never left out; and so
    is one that has two values where it can have one.

    Raises Problem.
    """
    known = {field.alias or name: field for model in models for name, field in model.model_fields.items()}
    if unknown := sorted(set(request.GET) - set(known)):
        told = [
            {"in": f"query.{name[:60]}", "detail": "There is no such parameter."} for name in unknown[:20]
        ]
        raise Problem(422, "The address has parameters that this operation does not know.", errors=told)
    doubled = [
        name
        for name, values in request.GET.lists()
        if len(set(values)) > 1 and get_origin(known[name].annotation) is not list
    ]
    if doubled:
        told = [{"in": f"query.{name}", "detail": "This can be given once."} for name in doubled]
        raise Problem(422, "Of two values of one parameter neither is left out.", errors=told)


def asked_of(request: HttpRequest) -> Asked:
    """The list that a request asks for. Raises Problem for what no list can be made of."""
    given = {
        name: [value.replace("\0", " ") for value in values]
        for name, values in request.GET.lists()
        if name in ArticleFilter.base_filters
    }
    asked = Asked(given)
    if asked.problems:
        told = [
            {"in": f"query.{name}", "detail": str(message)}
            for name, messages in asked.filter.form.errors.items()
            for message in messages
        ]
        raise Problem(422, "Nothing was listed, rather than more than was asked for.", errors=told)
    return asked


def chosen_names(text: str, known: Iterable[str], parameter: str) -> tuple[str, ...]:
    """The names in a list with commas. Raises Problem for one that there is not."""
    names = tuple(dict.fromkeys(name for name in re.split(r"[,\s]+", text) if name))
    known = tuple(known)
    if unknown := [name[:60] for name in names if name not in known]:
        told = [{"in": f"query.{parameter}", "detail": f"There is no “{name}” here."} for name in unknown]
        raise Problem(422, f"There are {', '.join(known)}.", errors=told)
    return names
