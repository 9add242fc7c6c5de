"""One article at a time: its original beside its fields, saved and on to the next of the queue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.desk.door import editor, may, needs
from articles.desk.labels import LABELS, TAKES, form_fields
from articles.desk.lines import Page
from articles.desk.overview import parameters_of
from articles.desk.queues import Queue
from articles.editing.delisting import FIELDS as TEXTS
from articles.editing.delisting import may_name_again
from articles.editing.putting_back import Refused, undo_edit
from articles.editing.together import Outcome, save_typed
from articles.editing.typed import NAMES, fingerprint, typed
from articles.lists.links import ListAddress
from articles.models import Article, Reading, Sighting
from articles.reading.lines import split_lines
from articles.wording.codes import worded

PATHS = 5  # of sightings, looked into for dates


@needs("change_article")
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; by POST what its buttons say."""
    found = get_object_or_404(Article.objects.with_names().select_related("original"), pk=pk)
    queue = Queue(parameters_of(request))
    if request.method != "POST":
        return _page(request, found, queue, typed(found))
    given = {name: request.POST[name] for name in NAMES if name in request.POST}
    handed_back = tuple(request.POST.getlist("hand_back"))
    if not set(handed_back).isdisjoint(TEXTS) and not may_name_again(request.user, found):
        raise PermissionDenied
    deed = request.POST.get("deed", "")
    if deed == "skip":
        return _next(request, found, queue)
    if request.POST.get("take"):
        return _taken(request, found, queue, given)
    outcome = save_typed(
        found,
        _chosen(request, given),
        {name: request.POST.get(f"seen-{name}", "") for name in NAMES},
        editor(request),
        request.POST.get("why", ""),
        check=deed in ("done", "undated"),
        without_date=deed == "undated",
        hand_back=handed_back,
    )
    if not outcome.is_saved:
        return _page(
            request, found, queue, typed(found) | given, outcome, status=409 if outcome.conflicts else 422
        )
    _say(request, found, outcome)
    if deed == "keep":
        return HttpResponseRedirect(address_of(found.pk, queue))
    return _next(request, found, queue)


def _chosen(request: HttpRequest, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed, but for the fields of which the other's version is kept."""
    return {name: text for name, text in given.items() if request.POST.get(f"keep-{name}") != "theirs"}


def _taken(request: HttpRequest, found: Article, queue: Queue, given: dict[str, str]) -> HttpResponse:
    """The page with what a line or a candidate says, typed in and not saved yet."""
    page = _original(found, found.newest_reading())
    what, _colon, value = request.POST.get("take", "").partition(":")
    line = request.POST.get("line", "")
    at = int(line) if line.isascii() and line.isdigit() and len(line) < 7 else 0
    try:
        name, text = (what, value) if value and what in NAMES else page.taken(what, at)
    except LookupError:
        said = (
            _("No date stands in that line.")
            if what == "published"
            else _("Choose a line of the original first.")
        )
        messages.error(request, said)
        return _page(request, found, queue, typed(found) | given, at=at)
    return _page(request, found, queue, typed(found) | given | {name: text}, at=at, taken=name)


def _page(
    request: HttpRequest,
    found: Article,
    queue: Queue,
    values: Mapping[str, str],
    outcome: Outcome | None = None,
    *,
    at: int = 0,
    taken: str = "",
    status: int = 200,
) -> HttpResponse:
    reading = found.newest_reading()
    page = _original(found, reading)
    elsewhere = [found.original_url]
    elsewhere += Sighting.objects.filter(original=found.original_id).values_list("path", flat=True)[:PATHS]
    conflicts = {one.field: one for one in outcome.conflicts} if outcome else {}
    now = typed(found)
    sent = request.POST
    seen = {
        name: sent.get(f"seen-{name}", "") if sent and name not in conflicts else fingerprint(name, now[name])
        for name in NAMES
    }
    context: dict[str, Any] = {
        "article": found,
        "queue": queue,
        "reading": reading,
        "doubts": [worded(doubt) for doubt in reading.doubts] if reading else [],
        "fields": form_fields(found, reading, values, seen, outcome.errors if outcome else {}),
        "conflicts": [(LABELS[one.field], one) for one in conflicts.values()],
        "lines": page.lines(),
        "lines_left": max(0, len(page.texts) - len(page.lines())) if len(page.texts) > 1000 else 0,
        "candidates": [(LABELS[one.field], one) for one in page.candidates(values, elsewhere)],
        "at": at,
        "taken": taken,
        "why": sent.get("why", "") or _why_of(request),
        "list_address": str(queue.address),
        "is_in_review": found.status == Article.Status.IN_REVIEW,
        "takes": TAKES,
        "field_names": set(LABELS),
        "may_withdraw": may(request, "withdraw_article"),
    }
    return render(request, "desk/article.html", context, status=status)


def _why_of(request: HttpRequest) -> str:
    """The reason of who comes from a reader's report."""
    return _("reported by a reader") if request.GET.get("report") else ""


def _original(found: Article, reading: Reading | None) -> Page:
    return Page(
        split_lines(found.original.text),
        reading.roles if reading else (),
        reading.evidence if reading else {},
    )


def address_of(pk: int, queue: Queue) -> str:
    """The article's page on the desk, within its queue."""
    return str(queue.address.under(reverse("desk:article", args=[pk])))


def _next(request: HttpRequest, found: Article, queue: Queue) -> HttpResponse:
    pk = queue.after(found.pk)
    if pk is None:
        messages.info(request, _("Nothing else waits here."))
        return HttpResponseRedirect(str(queue.address))
    return HttpResponseRedirect(address_of(pk, queue))


def _say(request: HttpRequest, found: Article, outcome: Outcome) -> None:
    """What was saved; `desk/saved.html` of the next page offers to undo it."""
    title = found.title[:80]
    if outcome.changed:
        names = ", ".join(str(LABELS[name]) for name in NAMES if name in outcome.changed)
        said = format_html(_("Saved: {names} of “{title}”."), names=names, title=title)
    else:
        said = format_html(
            _("Checked: “{title}”.") if outcome.checked else _("Nothing was changed: “{title}”."), title=title
        )
    newest = found.history.first()
    undo = (
        f"undo:{found.pk}:{newest.pk}" if newest is not None and (outcome.changed or outcome.checked) else ""
    )
    messages.success(request, said, extra_tags=undo)


@needs("change_article")
@require_POST
def undo(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Take back one edit, where nothing has been changed since; back to the article."""
    found = get_object_or_404(Article, pk=pk)
    if not may_name_again(request.user, found):
        raise PermissionDenied
    try:
        undo_edit(found, revision, editor(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone."))
    parameters = dict(request.GET.lists())
    return HttpResponseRedirect(str(ListAddress(parameters, reverse("desk:article", args=[pk]))))
