"""Two to four outlets side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.lists.asking import Asked
from articles.lists.comparing import MOST, Comparison, Side, compare
from articles.lists.facets import rows_of
from articles.lists.histogram import full_label_of, label_of
from articles.lists.links import ListAddress
from articles.models import Source
from articles.search.engine import Step
from articles.search.find import search
from articles.search.query import Query
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of

_PROPOSED = 200  # outlets with the most articles, in the boxes
_HEIGHT = 60  # of a row of bars
_WIDTH = 720


@dataclass(frozen=True)
class Column:
    """One bar of a row; in units of the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Row:
    side: Side
    columns: list[Column]


@reads_only
@needs_index
def compare_sources(request: HttpRequest) -> HttpResponse:
    """`source` names each, by name, domain or address; `from` and `to` as in lists. Else the form alone."""
    names = [name.strip() for name in request.GET.getlist("source")[:MOST] if name.strip()]
    known = {name: Source.objects.public().named(name) for name in names}
    sources = list(dict.fromkeys(source for source in known.values() if source is not None))
    period = {name: value for name, value in parameters_of(request).items() if name in ("from", "to")}
    asked = Asked(period)
    context: dict[str, Any] = {
        "form": asked.form,
        "problems": asked.problems,
        "unknown": [name for name, source in known.items() if source is None],
        "names": [*(source.slug for source in sources), *[""] * MOST][: max(2, min(MOST, len(sources) + 1))],
        "sources": sources,
        "proposed": proposed(),
        "address_here": str(ListAddress(parameters_of(request), request.path)),
    }
    if len(sources) > 1 and asked.answerable:
        comparison = compare(sources, asked.query, ListAddress(period))
        context |= {"comparison": comparison} | drawn(comparison)
    return render(request, "filed/compare.html", context)


def proposed() -> list[Source]:
    """Those with the most articles."""
    counts = search(Query(), limit=0, facets=("source",), facet_limit=_PROPOSED).facets["source"]
    rows = rows_of("source", [one.value for one in counts])
    return [row for one in counts if isinstance(row := rows.get(one.value), Source)]


def drawn(comparison: Comparison) -> dict[str, Any]:
    """The rows of bars, all to one scale, and the table behind them."""
    step: Step = "month" if comparison.step == "month" else "year"
    wide = _WIDTH / max(1, len(comparison.keys))
    rows = []
    for side in comparison.sides:
        columns = []
        for n, count in enumerate(side.volume):
            height = round(max(1.5, _HEIGHT * count / max(1, comparison.most)), 1) if count else 0.0
            columns.append(Column(round(n * wide, 1), _HEIGHT - height, round(wide * 0.85, 1), height))
        rows.append(Row(side, columns))
    labels = [full_label_of(key, step) for key in comparison.keys]
    table = [
        (label, [side.volume[n] for side in comparison.sides])
        for n, label in enumerate(labels)
        if any(side.volume[n] for side in comparison.sides)
    ]
    return {
        "rows": rows,
        "table": table,
        "width": _WIDTH,
        "height": _HEIGHT,
        "begin": label_of(comparison.keys[0], step) if comparison.keys else "",
        "end": label_of(comparison.keys[-1], step) if comparison.keys else "",
        "subjects": {"person": _("People"), "place": _("Places"), "section": _("Sections")},
    }
