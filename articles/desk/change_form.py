"""What is to become of many articles, as it is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.labels import LABELS
from articles.editing.in_bulk import CHANGEABLE, STATUS, STATUSES

MOST = 50_000  # articles of one change


class ChangeForm(forms.Form):
    most = MOST

    field = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[(name, LABELS.get(name, gettext_lazy("Status"))) for name in CHANGEABLE],
    )
    value = forms.CharField(
        label=gettext_lazy("becomes"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "empty: none. A date as 2020-10-31 19:19 Asia/Baku, 2020-10-31, 2020-10 or 2020"
        ),
    )
    pattern = forms.CharField(
        label=gettext_lazy("or the date that stands in the address or path as"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("such as /YYYY/MM/DD/ or news_DDMMYYYY; * stands for anything"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status becomes"),
        required=False,
        choices=[("", "–"), *((one.value, one.label) for one in STATUSES)],
    )
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("pattern") and given.get("field") != "published":
            self.add_error("pattern", _("A pattern gives dates only."))
        if given.get("field") == STATUS:
            given["value"] = given.get("status", "")
            if not given["value"]:
                self.add_error("status", _("Choose one of the two states."))
        return given
