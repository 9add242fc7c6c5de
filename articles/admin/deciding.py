"""Pages on which an editor decides who is who. Every decision is made in ``articles.editing.decisions``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.large import editor, number_in
from articles.admin.links import address_of
from articles.editing.closed import readable
from articles.editing.decisions import (
    DecisionError,
    confirm_person,
    keep_separate,
    merge,
    reject_person,
    split,
)
from articles.models import Decision, Mention, Name, Person

PEOPLE_AT_ONCE = 10
MENTIONS_SHOWN = 200  # to choose from, the newest
MENTIONS_BESIDE = 5  # of each of the people compared
COUNTED = 10_000


class ChoosePerson(AutocompleteSelect):
    """A person by any spelling, from all the archive's."""

    def __init__(self) -> None:
        super().__init__(Mention._meta.get_field("person"), admin.site)

    def get_url(self) -> str:
        return reverse("admin:articles_person_choose")


def person_field(**options: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Person.objects.filter(merged_into=None), widget=ChoosePerson(), **options)


def note_field() -> forms.CharField:
    return forms.CharField(
        required=False, label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class NoteForm(forms.Form):
    note = note_field()


class MergeForm(forms.Form):
    """Whom all the others are merged into."""

    into = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Into"), widget=forms.RadioSelect, empty_label=None
    )
    note = note_field()

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = Person.objects.filter(pk__in=[person.pk for person in people])


class AddForm(forms.Form):
    person = person_field(label=gettext_lazy("Another person"))


class SplitForm(forms.Form):
    names = forms.ModelMultipleChoiceField(Name.objects.none(), required=False, label=gettext_lazy("Names"))
    mentions = forms.ModelMultipleChoiceField(
        Mention.objects.none(), required=False, label=gettext_lazy("Mentions")
    )
    note = note_field()

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names: Any = self.fields["names"]
        mentions: Any = self.fields["mentions"]
        names.queryset, mentions.queryset = person.names.all(), person.mentions.all()


def decide(
    request: HttpRequest, said: str, decision: Callable[..., Decision], *given: Any
) -> Decision | None:
    """Make a decision and say so; None, with the reason told, where it cannot be."""
    try:
        made = decision(*given)
    except DecisionError as error:
        messages.error(request, str(error))
        return None
    messages.success(request, said)
    return made


def may_decide(request: HttpRequest, right: str = "change_person") -> bool:
    """One permission for all that is decided about people: merging, moving, rejecting, undoing."""
    return request.user.has_perm(f"articles.{right}")


def check_may_decide(request: HttpRequest, right: str = "change_person") -> None:
    if not may_decide(request, right):
        raise PermissionDenied


def merge_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """People side by side (``?person=1&person=2``), to be merged or kept apart."""
    check_may_decide(request)
    people = _people_asked(request)
    form = MergeForm(people, request.POST or None, initial={"into": _most_likely(people)})
    if request.method == "POST" and len(people) > 1 and form.is_valid():
        note = form.cleaned_data["note"]
        if "separate" in request.POST:
            return _keep_apart(request, people, note)
        return _merge_all(request, form.cleaned_data["into"], people, note)
    context = {
        "title": _("One person or several?"),
        "form": form,
        "add": AddForm(),
        "columns": [_column(request, person) for person in people],
        "media": model_admin.media + AddForm().media,
    }
    return _page(model_admin, request, "merge", context)


def split_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Some spellings and mentions of a person, to become another person's."""
    check_may_decide(request)
    person = get_object_or_404(readable(Person.objects.all(), request.user), pk=pk)
    form = SplitForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = list(given["mentions"]), list(given["names"])
        made = decide(request, _("Split in two."), split, person, *chosen, editor(request), given["note"])
        if made is not None:
            second = Person.objects.get(pk=made.data["to"])
            return HttpResponseRedirect(address_of(second))
    mentions = readable(person.mentions.order_by("-article_id", "field", "start"), request.user)
    mentions = mentions.select_related("article")
    context = {
        "title": _("Split a person in two"),
        "person": person,
        "row": person,
        "form": form,
        "names": readable(person.names.all(), request.user),
        "mentions": [(mention, surroundings(mention)) for mention in mentions[:MENTIONS_SHOWN]],
    }
    return _page(model_admin, request, "split", context)


