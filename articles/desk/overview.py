"""The desk's first page and its queues."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.change_form import ChangeForm
from articles.desk.door import may, needs
from articles.desk.guides import GUIDES
from articles.desk.labels import TAKES
from articles.desk.queues import PAGE_SIZE, Queue, Value, doubtful_reprints
from articles.editing.closed import may_see_closed, readable
from articles.lists.paging import page_asked
from articles.lists.parameters import Parameters
from articles.models import Article, Proposal, Report, TakedownCase
from articles.models.requests import cases_waiting
from articles.search.find import IndexMissing

COUNTED = 10_000


def parameters_of(request: HttpRequest) -> Parameters:
    return dict(request.GET.lists())


@needs()
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, by reason; everything else that waits beside it."""
    return _shown(request, "desk/overview.html")


@needs()
def queue(request: HttpRequest) -> HttpResponse:
    """The articles of one queue, a page at a time."""
    return _shown(request, "desk/queue.html", with_articles=True)


@needs()
def help(request: HttpRequest) -> HttpResponse:
    """The keys, and where more is written."""
    guides = [(f"docs/{name}.md", reverse(f"desk:guide-{name}")) for name in GUIDES]
    return render(request, "desk/help.html", {"takes": TAKES, "guides": guides})


def _shown(request: HttpRequest, template: str, with_articles: bool = False) -> HttpResponse:
    found = Queue(parameters_of(request), shows_closed=may_see_closed(request.user))
    context: dict[str, Any] = {
        "queue": found,
        "asked": found.asked,
        "others": [] if with_articles else others(request),
        "page_size": PAGE_SIZE,
        "may_edit": may(request, "change_article"),
    }
    try:
        context["reasons"], context["groups"] = found.reasons(), found.narrower()
        if with_articles:
            pages, articles = found.page(page_asked(parameters_of(request)))
            context |= {"pages": pages, "articles": articles, "address": found.address}
            if may(request, "change_articles_in_bulk"):
                context["form"] = ChangeForm()
    except IndexMissing as missing:
        context |= {"reasons": [], "groups": [], "problem": str(missing)}
    return render(request, template, context)


def others(request: HttpRequest) -> list[Value]:
    """What waits that is no reason of an article."""
    found = []
    if may(request, "view_proposal"):
        rows = readable(Proposal.objects.filter(state=Proposal.State.OPEN), request.user)
        found.append(Value(_("people who may be the same"), _counted(rows), reverse("desk:proposals")))
    if may(request, "view_reprint"):
        pairs = _counted(readable(doubtful_reprints(), request.user))
        found.append(Value(_("articles that may be reprints"), pairs, reverse("desk:reprints")))
    if may(request, "change_article"):
        told = Report.objects.filter(state=Report.State.OPEN)
        found.append(Value(_("readers' reports"), _counted(told), reverse("desk:reports")))
        cases = TakedownCase.objects.filter(cases_waiting(timezone.localdate()))
        found.append(Value(_("takedown cases"), _counted(cases), reverse("desk:cases")))
    held = readable(Article.objects.filter(held_for__isnull=False), request.user)
    address = str(reverse("desk:queue") + "?reason=withdrawn.like")
    found.append(Value(_("closed until you decide: like something withdrawn"), _counted(held), address))
    return [one for one in found if one.count]


def _counted(rows: QuerySet[Any]) -> int:
    return rows.order_by().values("pk")[:COUNTED].count()
