"""The addresses that OpenRefine and others ask. Any site's page may ask them (CORS)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.api.asking import one_at_a_time
from articles.api.problems import Problem
from articles.identity import archive_name
from articles.lists.knowing import Known
from articles.lists.meant import MOST_MEANT
from articles.lists.suggesting import LONGEST, names_beginning
from articles.models import Name
from articles.protocols.reconciling.asking import (
    MOST,
    PROPERTIES,
    TYPE,
    NotAsked,
    extension_of,
    queries_of,
)
from articles.protocols.reconciling.people import answers, people_of, values
from articles.search.find import IndexMissing

SUGGESTED = 10
_NAMES = {
    "wikidata": gettext_lazy("Wikidata id"),
    "years": gettext_lazy("Years of the articles"),
    "sources": gettext_lazy("Sources"),
    "names": gettext_lazy("Spellings"),
    "articles": gettext_lazy("Number of articles"),
}

View = Callable[..., HttpResponseBase]


def asked_from_anywhere(view: View) -> View:
    """GET, HEAD, POST and what browsers ask before; what is wrong is told in JSON."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            made: HttpResponseBase = HttpResponse(status=204)
            made["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
            made["Access-Control-Allow-Headers"] = "Content-Type"
        else:
            try:
                made = view(request, *args)
            except NotAsked as wrong:
                made = failed(str(wrong), 400)
            except Problem as problem:
                made = problem.answer()
            except IndexMissing:
                made = failed("The index is being made. Ask again in a while.", 503)
        made["Access-Control-Allow-Origin"] = "*"
        made.setdefault("Cache-Control", "no-cache")
        return made

    return answer


def failed(message: str, status: int) -> JsonResponse:
    return JsonResponse({"status": "error", "message": message}, status=status)


@asked_from_anywhere
def reconcile(request: HttpRequest) -> HttpResponseBase:
    """The manifest; answers to ``queries``; what is known of people, for ``extend``."""
    given = request.POST if request.method == "POST" else request.GET
    if "queries" in given:
        queries = queries_of(given["queries"], MOST_MEANT)
        with one_at_a_time():
            found = answers(queries.values())
        return JsonResponse({key: {"result": result} for key, result in zip(queries, found, strict=True)})
    if "extend" in given:
        return JsonResponse(extended(given["extend"]))
    return JsonResponse(manifest(request))


def manifest(request: HttpRequest) -> dict[str, Any]:
    whole = request.build_absolute_uri
    here = whole(reverse("reconcile")).rstrip("/")

    def service(name: str) -> dict[str, str]:
        return {"service_url": here, "service_path": reverse(name).removeprefix(reverse("reconcile")[:-1])}

    person = whole(reverse("people")) + "{{id}}/"
    return {
        "versions": ["0.2"],
        "name": archive_name(),
        "identifierSpace": whole(reverse("people")),
        "schemaSpace": here,
        "defaultTypes": [kind()],
        "view": {"url": person},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 420, "height": 220},
        "suggest": {
            "entity": service("reconcile-entities"),
            "property": service("reconcile-properties"),
            "type": service("reconcile-types"),
        },
        "extend": {"propose_properties": service("reconcile-proposed"), "property_settings": []},
        "batchSize": MOST,
    }


def kind() -> dict[str, str]:
    return {"id": TYPE, "name": _("Person")}


def told(name: str) -> dict[str, str]:
    return {"id": name, "name": str(_NAMES[name])}


def extended(text: str) -> dict[str, Any]:
    asked = extension_of(text)
    people = people_of(asked.ids)
    rows: dict[str, Any] = {}
    for id in asked.ids:
        known = Known(people[id]) if id in people else None
        rows[id] = {name: values(known, name) if known else [] for name in asked.properties}
    return {"meta": [told(name) for name in asked.properties], "rows": rows}


@asked_from_anywhere
def entities(request: HttpRequest) -> HttpResponseBase:
    """People with a name that begins so, in any script."""
    names = names_beginning(prefix_of(request), SUGGESTED, few=True)
    result = [
        {
            "id": str(name.person_id),
            "name": name.person.name,
            "description": name.person.description[:300] or _other(name),
            "notable": [kind()],
        }
        for name in names
    ]
    return JsonResponse({"result": result})


def _other(name: Name) -> str:
    """The spelling through which the person was found."""
    return name.text if name.text != name.person.name else ""


@asked_from_anywhere
def properties(request: HttpRequest) -> HttpResponseBase:
    typed = prefix_of(request).casefold()
    found = [told(name) for name in PROPERTIES]
    return JsonResponse(
        {"result": [one for one in found if typed in one["name"].casefold() or typed in one["id"]]}
    )


@asked_from_anywhere
def types(request: HttpRequest) -> HttpResponseBase:
    typed = prefix_of(request).casefold()
    return JsonResponse({"result": [kind()] if typed in kind()["name"].casefold() or typed in TYPE else []})


@asked_from_anywhere
def proposed(request: HttpRequest) -> HttpResponseBase:
    """Properties that a person may have."""
    asked = request.GET.get("type", TYPE)
    found = [told(name) for name in PROPERTIES] if asked == TYPE else []
    limit = request.GET.get("limit", "")
    most = int(limit) if limit.isascii() and limit.isdecimal() and len(limit) < 9 else len(found)
    return JsonResponse({"type": asked[:100], "properties": found[:most]})


@xframe_options_exempt
@asked_from_anywhere
def preview(request: HttpRequest) -> HttpResponseBase:
    """A small page of one person, shown within the client's own."""
    id = request.GET.get("id", "")
    person = people_of([id]).get(id)
    if person is None:
        raise Http404
    known = Known(person)
    years = known.by_year
    context = {"known": known, "first": min(years, default=None), "last": max(years, default=None)}
    answer = render(request, "people/preview.html", context)
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"
    return answer


def prefix_of(request: HttpRequest) -> str:
    return request.GET.get("prefix", "").replace("\0", " ")[:LONGEST].strip()