@dataclass(frozen=True)
class OfWhole:
    """A decision about a whole person, and its words."""

    decision: Callable[..., Decision]
    title: Promise
    button: Promise
    done: Promise


CONFIRMING = OfWhole(
    confirm_person,
    title=gettext_lazy("Confirm a person"),
    button=gettext_lazy("Confirm"),
    done=gettext_lazy("“%(person)s” is confirmed."),
)
REJECTING = OfWhole(
    reject_person,
    title=gettext_lazy("Reject a person"),
    button=gettext_lazy("Reject"),
    done=gettext_lazy("“%(person)s” is rejected."),
)


def confirm_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return _whole_person(model_admin, request, pk, CONFIRMING)


def reject_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return _whole_person(model_admin, request, pk, REJECTING)


def _whole_person(model_admin: Any, request: HttpRequest, pk: int, whole: OfWhole) -> HttpResponse:
    check_may_decide(request)
    person = get_object_or_404(readable(Person.objects.all(), request.user), pk=pk)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        said = str(whole.done % {"person": person})
        decide(request, said, whole.decision, person, editor(request), note)
        return HttpResponseRedirect(address_of(person))
    context = {
        "title": whole.title,
        "person": person,
        "row": person,
        "form": form,
        "is_confirmed": whole is CONFIRMING,
        "button": whole.button,
    }
    return _page(model_admin, request, "standing", context)


def _page(model_admin: Any, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    common = model_admin.admin_site.each_context(request) | {"opts": Person._meta}
    return render(request, f"admin/articles/person/{name}.html", common | context)


def _people_asked(request: HttpRequest) -> list[Person]:
    """The live people that the address names, in its order; whoever is merged stands for whom it is now."""
    asked = [number_in(text) for text in request.GET.getlist("person")[:PEOPLE_AT_ONCE]]
    found = readable(Person.objects.select_related("merged_into"), request.user).in_bulk(asked)
    people = [found[pk].live for pk in asked if pk in found]
    return list(dict.fromkeys(people))


def _most_likely(people: list[Person]) -> Person | None:
    """Who keeps the page: one whom an editor or an authority knows, else the one mentioned most."""
    return max(
        people,
        key=lambda person: (
            person.standing == "confirmed",
            bool(person.wikidata_id),
            _mentions(person),
            -person.pk,
        ),
        default=None,
    )


def _mentions(person: Person) -> int:
    return person.mentions.order_by()[:COUNTED].count()


def _column(request: HttpRequest, person: Person) -> dict[str, Any]:
    mentions = readable(person.mentions.order_by("-article_id"), request.user)
    newest = mentions.select_related("article")[:MENTIONS_BESIDE]
    return {
        "person": person,
        "names": list(readable(person.names.all(), request.user)[:50]),
        "mentions": _mentions(person),
        "newest": [(mention, surroundings(mention)) for mention in newest],
    }


def surroundings(mention: Mention, around: int = 60) -> tuple[str, str, str]:
    """The words before a mention, its own, and those after it."""
    text: str = getattr(mention.article, mention.field)
    if text[mention.start : mention.end] != mention.surface:
        return "", mention.surface, ""  # the text has changed since
    before = text[max(0, mention.start - around) : mention.start]
    return before, mention.surface, text[mention.end : mention.end + around]


def _merge_all(request: HttpRequest, into: Person, people: list[Person], note: str) -> HttpResponse:
    if len(people) > 2 and not request.user.has_perm("articles.merge_people_in_bulk"):
        raise PermissionDenied
    for other in people:
        if other != into:
            said = _("“%(other)s” is merged into “%(into)s”.") % {"other": other, "into": into}
            decide(request, said, merge, into, other, editor(request), note)
    return HttpResponseRedirect(address_of(into))


def _keep_apart(request: HttpRequest, people: list[Person], note: str) -> HttpResponse:
    for first, second in combinations(people, 2):
        said = _("“%(first)s” and “%(second)s” are kept apart.") % {"first": first, "second": second}
        decide(request, said, keep_separate, first, second, editor(request), note)
    return HttpResponseRedirect(reverse("admin:articles_proposal_changelist") + "?state__exact=open")
