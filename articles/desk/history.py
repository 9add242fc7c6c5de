"""An article's whole life on one page, any state put back; and the newest changes of all."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.desk.door import editor, may, needs
from articles.desk.labels import LABELS
from articles.desk.telling import decisions_told, field_changes, life_of, revisions_told
from articles.editing.changing import revert
from articles.editing.closed import readable
from articles.editing.delisting import may_name_again
from articles.models import Article, Decision

RECENT = 50


@needs()
def life(request: HttpRequest, pk: int) -> HttpResponse:
    """Imported, read, edited, merged, withdrawn: everything that happened to the article."""
    article = get_object_or_404(readable(Article.objects.with_names(), request.user), pk=pk)
    context = {
        "article": article,
        "events": life_of(article, request.user),
        "may_edit": may(request, "change_article"),
    }
    return render(request, "desk/life.html", context)


@needs()
def state(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """One state beside what the article is now; from here it is put back."""
    article = get_object_or_404(readable(Article.objects.with_names(), request.user), pk=pk)
    then = get_object_or_404(
        readable(article.history.select_related("history_user"), request.user), pk=revision
    )
    context = {
        "article": article,
        "then": then,
        "changes": field_changes(article, then),
        "may_edit": may(request, "change_article"),
    }
    return render(request, "desk/state.html", context)


@needs("change_article")
@require_POST
def put_back(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """The fields as they were in that state; whether the article is withdrawn stays as it is."""
    article = get_object_or_404(Article, pk=pk)
    then = get_object_or_404(article.history, pk=revision)
    if not may_name_again(request.user, article):
        raise PermissionDenied
    changed = revert(article, then, editor(request), request.POST.get("why", ""))
    if changed:
        names = ", ".join(str(LABELS[name]) for name in changed)
        messages.success(request, _("Put back: %(fields)s.") % {"fields": names})
    else:
        messages.info(request, _("Nothing differs from that state."))
    return HttpResponseRedirect(reverse("desk:life", args=[pk]))


@needs()
def changes(request: HttpRequest) -> HttpResponse:
    """The newest changes of articles and people; those ``before`` a moment, those ``by`` one editor."""
    revisions = readable(Article.history.all(), request.user)
    decisions = Decision.objects.all()
    if by := request.GET.get("by", "").strip():
        revisions = revisions.filter(history_user__username=by)
        decisions = decisions.filter(made_by__username=by)
    if given := request.GET.get("before", ""):
        before = _moment(given)
        revisions, decisions = revisions.filter(history_date__lt=before), decisions.filter(made_at__lt=before)
    revisions = revisions.exclude(history_type="+")  # what there was before any edit
    most = RECENT + 1
    told = decisions_told(decisions, most, request.user, title=True)
    events = [*revisions_told(revisions, most, title=True), *told]
    events = sorted(events, key=lambda event: event.at, reverse=True)
    more = ""
    if len(events) > RECENT:
        events = events[:RECENT]
        more = "?" + urlencode({"before": events[-1].at.isoformat(), **({"by": by} if by else {})})
    return render(request, "desk/changes.html", {"events": events, "by": by, "more": more})


def _moment(text: str) -> dt.datetime:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Http404(_("That is no moment."))
    return found
