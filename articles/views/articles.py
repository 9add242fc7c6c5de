"""The list of articles: browsing and searching are one page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.lists.answering import Answer, answer
from articles.lists.asking import Asked
from articles.lists.citing import ASKED, Citation
from articles.lists.links import ListAddress
from articles.lists.showing import MOST_COMPARED, PICK, SELECT
from articles.views.article import CITATIONS
from articles.views.chosen import CHOICES
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of
from articles.views.table import MOST_ROWS


@reads_only
@needs_index
def articles(request: HttpRequest) -> HttpResponse:
    """What cannot be understood is said, and then nothing is listed: never more than was asked for."""
    asked = Asked(parameters_of(request))
    narrowed = asked.narrowed
    context: dict[str, Any] = {
        "asked": asked,
        "form": asked.form,
        "problems": asked.problems,
        "address": asked.address,
        "kept": asked.kept_by_form,
        "active": asked.active,
        "canonical_address": str(narrowed),
        "is_narrowed": bool(narrowed.pairs),
        "feed_address": str(narrowed.setting(sort="").under(reverse("feed"))),
        "json_feed_address": str(narrowed.setting(sort="").under(reverse("json-feed"))),
        "references": [(label, reference(narrowed, name)) for name, label in CITATIONS],
        "table_address": str(narrowed.under(reverse("table"))),
        "table_rows": MOST_ROWS,
    }
    if asked.answerable:
        found = answer(asked)
        context |= {
            "query": asked.query,
            "found": found,
            "listing": found.listing,
            "facets": found.facets,
            "timeline": found.timeline,
            "canonical_address": narrowed.at(found.listing.pages.number),
        }
        context |= showing(asked, found) | citation(request, asked)
    return render(request, "articles/list.html", context)


def showing(asked: Asked, found: Answer) -> dict[str, Any]:
    """How the list is shown, and in which other ways it can be."""
    shown, address = asked.showing, asked.address
    on_page = {hit.article.public_id for hit in found.listing.hits}
    context: dict[str, Any] = {
        "view": shown.view.value,
        "views": shown.views(address, bool(asked.query.text or asked.query.persons)),
        "scales": shown.scales(address),
        "most_compared": MOST_COMPARED,
        "selecting": shown.selecting,
        "select_address": address.setting(**{SELECT: "1"}).at(found.listing.pages.number),
    }
    if shown.selecting:
        context |= {
            "picked": set(shown.picked),
            "picked_elsewhere": [number for number in shown.picked if number not in on_page],
            "chosen_formats": CHOICES,
            "unselect_address": address.setting(**{SELECT: "", PICK: ""}).at(found.listing.pages.number),
        }
    return context


def reference(address: ListAddress, format: str) -> str:
    """Of the whole list in a format for lists of references."""
    return str(address.under(reverse("api:export")).setting(format=format))


def citation(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """An address to cite, where one is asked for; what has changed, where one is followed."""
    context: dict[str, Any] = {"cite_address": str(asked.address.setting(**{ASKED: "1"}))}
    if asked.wants_citation or asked.cited:
        now = Citation.of(asked.resolved, dt.datetime.now(dt.UTC).date())
        context |= {
            "citation": now,
            "cited_address": request.build_absolute_uri(now.address(asked.address)),
            "given": asked.cited,
            "agrees": asked.cited and asked.cited.agrees_with(now),
        }
    return context
