"""The first page: what the archive holds, and its newest articles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.lists.facets import facets_of
from articles.lists.folding import folded
from articles.lists.histogram import by_year
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.search.engine import FACETS
from articles.search.query import Query, Sort
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of

NEWEST_SHOWN = 10


@reads_only
@needs_index
def home(request: HttpRequest) -> HttpResponse:
    parameters = parameters_of(request)
    found = listing(Query(sort=Sort.NEWEST), facets=FACETS, histogram="year", size=NEWEST_SHOWN)
    address = ListAddress()
    context = {
        "listing": folded(found, parameters),
        "address": ListAddress(parameters, request.path),
        "within": address,
        "facets": facets_of(found.results.facets, {}, address),
        "timeline": by_year(found.results, address),
    }
    return render(request, "home.html", context)
