"""What readers ask for, decided: corrections, and cases of takedown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.desk.door import editor, may, needs
from articles.desk.overview import parameters_of
from articles.editing.requests import decide_case, decide_report
from articles.lists.links import ListAddress
from articles.lists.paging import Pages, page_asked
from articles.models import Article, Person, Report, TakedownCase
from articles.models.requests import cases_waiting

PAGE_SIZE = 30
TEXT_LEFT = "text-left"  # a deed: the name is found no more, but still read on the article's own page


@needs("change_article")
def reports(request: HttpRequest) -> HttpResponse:
    """Errors that readers told of, the oldest open one first; ``?state=`` shows those that are decided."""
    state = request.GET.get("state", "")
    state = state if state in Report.State.values else Report.State.OPEN
    rows = Report.objects.filter(state=state).select_related("article", "decided_by")
    pages = Pages.of(page_asked(parameters_of(request)), rows.count(), PAGE_SIZE)
    context = {
        "reports": rows[pages.start : pages.end],
        "pages": pages,
        "address": ListAddress(parameters_of(request), reverse("desk:reports")),
        "state": state,
        "states": Report.State.choices,
    }
    return render(request, "desk/reports.html", context)


@needs("change_article")
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept it, and go on to the article to put it right; or refuse it."""
    found = get_object_or_404(Report.objects.select_related("article"), pk=pk)
    accepted = request.POST.get("deed") == "accept"
    if not decide_report(found, accepted, editor(request), request.POST.get("note", "")[:1000]):
        messages.error(request, _("Somebody else has decided this already."))
    elif accepted:
        messages.success(request, _("Accepted. Put it right here; the reason is filled in."))
        address = reverse("desk:article", args=[found.article_id])
        return HttpResponseRedirect(f"{address}?report={found.pk}")
    return HttpResponseRedirect(reverse("desk:reports"))


class CaseForm(forms.ModelForm):
    class Meta:
        model = TakedownCase
        fields = ("reason", "legal_note", "review_on", "note")
        widgets = {
            "legal_note": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "review_on": forms.DateInput(attrs={"type": "date"}),
        }
        labels = {
            "reason": gettext_lazy("Reason, as it is counted in public"),
            "legal_note": gettext_lazy("Legal note"),
            "review_on": gettext_lazy("To be looked at again on"),
            "note": gettext_lazy("For editors"),
        }


@needs("change_article")
def cases(request: HttpRequest) -> HttpResponse:
    """All cases: first those that wait, open or due to be looked at again; then those due soonest."""
    state = request.GET.get("state", "")
    rows = TakedownCase.objects.select_related("article", "decided_by")
    if state in TakedownCase.State.values:
        rows = rows.filter(state=state)
    waits = Case(When(cases_waiting(timezone.localdate()), then=0), default=1)
    rows = rows.order_by(waits, F("review_on").asc(nulls_last=True), F("decided_at").desc(), "pk")
    pages = Pages.of(page_asked(parameters_of(request)), rows.count(), PAGE_SIZE)
    context = {
        "cases": rows[pages.start : pages.end],
        "pages": pages,
        "address": ListAddress(parameters_of(request), reverse("desk:cases")),
        "state": state,
        "states": TakedownCase.State.choices,
    }
    return render(request, "desk/cases.html", context)


@needs("change_article", "withdraw_article")
@require_POST
def open_case(request: HttpRequest, pk: int) -> HttpResponse:
    """A case that nobody asked for from outside, such as an order that came by post."""
    made = TakedownCase.objects.create(article=get_object_or_404(Article, pk=pk))
    return HttpResponseRedirect(reverse("desk:case", args=[made.pk]))


@needs("change_article")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what was asked, and what is decided. Only who may withdraw decides."""
    found = get_object_or_404(TakedownCase.objects.select_related("article", "person", "decided_by"), pk=pk)
    form = CaseForm(request.POST or None, instance=found)
    status = 200
    if request.method == "POST":
        if not may(request, "withdraw_article"):
            raise PermissionDenied
        status = 422
        if form.is_valid():
            TakedownCase.objects.filter(pk=pk).update(**form.cleaned_data)
            problem = _decide(request, found)
            if not problem:
                return HttpResponseRedirect(reverse("desk:case", args=[pk]))
            messages.error(request, problem)
    context: dict[str, Any] = {
        "case": found,
        "form": form,
        "people": _people_of(found),
        "may_decide": may(request, "withdraw_article"),
        "is_open": found.state == TakedownCase.State.OPEN,
        "is_closed": found.state in (TakedownCase.State.WITHDRAWN, TakedownCase.State.DELISTED),
    }
    return render(request, "desk/case.html", context, status=status)


def _decide(request: HttpRequest, found: TakedownCase) -> str:
    """Do what the button says; what is wrong with it, "" for nothing."""
    deed = request.POST.get("deed", "")
    text_left = deed == TEXT_LEFT
    deed = TakedownCase.State.DELISTED.value if text_left else deed
    if not deed:
        messages.success(request, _("Saved."))
        return ""
    chosen = request.POST.get("person", "")
    person = None
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        person = Person.objects.filter(pk=chosen).first()
    try:
        decide_case(found, deed, editor(request), person, text_left=text_left)
    except ValueError as error:
        return str(error)
    messages.success(request, dict(TakedownCase.State.choices)[deed])
    return ""


def _people_of(found: TakedownCase) -> list[Person]:
    """Who is mentioned in the article, the name that was asked for first."""
    people = Person.objects.filter(mentions__article=found.article).distinct().order_by("name")[:100]
    return sorted(people, key=lambda person: person.name.lower() != found.name.strip().lower())
