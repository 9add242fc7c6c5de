"""The description of the API: for programs (OpenAPI 3.1), and for people with examples that can be tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.api.answering import answer
from articles.api.app import PREFIX, api
from articles.identity import archive_name
from articles.models import Article, Mention, Person, Source


@csrf_exempt
@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    told = api.get_openapi_schema()
    return answer(request, told | {"info": told["info"] | {"title": archive_name()}})


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str
    about: str


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: list[Parameter]
    statuses: list[str]
    example: str  # an address that can be followed; "" for what is posted
    body: str  # of what is posted


EXAMPLES = {
    "root": "",
    "listArticles": "articles?q=president&facets=source,language&limit=5",
    "countDates": "dates?by=month",
    "getArticle": "articles/{article}",
    "getOriginal": "articles/{article}/original?limit=20",
    "getOriginalBytes": "articles/{article}/original/bytes",
    "getDifference": "articles/{article}/difference",
    "citeArticle": "articles/{article}/citation?format=ris",
    "listPersons": "persons?limit=5",
    "getPerson": "persons/{person}",
    "getCompany": "persons/{person}/company",
    "listSources": "sources",
    "getSource": "sources/{source}",
    "listSections": "sections",
    "listPlaces": "places",
    "suggest": "suggestions?q=pres",
    "exportArticles": "export?format=csv&q=president",
}
BODIES = {
    "parse": '{"text": "Bridge opens\\nBaku, 31 October 2020. The bridge was opened by Ada Bell."}',
    "match": '{"names": [{"name": "Ада Белл", "language": "ru"}]}',
}


@csrf_exempt
@require_safe
def docs(request: HttpRequest) -> HttpResponseBase:
    """Every operation, made from the description itself. Nothing is asked of another host, no script runs."""
    context = {
        "operations": operations(),
        "base": request.build_absolute_uri(f"/{PREFIX}"),
        "about": api.description,
    }
    return render(request, "api/docs.html", context)


def operations() -> list[Operation]:
    schema: dict[str, Any] = api.get_openapi_schema()
    return [
        operation(path, method, told)
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]


def operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    id = told["operationId"]
    parameters = [Parameter(one["name"], one["in"], meaning(one["schema"])) for one in told["parameters"]]
    return Operation(
        id=id,
        method=method.upper(),
        path=path,
        summary=told["summary"],
        about=told.get("description", ""),
        parameters=parameters,
        statuses=[str(status) for status in told["responses"]],
        example=example(id),
        body=BODIES.get(id, ""),
    )


def meaning(schema: dict[str, Any]) -> str:
    """What it says of itself, and which values it takes: ``counts per year; one of `year`; else year``."""
    of = schema.get("items", schema)
    said = [schema.get("description", "")]
    if named := [f"`{one}`" for one in of.get("enum", ()) if one != ""]:
        said.append(f"one of {', '.join(named)}")
    elif "const" in of and of["const"] != "":
        said.append(f"`{of['const']}`")
    elif "minimum" in of and "maximum" in of:
        said.append(f"a number from {of['minimum']:,} to {of['maximum']:,}")
    if schema.get("default") not in (None, "", []):
        said.append(f"else {schema['default']}")
    return "; ".join(part for part in said if part)


def example(id: str) -> str:
    """An address of this archive, with things that it has; "" where it has none."""
    pattern = EXAMPLES.get(id)
    if pattern is None:
        return ""
    values: dict[str, object] = {}
    if "{article}" in pattern:
        found = Article.objects.public().filter(original__closed=False).order_by("-pk")
        values["article"] = found.values_list("public_id", flat=True).first()
    if "{person}" in pattern:
        newest = list(Article.objects.public().order_by("-pk").values_list("pk", flat=True)[:50])
        mentioned = Mention.objects.standing().filter(article__in=newest).values("person")
        people = Person.objects.live().filter(pk__in=mentioned).order_by("-seen_in", "pk")
        values["person"] = people.values_list("pk", flat=True).first()
    if "{source}" in pattern:
        values["source"] = Source.objects.public().order_by("pk").values_list("slug", flat=True).first()
    return f"/{PREFIX}{pattern.format(**values)}" if all(values.values()) else ""
