"""The list of articles: browsing and searching are one page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.lists.citing import ASKED, Citation, without_citation
from articles.lists.facets import facet_limit, facets_of
from articles.lists.filters import ANSWERS, ArticleFilter
from articles.lists.histogram import FINER, bars, step_for
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.lists.paging import page_asked
from articles.lists.suggesting import looked_up
from articles.models import Article
from articles.search.engine import FACETS, Step
from articles.search.find import search
from articles.search.query import Query, Sort
from articles.search.resolving import resolve
from articles.views.errors import needs_index, reads_only
from articles.views.table import MOST_ROWS

FORM_FIELDS = {"q", "from", "to", "exact"}
SORT_LABELS = {
    Sort.RELEVANCE: "Most relevant",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
}


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force, and the address of the list without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class SortLink:
    label: str
    address: str
    is_current: bool


@reads_only
@needs_index
def articles(request: HttpRequest) -> HttpResponse:
    """What cannot be understood is said, and then nothing is listed: never more than was asked for."""
    asked = ArticleFilter(request.GET, queryset=Article.objects.none())
    address = without_citation(ListAddress(request.GET))
    meaningful = address.only(ArticleFilter.base_filters)
    context: dict[str, Any] = {
        "form": asked.form,
        "problems": asked.problems,
        "address": address,
        "kept": kept_by_form(address),
        "active": active_filters(asked, address),
        "canonical_address": str(meaningful),
        "is_narrowed": bool(meaningful.pairs),
        "feed_address": str(meaningful.setting(sort="").under(reverse("feed"))),
        "table_address": str(meaningful.under(reverse("table"))),
        "table_rows": MOST_ROWS,
    }
    if asked.answerable:
        context |= answer(asked, address, page_asked(request.GET))
        context |= citation(request, asked.query, address)
        context["canonical_address"] = meaningful.at(context["listing"].pages.number)
    return render(request, "articles/list.html", context)


def answer(asked: ArticleFilter, address: ListAddress, page: int | None) -> dict[str, Any]:
    """The articles found, and everything that the engine counts beside them."""
    query = asked.query
    step: Step = step_for(query.date_from, query.date_to)
    found = listing(query, page, FACETS, facet_limit(address), step)
    counts = found.results.histogram
    # One bar says nothing and leads nowhere.
    while len(counts) == 1 and step in FINER:
        step = FINER[step]
        counts = search(query, limit=0, facets=(), histogram=step).histogram
    return {
        "query": query,
        "notes": resolve(query).notes if query.text else (),
        "suggestion": suggestion(found.results.suggestion, query, address),
        "meant": looked_up(query.text) if query.text else [],
        "is_widened": any(hit.matched != "words" for hit in found.hits),
        "exact_address": str(address.setting(exact="1")),
        "listing": found,
        "facets": facets_of(found.results.facets, asked.chosen, address),
        "bars": bars(counts, step, address.on),
        "sorts": sorts(order_of(query), bool(query.text), address),
    }


@dataclass(frozen=True)
class DidYouMean:
    text: str
    count: int
    address: str


def suggestion(text: str, query: Query, address: ListAddress) -> DidYouMean | None:
    """Another spelling of the words, with the number of articles it finds under the same filters."""
    if not text or text == query.text:
        return None
    count = search(replace(query, text=text), limit=0, facets=()).total
    return DidYouMean(text, count, str(address.setting(q=text))) if count else None


def citation(request: HttpRequest, query: Query, address: ListAddress) -> dict[str, Any]:
    """An address to cite, where one is asked for; what has changed, where one is followed."""
    given = Citation.given(request.GET)
    context: dict[str, Any] = {"cite_address": str(address.setting(**{ASKED: "1"}))}
    if request.GET.get(ASKED) or given:
        now = Citation.of(query, dt.datetime.now(dt.UTC).date())
        context |= {
            "citation": now,
            "cited_address": request.build_absolute_uri(now.address(address)),
            "given": given,
            "agrees": given and given.agrees_with(now),
        }
    return context


def kept_by_form(address: ListAddress) -> list[tuple[str, str]]:
    """The parameters that the search form carries on, since it has no field for them."""
    return [
        (name, value)
        for name, value in address.pairs
        if name in ArticleFilter.base_filters and name not in FORM_FIELDS
    ]


def active_filters(asked: ArticleFilter, address: ListAddress) -> list[ActiveFilter]:
    """Every filter in force but the words, which stand in the search box."""
    found = [
        ActiveFilter(asked.label(name), value.label, str(address.without_value(name, value.value)))
        for name, values in asked.chosen.items()
        for value in values
    ]
    for name in ("from", "to", "undated", "exact"):
        if asked.form.cleaned_data.get(name):
            value = ANSWERS.get(name) or address.value(name)
            found.append(ActiveFilter(asked.label(name), value, str(address.setting(**{name: ""}))))
    return found


def sorts(current: Sort, has_words: bool, address: ListAddress) -> list[SortLink]:
    """The orders a list can have; relevance only where there are words to be relevant to."""
    orders = [sort for sort in Sort if has_words or sort != Sort.RELEVANCE]
    default = Sort.RELEVANCE if has_words else Sort.NEWEST
    return [
        SortLink(
            SORT_LABELS[sort],
            str(address.setting(sort="" if sort == default else sort.value)),
            sort == current,
        )
        for sort in orders
    ]


def order_of(query: Query) -> Sort:
    """The order a list really has: without words nothing is more relevant than another."""
    return Sort.NEWEST if query.sort == Sort.RELEVANCE and not query.text else query.sort
