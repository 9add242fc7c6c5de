"""Articles that may be reprints of one another, the least alike first: one pair after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.desk.door import editor, needs
from articles.desk.overview import parameters_of
from articles.desk.queues import doubtful_reprints
from articles.desk.telling import FieldChange, shortened
from articles.desk.telling_pairs import named
from articles.editing.closed import Anyone, readable
from articles.editing.decisions import DecisionError, join_reprints, keep_apart
from articles.editing.delisting import delisted_among
from articles.likeness.grouping import parted_by
from articles.lists.asking import Asked
from articles.lists.links import ListAddress
from articles.models import Article, Decision, Reprint
from articles.search.query import UNKNOWN
from articles.text.difference import difference

COUNTED = 10_000
PARTED = 10  # pairs that are told
LETTERS = 20_000  # of each text that are compared
KEPT = ("source", "section", "language", "after")  # parameters


def _narrowed(request: HttpRequest) -> QuerySet[Reprint]:
    """Those of which one article is of the sources, sections and languages that the address names."""
    rows, asked = readable(doubtful_reprints(), request.user), Asked(parameters_of(request))
    if not asked.answerable:
        return rows.none()
    query = asked.query
    wanted: Mapping[str, Sequence[Any]] = {
        "source": tuple(query.sources),
        "section": tuple(query.sections),
        "language": tuple(query.languages),
    }
    for column, values in wanted.items():
        if values:
            rows = rows.filter(_of("first", column, values) | _of("second", column, values))
    return rows


def _of(article: str, column: str, values: Sequence[Any]) -> Q:
    wanted = Q(**{f"{article}__{column}__in": [value for value in values if value != UNKNOWN]})
    return wanted | Q(**{f"{article}__{column}": None}) if UNKNOWN in values else wanted


@needs("view_reprint")
def reprints(request: HttpRequest) -> HttpResponse:
    """The next pair; with ``after`` the next but those already passed by."""
    rows = _narrowed(request)
    waiting = rows.order_by().values("pk")[:COUNTED].count()
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        passed = Reprint.objects.filter(pk=after).values_list("similarity", "pk").first()
        if passed is not None:
            rows = rows.filter(Q(similarity__gt=passed[0]) | Q(similarity=passed[0], pk__gt=passed[1]))
    found = rows.first()
    context: dict[str, Any] = {"waiting": waiting, "pair": found, "passed": bool(after)}
    if found is not None:
        both = Article.objects.with_names().in_bulk([found.first_id, found.second_id])
        first, second = both[found.first_id], both[found.second_id]
        context |= {
            "sides": (first, second),
            "compared": compared(first, second),
            "percent": round(100 * found.similarity),
            "is_open_to_all": first.is_public and second.is_public and not delisted_among(both),
            "parted": parted(first, second, request.user),
        }
    return render(request, "desk/reprints.html", context)


def parted(first: Article, second: Article, user: Anyone) -> list[tuple[str, str]]:
    """What *no reprints* would part besides these two, by headline and outlet."""
    pairs = parted_by(first.pk, second.pk)[:PARTED]
    rows = readable(Article.objects.select_related("source").defer("body"), user)
    articles = rows.in_bulk({one for pair in pairs for one in pair}) if pairs else {}
    return [(named(articles.get(one)), named(articles.get(other))) for one, other in pairs]


def compared(first: Article, second: Article) -> list[FieldChange]:
    parts = (("headline", _("Headline")), ("body", _("Text")))
    texts = ((label, *(getattr(one, name)[:LETTERS] for one in (first, second))) for name, label in parts)
    return [FieldChange(label, shortened(difference(before, after))) for label, before, after in texts]


@needs("change_article", "view_reprint")
@require_POST
def decide_reprint(request: HttpRequest, pk: int) -> HttpResponse:
    """What the button says of the pair; then the next one."""
    found = get_object_or_404(Reprint.objects.select_related("first", "second"), pk=pk)
    deeds: Mapping[str, Callable[..., Decision]] = {"same": join_reprints, "different": keep_apart}
    deed = deeds.get(request.POST.get("deed", ""))
    address = ListAddress(parameters_of(request), reverse("desk:reprints")).only(set(KEPT))
    if deed is None:
        return HttpResponseRedirect(str(address.setting(after=str(pk))))
    if found.state != Reprint.State.FOUND:
        messages.info(request, _("Somebody else has decided this already."))
        return HttpResponseRedirect(str(address))
    try:
        made = deed(found.first, found.second, editor(request), request.POST.get("note", "")[:2000])
    except DecisionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, made.get_kind_display(), extra_tags=f"decision:{made.pk}")
    return HttpResponseRedirect(str(address))
