"""Several people at once: looked for by any spelling, set side by side, made one or kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.door import editor, may, needs
from articles.desk.sides import side_of
from articles.editing.closed import readable
from articles.editing.decisions import DecisionError, keep_separate, merge_several
from articles.lists.people_found import people_named
from articles.models import Decision, Name, Person
from articles.models.people import Standing

PEOPLE_AT_ONCE = 10
PEOPLE_FOUND = 50
LONGEST = 200  # code points of what is looked for


@needs("view_person")
def find_people(request: HttpRequest) -> HttpResponse:
    """People by a name or surname in any script, the most mentioned first; to be ticked and merged."""
    term = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    names = readable(Name.objects.exclude(standing=Standing.REJECTED), request.user).order_by("text")
    named = Person.objects.filter(pk__in=people_named(term) if term else [])
    rows = readable(named.exclude(merged_into__isnull=False), request.user)
    context = {
        "term": term,
        "people": rows.order_by("-seen_in", "name", "pk").prefetch_related(Prefetch("names", names))[
            :PEOPLE_FOUND
        ],
        "most": PEOPLE_AT_ONCE,
        "may_decide": may(request, "change_person"),
    }
    return render(request, "desk/find_people.html", context)


@needs("change_person")
def merging(request: HttpRequest) -> HttpResponse:
    """The people whom the address names (``?person=1&person=2``) side by side, to be decided about."""
    people = _asked(request)
    if request.method == "POST" and len(people) > 1:
        return _decide(request, people)
    context: dict[str, Any] = {
        "sides": [side_of(person, request.user) for person in people],
        "likeliest": max(people, key=_weight, default=None),
        "may_merge": may_merge(request, people),
    }
    return render(request, "desk/merging.html", context)


def may_merge(request: HttpRequest, people: Sequence[Person]) -> bool:
    """Two may be merged by whoever decides about people; more at once only by whoever has the right to it."""
    return len(people) < 3 or may(request, "merge_people_in_bulk")


def _weight(person: Person) -> tuple[bool, bool, int, int]:
    """Whom the others are likeliest merged into: one whom an editor or an authority knows."""
    return person.standing == Standing.CONFIRMED, bool(person.wikidata_id), person.seen_in, -person.pk


def _asked(request: HttpRequest) -> list[Person]:
    """The live people that the address names, in its order."""
    given = [
        one for one in request.GET.getlist("person") if one.isascii() and one.isdigit() and len(one) < 19
    ]
    ids = [int(one) for one in given[:PEOPLE_AT_ONCE]]
    found = readable(Person.objects.select_related("merged_into"), request.user).in_bulk(ids)
    return list(dict.fromkeys(found[pk].live for pk in ids if pk in found))


def _decide(request: HttpRequest, people: Sequence[Person]) -> HttpResponse:
    here = f"{reverse('desk:merging')}?{urlencode({'person': [one.pk for one in people]}, doseq=True)}"
    by, note = editor(request), request.POST.get("note", "")[:2000]
    apart = request.POST.get("deed") == "different"
    into = next((one for one in people if str(one.pk) == request.POST.get("into")), None)
    if not apart and into is None:
        messages.error(request, _("Choose whom the others are merged into."))
        return HttpResponseRedirect(here)
    if not apart and not may_merge(request, people):
        raise PermissionDenied
    try:
        made = (
            [keep_separate(first, second, by, note) for first, second in combinations(people, 2)]
            if into is None or apart
            else merge_several(into, [one for one in people if one != into], by, note)
        )
    except DecisionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(here)
    if apart:
        messages.success(request, _("They are kept apart."), extra_tags=_tags(made))
        return HttpResponseRedirect(here)
    said = ngettext(
        "%(count)d person is merged into “%(into)s”.",
        "%(count)d people are merged into “%(into)s”.",
        len(made),
    )
    messages.success(request, said % {"count": len(made), "into": into}, extra_tags=_tags(made))
    return HttpResponseRedirect(reverse("desk:person", args=[into.pk if into else people[0].pk]))


def _tags(made: Sequence[Decision]) -> str:
    """For the message's button, which takes all of them back."""
    return ":".join(["decision", *(str(one.pk) for one in made)])
