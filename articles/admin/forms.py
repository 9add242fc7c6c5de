"""The forms of the admin's article pages."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget

from articles.models import Article
from articles.reading.decoding import MAX_BYTES
from articles.reading.model import Hints

DATE_FIELDS = ("published_date", "published_time", "published_timezone", "published_precision")


class ArticleForm(forms.ModelForm):
    """An article's fields; the four columns of its date are one field to the archive."""

    published_date = forms.DateField(
        required=False, widget=AdminDateWidget, help_text="local; for a month or a year, any day of it"
    )
    published_time = forms.TimeField(required=False, widget=AdminTimeWidget, help_text="local")
    published_precision = forms.ChoiceField(
        required=False,
        choices=[("", "unknown"), ("year", "year"), ("month", "month"), ("day", "day"), ("minute", "minute")],
        help_text="a known time makes it “minute”; “unknown” removes the date",
    )
    hand_back = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Hand back to the reader",
        help_text="Fields you or another editor set. A ticked one gets the reader's own value again.",
    )
    is_checked = forms.BooleanField(
        required=False, label="Checked", help_text="Takes the article out of review."
    )
    change_reason = forms.CharField(
        required=False, max_length=100, label="Why", help_text="Kept with the revision."
    )

    class Meta:
        model = Article
        fields = (
            "headline",
            "body",
            "caption",
            "byline",
            "source",
            "section",
            "place",
            "agency",
            "language",
            "original_url",
            "published_time",
            "published_timezone",
            "published_precision",
        )
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "body": forms.Textarea(attrs={"rows": 24, "cols": 80}),
            "caption": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "byline": forms.TextInput(attrs={"size": 60}),
            "original_url": forms.TextInput(attrs={"size": 60}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance
        if "published_date" in self.fields:
            self.fields["published_date"].initial = article.published_from
        if "hand_back" in self.fields:
            field = self.fields["hand_back"]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(name, name) for name in article.edited_fields]
        if "is_checked" in self.fields and article.status != Article.Status.IN_REVIEW:
            self.fields["is_checked"].disabled = True

    @staticmethod
    def read_fields_of(changed: Iterable[str]) -> set[str]:
        """The names of Article.READ_FIELDS that these form fields belong to."""
        names = {"published" if name in DATE_FIELDS else name for name in changed}
        return names & set(Article.READ_FIELDS)

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"].strip().lower()
        if not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
            raise forms.ValidationError("Two letters, such as az, or und for undetermined.")
        return language

    def clean_published_timezone(self) -> str:
        zone: str = self.cleaned_data["published_timezone"]
        if zone and zone not in zoneinfo.available_timezones():
            raise forms.ValidationError("Not a time zone. Give a name such as Asia/Baku.")
        return zone

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        date, time = given.get("published_date"), given.get("published_time")
        precision = given.get("published_precision", "")
        if time and not date:
            self.add_error("published_date", "A time needs its date.")
        elif date and not dt.date(1000, 1, 1) <= date <= dt.date(9998, 12, 31):
            self.add_error("published_date", "Not a year that a newspaper has.")
        elif precision == "minute" and date and not time:
            self.add_error("published_time", "Precise to the minute: say the time, or choose “day”.")
        elif not self.errors and set(DATE_FIELDS) & set(self.changed_data):
            if date and not precision and "published_precision" in self.changed_data:
                date = time = None
            self.instance.set_published(date, time, given.get("published_timezone", ""), precision or "day")
            self._take_over_date(given)
        return given

    def _take_over_date(self, given: dict[str, Any]) -> None:
        """The columns as set_published made them, for they are also fields of this form."""
        for name in ("published_time", "published_timezone", "published_precision"):
            given[name] = getattr(self.instance, name)


class ReasonForm(forms.Form):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "cols": 60}))
    close_original = forms.BooleanField(required=False, label="Close the raw page to the public as well")

    def __init__(self, *args: Any, can_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_close:
            self.fields["reason"].help_text = "Shown to readers on the article's page."
        else:
            del self.fields["close_original"]


class ImportForm(forms.Form):
    """One text and what is known about it."""

    text = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 20, "cols": 80}))
    file = forms.FileField(required=False, help_text="or a file, up to 5 MB")
    source = forms.CharField(required=False, max_length=200, help_text="a domain such as turan.az, or a name")
    section = forms.CharField(required=False, max_length=200)
    language = forms.RegexField("^[a-z]{2,3}$", required=False, help_text="such as az")
    timezone = forms.CharField(required=False, help_text="such as Asia/Baku")
    url = forms.URLField(required=False, assume_scheme="https", label="Original URL")
    published = forms.RegexField(
        r"^\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2})?)?)?$",
        required=False,
        help_text="such as 2020-10-31 19:19, 2020-10-31, 2020-10 or 2020",
    )

    def clean_timezone(self) -> str:
        zone: str = self.cleaned_data["timezone"]
        if zone and zone not in zoneinfo.available_timezones():
            raise forms.ValidationError("Not a time zone. Give a name such as Asia/Baku.")
        return zone

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(given.get("text")) == bool(given.get("file")) and "file" not in self.errors:
            raise forms.ValidationError("Paste a text or choose a file: one of the two.")
        return given

    def data_given(self) -> bytes:
        if file := self.cleaned_data.get("file"):
            return file.read(MAX_BYTES + 1)
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").encode()  # browsers send every line end as \r\n

    def hints(self) -> Hints:
        file = self.cleaned_data.get("file")
        known = {
            name: self.cleaned_data[name]
            for name in ("source", "section", "language", "timezone", "url", "published")
        }
        return Hints(path=file.name if file else "pasted text", **known)
