"""The first page: what the archive holds, and its newest articles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.lists.facets import facets_of
from articles.lists.histogram import by_year
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.search.engine import FACETS
from articles.search.query import Query, Sort
from articles.views.errors import needs_index, reads_only

NEWEST_SHOWN = 10


@reads_only
@needs_index
def home(request: HttpRequest) -> HttpResponse:
    found = listing(Query(sort=Sort.NEWEST), facets=FACETS, histogram="year", size=NEWEST_SHOWN)
    address = ListAddress()
    context = {
        "listing": found,
        "within": address,
        "facets": facets_of(found.results.facets, {}, address),
        "timeline": by_year(found.results, address),
    }
    return render(request, "home.html", context)
