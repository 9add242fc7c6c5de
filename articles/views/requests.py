"""What readers ask for, without an account: that an error be put right, or something no longer be shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.editing.requests import CONTACT_KEPT, TooMany, take_in
from articles.models import Article, Report, TakedownCase
from articles.views.errors import reads_only
from newsarchive.clients import address_of

LEAST_SECONDS = 3  # between a form's being shown and sent: programs are quicker
MOST_SECONDS = 24 * 3600
LONGEST = 4000  # letters

_shown = signing.TimestampSigner(salt="readers")


class RequestForm(forms.Form):
    """What all that readers send has in common. A field that nobody sees is filled in by programs only."""

    website = forms.CharField(required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    contact = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("How to reach you"),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            _shown.unsign(given.get("shown", ""), max_age=MOST_SECONDS)
            is_quick = True
            try:
                _shown.unsign(given["shown"], max_age=LEAST_SECONDS)
            except signing.SignatureExpired:
                is_quick = False
        except signing.BadSignature:
            is_quick = True
        if is_quick:
            raise forms.ValidationError(
                _("That was quick, or long ago. Please look at it once more and send it again.")
            )
        return given

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("website", "shown")}


class ReportForm(RequestForm):
    kind = forms.ChoiceField(label=gettext_lazy("What is wrong"), choices=Report.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("How is it wrong"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    suggestion = forms.CharField(
        required=False,
        label=gettext_lazy("How it should be"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("kind", "text", "suggestion", "contact")


class TakedownForm(RequestForm):
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=TakedownCase.Reason.choices)
    name = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Only a name in it"),
        help_text=gettext_lazy("empty: the whole article"),
    )
    text = forms.CharField(
        label=gettext_lazy("What we should know"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("reason", "name", "text", "contact")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].required = True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """An error of an article, told by a reader."""
    return _taken_in(request, public_id, ReportForm, Report, "requests/report.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def takedown(request: HttpRequest, public_id: str) -> HttpResponse:
    """A request that an article, or a name in it, be no longer shown."""
    return _taken_in(request, public_id, TakedownForm, TakedownCase, "requests/takedown.html")


def _taken_in(
    request: HttpRequest,
    public_id: str,
    form_class: type[RequestForm],
    model: type[Report | TakedownCase],
    template: str,
) -> HttpResponse:
    article = get_object_or_404(Article.objects.with_names(), public_id=public_id)
    if not article.is_public:
        raise Http404(_("There is no such article."))
    form = form_class(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_of_a_program:
        return render(request, "requests/thanks.html", {"article": article})
    if form.is_bound and form.is_valid():
        try:
            take_in(model(article=article, **form.said()), address_of(request))
        except TooMany:
            form.add_error(None, _("You have sent many today. Please come back tomorrow."))
            status = 429
        else:
            return render(request, "requests/thanks.html", {"article": article})
    context = {
        "article": article,
        "form": form,
        "shown": _shown.sign("x"),
        "days": CONTACT_KEPT.days,
    }
    return render(request, template, context, status=status if not form.errors or status != 200 else 422)


@reads_only
def takedowns(request: HttpRequest) -> HttpResponse:
    """What is no longer shown and why, in numbers: no names, no articles."""
    states = dict(TakedownCase.State.choices)
    reasons = dict(TakedownCase.Reason.choices)
    counted = (
        TakedownCase.objects.exclude(state=TakedownCase.State.OPEN)
        .annotate(year=ExtractYear("decided_at"))
        .values_list("year", "reason", "state")
        .annotate(count=Count("pk"))
        .order_by("-year", "reason", "state")
    )
    rows = [(year, reasons[reason], states[state], count) for year, reason, state, count in counted]
    return render(request, "requests/takedowns.html", {"rows": rows})
