"""Many articles at once: chosen by query or by hand, told beforehand, done and undone by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.desk.change_form import MOST, ChangeForm
from articles.desk.door import editor, needs
from articles.desk.labels import LABELS
from articles.desk.overview import parameters_of
from articles.desk.queues import Queue
from articles.editing.in_bulk import (
    CHANGED,
    CLOSED,
    EDITORS,
    NOTHING,
    SAME,
    STATUS,
    preview,
)
from articles.lists.asking import Asked
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.models import Article, BulkChange, Task
from articles.search.find import IndexMissing, ids_found
from articles.wording.codes import worded
from articles.working.asking import ask, ask_to_stop, go_on
from articles.working.telling import how_far

PAGE_SIZE = 50
REFRESH_SECONDS = 3
BROKEN_OFF = (Task.State.STOPPED, Task.State.FAILED)

OUTCOMES: Mapping[str, Promise] = {
    CHANGED: gettext_lazy("are changed"),
    SAME: gettext_lazy("are so already"),
    EDITORS: gettext_lazy("stay: an editor has set this field"),
    NOTHING: gettext_lazy("stay: the pattern finds no date"),
    CLOSED: gettext_lazy("stay: they are withdrawn or closed"),
}
UNDONE: Mapping[str, Promise] = {
    "undone": gettext_lazy("are as they were"),
    "left": gettext_lazy("stay: changed again since"),
}


@needs("change_article", "change_articles_in_bulk")
def choose(request: HttpRequest) -> HttpResponse:
    """All articles, searched as readers search them, to be ticked; and what is to become of them."""
    asked = Asked(parameters_of(request))
    context: dict[str, Any] = {"asked": asked, "form": ChangeForm()}
    context["address"] = ListAddress(parameters_of(request), reverse("desk:choose"))
    context["kept"] = asked.kept_by_form
    context["query"] = urlencode(asked.narrowed.pairs)
    recent = BulkChange.objects.exclude(task=None).select_related("made_by").defer("articles")[:5]
    context["recent"] = [(one, label_of(one)) for one in recent]
    if asked.answerable:
        try:
            context["listing"] = listing(asked.resolved, asked.page, size=PAGE_SIZE)
        except IndexMissing as missing:
            context["problem"] = str(missing)
    return render(request, "desk/choose.html", context)


@needs("change_article", "change_articles_in_bulk")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """What is to be done is told first: nothing is changed here."""
    form = ChangeForm(request.POST)
    ids = _chosen(request)
    if not ids:
        messages.error(request, _("Tick some articles first, or choose all that were found."))
        return HttpResponseRedirect(_back(request))
    if not form.is_valid():
        for texts in form.errors.values():
            messages.error(request, " ".join(map(str, texts)))
        return HttpResponseRedirect(_back(request))
    given = form.cleaned_data
    bulk = BulkChange(
        articles=ids,
        **{name: given[name] for name in ("field", "value", "pattern", "why")},
        made_by=editor(request),
    )
    try:
        bulk.preview = preview(bulk)  # which may take seconds: in a transaction others would wait for it
        bulk.save()
    except ValueError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_back(request))
    return HttpResponseRedirect(reverse("desk:bulk", args=[bulk.pk]))


def _back(request: HttpRequest) -> str:
    name = "desk:queue" if request.POST.get("from") == "queue" else "desk:choose"
    query = request.POST.get("query", "")
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _chosen(request: HttpRequest) -> list[int]:
    """The ticked ones; or all of the list that the form stood on."""
    if request.POST.get("which") != "all":
        given = {one for one in request.POST.getlist("article") if one.isascii() and one.isdigit()}
        return sorted(int(one) for one in given if len(one) < 19)[:MOST]
    parameters = dict(QueryDict(request.POST.get("query", "")).lists())
    try:
        if request.POST.get("from") == "queue":
            return list(Queue(parameters).ids[:MOST])
        asked = Asked(parameters)
        return list(ids_found(asked.resolved)[:MOST]) if asked.answerable else []
    except IndexMissing:
        return []


@needs("change_article", "change_articles_in_bulk")
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """One change of many: what it would do; then how far it is; then what became of them."""
    rows = BulkChange.objects.select_related("task", "undoing").defer("articles")  # asked again and again
    found = get_object_or_404(rows, pk=pk)
    task, undoing = found.task, found.undoing
    last = undoing or task
    is_going_on = any(one is not None and one.is_open for one in (task, undoing))
    context = {
        "bulk": found,
        "label": label_of(found),
        "value": dict(Article.Status.choices).get(found.value, found.value)
        if found.field == STATUS
        else found.value,
        "counts": counted(found.preview.get("counts", {}), OUTCOMES),
        "done": counted(task.cursor.get("counts", {}), OUTCOMES) if task else [],
        "undone": counted(undoing.cursor.get("counts", {}), UNDONE) if undoing else [],
        "task": task,
        "error": worded(task.error) if task else "",
        "undoing": undoing,
        "how_far": how_far(task) if task else "",
        "undoing_how_far": how_far(undoing) if undoing else "",
        "is_going_on": is_going_on,
        "may_go_on": last is not None and last.state in BROKEN_OFF,
        "may_undo": task is not None and not is_going_on and undoing is None,
    }
    answer = render(request, "desk/bulk.html", context)
    if is_going_on:
        answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


def label_of(bulk: BulkChange) -> Promise:
    return LABELS.get(bulk.field, gettext_lazy("Status"))


def counted(counts: Mapping[str, int], words: Mapping[str, Promise]) -> list[tuple[int, str]]:
    return [(counts[name], str(said)) for name, said in words.items() if counts.get(name)]


@needs("change_article", "change_articles_in_bulk")
@require_POST
def steer(request: HttpRequest, pk: int) -> HttpResponse:
    """Do it, stop it, go on with it, or take it back. Each once, whoever else presses the button."""
    with transaction.atomic():
        rows = BulkChange.objects.select_for_update(of=("self",)).defer("articles")
        found = get_object_or_404(rows, pk=pk)
        match request.POST.get("deed"):
            case "do" if found.task_id is None:
                if found.made_by_id != request.user.pk:
                    raise PermissionDenied
                found.task = ask("change-in-bulk", {"bulk": found.pk}, by=editor(request))
            case "undo" if found.task_id is not None and found.undoing_id is None:
                if found.task is not None and found.task.is_open:
                    ask_to_stop(found.task.pk)
                found.undoing = ask("undo-bulk-change", {"bulk": found.pk}, by=editor(request))
            case "stop":
                for task in (found.task_id, found.undoing_id):
                    if task is not None:
                        ask_to_stop(task)
            case "go-on" if found.undoing is not None and found.undoing.state in BROKEN_OFF:
                found.undoing = go_on(found.undoing, by=editor(request))
            case "go-on" if found.task is not None and not found.undoing and found.task.state in BROKEN_OFF:
                found.task = go_on(found.task, by=editor(request))
        found.save(update_fields=["task", "undoing"])
    return HttpResponseRedirect(reverse("desk:bulk", args=[pk]))
