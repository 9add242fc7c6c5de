"""The first page: what the archive holds, over time; who and what was talked of; its newest articles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.lists.anniversaries import newest, this_day_in_other_years
from articles.lists.examples import examples
from articles.lists.facets import facets_of
from articles.lists.folding import folded
from articles.lists.histogram import Bar, Timeline, by_year
from articles.lists.links import ListAddress
from articles.lists.listing import Listing, listing
from articles.lists.opening import OPENED, opened, opening
from articles.lists.parameters import last_value
from articles.lists.samples import samples
from articles.lists.talked import talked_when
from articles.search.engine import FACETS
from articles.search.find import found_articles, search
from articles.search.query import Query, Sort
from articles.search.tree import Choice, Not
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of

NEWEST_SHOWN = 10
_FEW = 10  # a year with less than a tenth of the fullest is not the one to begin with


@reads_only
@needs_index
def home(request: HttpRequest) -> HttpResponse:
    parameters = parameters_of(request)
    found = listing(Query(sort=Sort.NEWEST), facets=FACETS, histogram="year", size=NEWEST_SHOWN)
    address = ListAddress()
    timeline = by_year(found.results, address, opening)
    steps = opened(last_value(parameters, OPENED))
    context: dict[str, Any] = {
        "listing": folded(without_samples(found), parameters),
        "only_samples": bool(found.hits) and found.results.total <= len(samples()),
        "address": ListAddress(parameters, request.path),
        "within": address,
        "facets": facets_of(found.results.facets, {}, address),
        "timeline": timeline,
        "opened": steps,
        "span": span(found),
        "examples": examples(),
        "today": timezone.localdate(),
        "other_years": this_day_in_other_years(timezone.localdate(), found.results.histogram),
    }
    if timeline.bars:
        key = steps[-1].key if steps else lately(timeline).key
        context |= talked_when(key)
    return render(request, "home.html", context)


def lately(timeline: Timeline) -> Bar:
    """The last year with so many articles that it can be said what it talked of."""
    highest = timeline.highest
    assert highest is not None  # noqa: S101 (for the types: it has bars)
    return next(bar for bar in reversed(timeline.bars) if bar.count * _FEW >= highest.count)


def without_samples(found: Listing) -> Listing:
    """The newest articles; samples among them only where there is nothing else. No counts are changed."""
    known = samples()
    if found.results.total <= len(known) or not any(hit.article.pk in known for hit in found.hits):
        return found
    others = newest(Not(Choice("id", tuple(sorted(known)))), NEWEST_SHOWN)
    return Listing(found.results, others, found.pages)


def span(found: Listing) -> tuple[dt.date, dt.date] | None:
    """The days of the oldest and of the newest article; None where none is dated."""
    last = found.hits[0].article.published_from if found.hits else None
    if last is None:
        return None
    oldest = found_articles(search(Query(sort=Sort.OLDEST), limit=1, facets=()))
    first = oldest[0].published_from if oldest else None
    return (first or last, last)
