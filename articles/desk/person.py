"""One person on the desk: the spellings, where each occurs, and which of them name nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.desk.door import editor, may, needs
from articles.desk.sides import in_context, side_of
from articles.editing.closed import Anyone, readable
from articles.editing.decisions import DecisionError, identify, reject_person, reject_spelling
from articles.lists.links import ListAddress
from articles.lists.paging import Pages, page_asked
from articles.lists.parameters import last_value
from articles.models import AuthorityRecord, Decision, Mention, Person
from articles.models.people import Standing, folded_name
from articles.people.looking_up import likely_records, looked_up

SPELLINGS = 100
PAGE_SIZE = 30  # occurrences
LONGEST = 200  # code points of a surface


@dataclass(frozen=True)
class Spelled:
    """One way in which the person's name stands in articles, or is known to be spelled."""

    text: str
    count: int
    address: str
    is_name: bool  # by which the person is found elsewhere
    is_chosen: bool


@needs("view_person")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's spellings; with ``spelling`` every place where that one stands."""
    found = get_object_or_404(readable(Person.objects.select_related("merged_into"), request.user), pk=pk)
    if found.merged_into is not None:
        return redirect("desk:person", found.merged_into.pk)
    parameters = dict(request.GET.lists())
    address = ListAddress(parameters, reverse("desk:person", args=[pk])).only({"spelling", "page"})
    chosen = last_value(parameters, "spelling")[:LONGEST]
    context: dict[str, Any] = {
        "person": found,
        "side": side_of(found, request.user),
        "spellings": _spellings(found, request.user, address, chosen),
        "chosen": chosen,
        "may_decide": may(request, "change_person") and found.standing != Standing.REJECTED,
        "decisions": readable(found.decisions.select_related("made_by"), request.user).order_by("-pk")[:20],
        "address": address,
    }
    term = last_value(parameters, "look").strip()[:LONGEST]
    if context["may_decide"]:
        context |= {"look": term, "records": looked_up(term) if term else likely_records(found)}
        context["has_list"] = AuthorityRecord.objects.exists()
    if chosen:
        rows = _standing(found, request.user).filter(surface=chosen)
        rows = rows.order_by("-article", "field", "start")
        pages = Pages.of(page_asked(parameters), rows.count(), PAGE_SIZE)
        shown = rows.select_related("article", "article__source")[pages.start : pages.end]
        context |= {"pages": pages, "contexts": [in_context(one) for one in shown]}
    return render(request, "desk/person.html", context)


def _standing(found: Person, user: Anyone) -> Any:
    return readable(Mention.objects.filter(person=found).exclude(status=Standing.REJECTED), user)


def _spellings(found: Person, user: Anyone, address: ListAddress, chosen: str) -> list[Spelled]:
    """As they stand in articles, the most frequent first; then those that stand in none."""
    rows = _standing(found, user).order_by().values_list("surface")
    counts = Counter(
        dict(rows.annotate(n=Count("article", distinct=True)).order_by("-n", "surface")[:SPELLINGS])
    )
    borne = readable(found.names.exclude(standing=Standing.REJECTED), user)
    names = list(borne.order_by("text").values_list("text", flat=True))
    known = set(names)
    return [
        Spelled(text, counts[text], str(address.setting(spelling=text)), text in known, text == chosen)
        for text in [*counts, *(name for name in dict.fromkeys(names) if name not in counts)][:SPELLINGS]
    ]


@needs("change_person")
@require_POST
def identified(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is the record of the authority list that the button names."""
    found = get_object_or_404(readable(Person.objects.all(), request.user), pk=pk)
    number = request.POST.get("record", "")
    number = number if number.isascii() and number.isdigit() and len(number) < 19 else "0"
    listed = get_object_or_404(AuthorityRecord, pk=int(number))
    try:
        made = identify(found, listed, editor(request), request.POST.get("note", "")[:2000])
    except DecisionError as error:
        messages.error(request, str(error))
    else:
        said = _("“%(person)s” is %(record)s.") % {"person": found, "record": listed}
        messages.success(request, said, extra_tags=f"decision:{made.pk}")
    return HttpResponseRedirect(reverse("desk:person", args=[pk]))


@needs("change_person")
@require_POST
def no_person(request: HttpRequest, pk: int) -> HttpResponse:
    """This is no human being, or this ``spelling`` names none: here, and in whatever is imported later."""
    found = get_object_or_404(readable(Person.objects.all(), request.user), pk=pk)
    note, spelling = request.POST.get("note", "")[:2000], request.POST.get("spelling", "")[:LONGEST]
    try:
        if spelling and not found.names.filter(folded=folded_name(spelling)).exists():
            raise DecisionError(_("“%(name)s” is no name of theirs.") % {"name": spelling})
        made = (
            reject_spelling(spelling, editor(request), note)
            if spelling
            else reject_person(found, editor(request), note)
        )
    except DecisionError as error:
        messages.error(request, str(error))
    else:
        _say(request, made, spelling or found.name)
    return HttpResponseRedirect(reverse("desk:person", args=[pk]))


def _say(request: HttpRequest, made: Decision, name: str) -> None:
    said = _("“%(person)s” is no person, everywhere.") % {"person": name}
    messages.success(request, said, extra_tags=f"decision:{made.pk}")
