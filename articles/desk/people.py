"""People who may be the same, side by side, one pair after the other; what was decided is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.desk.door import editor, may, needs
from articles.desk.merging import PEOPLE_AT_ONCE
from articles.desk.sides import side_of
from articles.editing.closed import readable
from articles.editing.decisions import DecisionError, keep_separate, merge, reject_person, undo
from articles.models import Decision, Proposal
from articles.models.people import Standing

COUNTED = 10_000


def open_proposals() -> QuerySet[Proposal]:
    """The likeliest first."""
    people = ("first", "second", "first__merged_into", "second__merged_into")
    rows = Proposal.objects.filter(state=Proposal.State.OPEN).select_related(*people)
    return rows.order_by("-score", "pk")


@needs("view_proposal")
def proposals(request: HttpRequest) -> HttpResponse:
    """The next pair; with ``after`` the next but those already passed by."""
    rows = readable(open_proposals(), request.user)
    waiting = rows.order_by().values("pk")[:COUNTED].count()
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        passed = Proposal.objects.filter(pk=after).values_list("score", "pk").first()
        if passed is not None:
            rows = rows.filter(Q(score__lt=passed[0]) | Q(score=passed[0], pk__gt=passed[1]))
    found = rows.first()
    context: dict[str, Any] = {
        "waiting": waiting,
        "proposal": found,
        "passed": bool(after),
        "may_decide": may(request, "change_person"),
    }
    if found is not None:
        context["sides"] = [side_of(person, request.user) for person in (found.first.live, found.second.live)]
    return render(request, "desk/proposals.html", context)


@needs("change_person")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What the button says of the pair; then the next one."""
    rows = readable(Proposal.objects.select_related("first", "second"), request.user)
    found = get_object_or_404(rows, pk=pk)
    first, second, by = found.first.live, found.second.live, editor(request)
    note = request.POST.get("note", "")[:2000]
    deeds: Mapping[str, Callable[[], Decision]] = {
        "into-first": lambda: merge(first, second, by, note),
        "into-second": lambda: merge(second, first, by, note),
        "different": lambda: keep_separate(first, second, by, note),
        "reject-first": lambda: reject_person(first, by, note),
        "reject-second": lambda: reject_person(second, by, note),
    }
    deed = deeds.get(request.POST.get("deed", ""))
    if deed is not None and found.state == Proposal.State.OPEN:
        try:
            made = deed()
        except DecisionError as error:
            messages.error(request, str(error))
        else:
            said = {"first": first, "second": second, "kind": made.get_kind_display()}
            told = _("%(kind)s: “%(first)s”, “%(second)s”.") % said
            messages.success(request, told, extra_tags=f"decision:{made.pk}")
            _close(found)
    elif deed is not None:
        messages.info(request, _("Somebody else has decided this already."))
    address = reverse("desk:proposals")
    return HttpResponseRedirect(f"{address}?after={pk}" if deed is None else address)


def _close(proposal: Proposal) -> None:
    """Of somebody who is no person there is nothing left to ask."""
    gone = Q(first__standing=Standing.REJECTED) | Q(second__standing=Standing.REJECTED)
    rows = Proposal.objects.filter(gone, state=Proposal.State.OPEN)
    rows.filter(pk=proposal.pk).update(state=Proposal.State.SEPARATE)


@needs()
@require_POST
def undo_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, and those that were made ``with`` it: all of them, or none."""
    given = [one for one in request.GET.getlist("with") if one.isascii() and one.isdigit() and len(one) < 19]
    decisions = readable(Decision.objects.all(), request.user)
    asked = get_object_or_404(decisions, pk=pk)
    ids = [asked.pk, *map(int, given[:PEOPLE_AT_ONCE])]
    found = list(decisions.filter(pk__in=ids).order_by("-pk"))
    rights = {one.right for one in found}
    if not all(may(request, right) for right in rights):
        raise PermissionDenied
    try:
        with transaction.atomic():
            for one in found:
                undo(one, editor(request))
    except DecisionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone."))
    return HttpResponseRedirect(reverse("desk:reprints") if rights == {"change_article"} else _back(request))


def _back(request: HttpRequest) -> str:
    """The page of the person that was decided about, where it was that page."""
    person = request.GET.get("person", "")
    if person.isascii() and person.isdigit() and len(person) < 19:
        return reverse("desk:person", args=[person])
    return reverse("desk:proposals")
