"""What articles are filed under: an index of all sources, sections or places, and a page for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.lists.charts import YearRow, months_by_year
from articles.lists.facets import FacetValue, facets_of, values_of
from articles.lists.first_and_last import first_and_last
from articles.lists.folding import folded
from articles.lists.histogram import by_year
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.lists.named import in_language_shown
from articles.lists.paging import Pages, page_asked
from articles.lists.places_map import Located, located, maps_of
from articles.lists.reach import reach_of_sources
from articles.models import Place, Section, Source
from articles.search.engine import FACETS
from articles.search.find import search
from articles.search.query import Query, Sort
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of
from articles.views.reprints import source_shares
from articles.wording.dates import months
from articles.wording.languages import sorted_by_name

MOST_COUNTED = 10_000
INDEX_SIZE = 300
MOST_LOCATED = 1_000  # places that are looked for on the maps


@dataclass(frozen=True)
class Kind:
    """One way of filing: its table, the words of its pages, and how to ask for one row."""

    model: type[Source | Section | Place]
    index: str  # the name of the address of all of them, and of the Query's field
    title: Promise
    lead: Promise

    @property
    def parameter(self) -> str:
        """The facet, and the parameter of lists that is narrowed by it."""
        return self.index.removesuffix("s")

    def question(self, pk: int) -> Query:
        return Query(sort=Sort.NEWEST, **{self.index: (pk,)})  # type: ignore[arg-type]


SOURCES = Kind(Source, "sources", _("Sources"), _("The outlets whose articles are kept here."))
SECTIONS = Kind(
    Section,
    "sections",
    _("Sections"),
    _("The rubrics that articles were published under; each gathers its names in all languages."),
)
PLACES = Kind(
    Place,
    "places",
    _("Places"),
    _("The cities that articles were reported from, under their names in all languages."),
)


def index_of(kind: Kind) -> Callable[[HttpRequest], HttpResponseBase]:
    @reads_only
    @needs_index
    def view(request: HttpRequest) -> HttpResponse:
        """All rows that have articles: those with the most first, or by name (`sort=name`)."""
        counts = search(Query(), limit=0, facets=(kind.parameter,), facet_limit=MOST_COUNTED)
        values = values_of(kind.parameter, counts.facets[kind.parameter], [], ListAddress())
        places_found = located(values[:MOST_LOCATED]) if kind is PLACES else []
        by_name = request.GET.get("sort") == "name"
        if by_name:
            values = sorted_by_name(values, lambda value: value.label)
        pages = Pages.of(page_asked(parameters_of(request)), total=len(values), size=INDEX_SIZE)
        shown = values[pages.start : pages.end]
        context = {
            "kind": kind,
            "values": shown,
            "maps": maps_of(places_found) if pages.number == 1 else [],
            "located": places_found,
            "pages": pages,
            "by_name": by_name,
            "reach": reach_of_sources(shown, MOST_COUNTED) if kind is SOURCES else {},
            "address": ListAddress(parameters_of(request), request.path),
            "plain": ListAddress(path=request.path),
        }
        return render(request, "filed/index.html", context)

    return view


def page_of(kind: Kind) -> Callable[[HttpRequest, str], HttpResponseBase]:
    @reads_only
    @needs_index
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        """What one row holds: its newest articles, and what they can be narrowed by."""
        row = get_object_or_404(kind.model._default_manager.public(), slug=slug)
        in_language_shown([row])
        others = tuple(facet for facet in FACETS if facet != kind.parameter)
        query = kind.question(row.pk)
        found = listing(query, page_asked(parameters_of(request)), facets=others, histogram="year")
        address = ListAddress().with_value(kind.parameter, slug)
        context = {
            "kind": kind,
            "row": row,
            "other_names": row.names.exclude(name=row.name) if isinstance(row, Section | Place) else (),
            "index_address": reverse(kind.index),
            "shares": source_shares(row) if isinstance(row, Source) else None,
            "listing": folded(found, parameters_of(request)),
            "facets": facets_of(found.results.facets, {}, address),
            "timeline": by_year(found.results, address),
            "ends": first_and_last(query),
            "months": months_of(query, address),
            "month_names": months(),
            "maps": maps_of(on_map(row, found.results.total))[:1] if isinstance(row, Place) else [],
            "all_address": str(address),
            "within": address,
            "address": ListAddress(parameters_of(request), request.path),
            "plain": ListAddress(path=request.path),
        }
        return render(request, "filed/page.html", context)

    return view


def months_of(query: Query, address: ListAddress) -> list[YearRow]:
    """The months of a list at `address`, each leading to its part of it."""
    counts = search(query, limit=0, facets=(), histogram="month").histogram
    return months_by_year(counts, lambda year, month: address.on(f"{year:04}-{month:02}"))


def on_map(place: Place, count: int) -> list[Located]:
    value = FacetValue(place.slug, place.name, count, place.get_absolute_url(), False, place)
    return located([value])


sources, source = index_of(SOURCES), page_of(SOURCES)
sections, section = index_of(SECTIONS), page_of(SECTIONS)
places, place = index_of(PLACES), page_of(PLACES)
