"""The forms of the admin's article pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.filed import check_zone
from articles.fields import FIELDS, Field, Kind
from articles.importing.hints import HINTS, checked_hint
from articles.models import Article
from articles.reading.model import Hints
from articles.reading.stages.decoding import MAX_BYTES
from articles.text.addresses import as_address
from articles.text.periods import YEARS, period_of
from articles.wording.parts import part_word


class StoredText(forms.CharField):
    """A text that a browser sends back with other line ends, and Django without the blanks at its ends,
    though nobody touched it: only what differs otherwise is a change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and self.as_sent(initial or "") != self.as_sent(data or "")

    def as_sent(self, text: str) -> str:
        """The text without what an input does to it."""
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class OneLine(StoredText):
    """A text without line breaks."""

    def to_python(self, value: Any) -> str:
        return self.as_sent(super().to_python(value) or "")

    def as_sent(self, text: str) -> str:
        return " ".join(text.split())


class Paragraphs(StoredText):
    """Paragraphs separated by one blank line, however many were typed."""

    def to_python(self, value: Any) -> str:
        text = self.as_sent(super().to_python(value) or "")
        return "\n\n".join(part.strip() for part in re.split(r"\n(?:[^\S\n]*\n)+", text))


class DayField(forms.DateField):
    """A day, or the first of a month or year, in the one grammar of all date fields."""

    def to_python(self, value: Any) -> dt.date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        period = period_of(value)
        if period is None:
            raise forms.ValidationError(_("Not a date. Write 2020-10-31, 2020-10 or 2020."))
        return period.first


TEXTS: dict[Kind, type[StoredText]] = {Kind.LINE: OneLine, Kind.PARAGRAPHS: Paragraphs}
# What makes up the one field of a date: a day, which this form asks for, and columns.
DATE_FIELDS = ("published_date", "published_time", "published_timezone", "published_precision")
FIRST = ("headline", "body")  # what is corrected most


def given_for(fields: Iterable[Field]) -> list[str]:
    """The form's fields that a person fills in for these."""
    given: list[str] = []
    for field in sorted(fields, key=lambda field: (*FIRST, field.name).index(field.name)):
        given += DATE_FIELDS if field.kind is Kind.DATE else [field.name]
    return given


def _inputs() -> dict[str, forms.Widget]:
    """The inputs of texts, each in the direction of what stands in it."""
    return {
        field.name: forms.TextInput(attrs={"dir": "auto"})
        if field.rows == 1
        else forms.Textarea(attrs={"rows": field.rows, "dir": "auto"})
        for field in FIELDS
        if field.kind in TEXTS
    }


class ArticleForm(forms.ModelForm):
    """An article's fields; the four columns of its date are one field to the archive.

    ``seen`` is the state that the editor saw: a form sent after somebody else's change is refused, for it
    would silently undo that.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    published_date = DayField(
        required=False,
        label=gettext_lazy("Published date"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("local; 2020-10-31, 31.10.2020, 2020-10 or 2020"),
    )
    published_time = forms.TimeField(
        required=False,
        label=gettext_lazy("Published time"),
        widget=AdminTimeWidget,
        help_text=gettext_lazy("local"),
    )
    published_precision = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Published precision"),
        choices=[
            ("", gettext_lazy("unknown")),
            ("year", gettext_lazy("year")),
            ("month", gettext_lazy("month")),
            ("day", gettext_lazy("day")),
            ("minute", gettext_lazy("minute")),
        ],
        help_text=gettext_lazy("a known time makes it “minute”; “unknown” removes the date"),
    )
    hand_back = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Hand back to the reader"),
        help_text=gettext_lazy(
            "Fields you or another editor set. A ticked one gets the reader's own value again."
        ),
    )
    is_checked = forms.BooleanField(
        required=False,
        label=gettext_lazy("Checked"),
        help_text=gettext_lazy("Takes the article out of review."),
    )
    change_reason = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept with the revision."),
    )

    class Meta:
        model = Article
        fields = (*(name for name in given_for(FIELDS) if name != "published_date"), "original_url")
        field_classes = {
            **{field.name: TEXTS[field.kind] for field in FIELDS if field.kind in TEXTS},
            "original_url": OneLine,
        }
        widgets = {**_inputs(), "original_url": forms.TextInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance
        if "seen" in self.fields:
            self.fields["seen"].initial = _state(article)
        if "published_date" in self.fields:
            self.fields["published_date"].initial = article.published_from
        if "hand_back" in self.fields:
            field = self.fields["hand_back"]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(name, part_word(name)) for name in article.edited_fields]
        if "is_checked" in self.fields and article.status != Article.Status.IN_REVIEW:
            self.fields["is_checked"].disabled = True

    def is_multipart(self) -> bool:
        """Always: otherwise a long text in Cyrillic is sent as three times its size, and refused."""
        return True

    @staticmethod
    def read_fields_of(changed: Iterable[str]) -> set[str]:
        """The names of Article.READ_FIELDS that these form fields belong to."""
        names = {"published" if name in DATE_FIELDS else name for name in changed}
        return names & set(Article.READ_FIELDS)

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"].strip().lower()
        if not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
            raise forms.ValidationError(_("Two letters, such as az, or und for undetermined."))
        return language

    def clean_original_url(self) -> str:
        url: str = self.cleaned_data["original_url"]
        if url and "original_url" in self.changed_data and as_address(url) is None:
            raise forms.ValidationError(_("Not an address on the web. Give one such as https://turan.az/1."))
        return url

    def clean_published_timezone(self) -> str:
        return check_zone(self.cleaned_data["published_timezone"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("seen", "") != _state(self.instance):
            raise forms.ValidationError(
                _(
                    "This article was changed while you were looking at it. Nothing of yours is saved yet: "
                    "open the page anew, so as not to undo that, and enter your changes there."
                )
            )
        for name, field in self.fields.items():
            if isinstance(field, StoredText) and name not in self.changed_data:
                given[name] = getattr(self.instance, name)
        date, time = given.get("published_date"), given.get("published_time")
        precision = self._precision(given)
        if time and not date:
            self.add_error("published_date", _("A time needs its date."))
        elif time and self._typed() in ("month", "year"):
            self.add_error("published_date", _("A time needs its day."))
        elif date and date.year not in YEARS:
            self.add_error("published_date", _("Not a year that a newspaper has."))
        elif precision == "minute" and date and not time:
            self.add_error("published_time", _("Precise to the minute: say the time, or choose “day”."))
        elif not self.errors and set(DATE_FIELDS) & set(self.changed_data):
            if date and not precision and "published_precision" in self.changed_data:
                date = time = None
            self.instance.set_published(date, time, given.get("published_timezone", ""), precision or "day")
            self._take_over_date(given)
        return given

    def _precision(self, given: dict[str, Any]) -> str:
        """As chosen; where a month or a year was typed and nothing chosen, that."""
        typed = self._typed()
        if typed in ("month", "year") and "published_precision" not in self.changed_data:
            return typed
        chosen: str = given.get("published_precision", "")
        return chosen

    def _typed(self) -> str:
        """How precise a date was typed; "" where it was left alone."""
        period = period_of(str(self.data.get(self.add_prefix("published_date"), "")))
        return period.precision if period and "published_date" in self.changed_data else ""

    def _take_over_date(self, given: dict[str, Any]) -> None:
        """The columns as set_published made them, for they are also fields of this form."""
        for name in ("published_time", "published_timezone", "published_precision"):
            given[name] = getattr(self.instance, name)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
    close_original = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Close the raw page to the public as well"),
        help_text=gettext_lazy("Otherwise anyone can still read the whole text there."),
    )

    def __init__(self, *args: Any, can_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_close:
            self.fields["reason"].help_text = _("For editors; readers see only that it was withdrawn.")
        else:
            del self.fields["close_original"]


class HintField(forms.CharField):
    """What is known about a text, checked as for the commands and the manifest."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.name = name

    def clean(self, value: Any) -> str:
        try:
            return checked_hint(self.name, super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(f"{error}.") from error


class ImportForm(forms.Form):
    """One text and what is known about it."""

    text = forms.CharField(
        required=False,
        label=gettext_lazy("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )
    file = forms.FileField(
        required=False, label=gettext_lazy("File"), help_text=gettext_lazy("or a file, up to 5 MB")
    )
    source = HintField(
        "source", label=gettext_lazy("Source"), help_text=gettext_lazy("a domain such as turan.az, or a name")
    )
    section = HintField("section", label=gettext_lazy("Section"))
    language = HintField("language", label=gettext_lazy("Language"), help_text=gettext_lazy("such as az"))
    timezone = HintField(
        "timezone", label=gettext_lazy("Timezone"), help_text=gettext_lazy("such as Asia/Baku")
    )
    url = HintField("url", label=gettext_lazy("Original URL"))
    published = HintField(
        "published",
        label=gettext_lazy("Published"),
        help_text=gettext_lazy("such as 2020-10-31 19:19, 2020-10-31, 2020-10 or 2020"),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(count)s bytes.") % {"count": f"{MAX_BYTES:,}"}
            )
        return file

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(given.get("text")) == bool(given.get("file")) and "file" not in self.errors:
            raise forms.ValidationError(_("Paste a text or choose a file: one of the two."))
        return given

    def data_given(self) -> bytes:
        if file := self.cleaned_data.get("file"):
            return file.read(MAX_BYTES + 1)
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").encode()  # browsers send every line end as \r\n

    def hints(self) -> Hints:
        file = self.cleaned_data.get("file")
        known = {name: self.cleaned_data[name] for name in HINTS}
        return Hints(path=file.name if file else "pasted text", **known)


class RunHintsForm(forms.Form):
    """What is known by now about all that an import run brought."""

    source = HintField(
        "source", label=gettext_lazy("Source"), help_text=gettext_lazy("a domain such as turan.az, or a name")
    )
    section = HintField("section", label=gettext_lazy("Section"))
    language = HintField("language", label=gettext_lazy("Language"), help_text=gettext_lazy("such as az"))
    timezone = HintField(
        "timezone", label=gettext_lazy("Timezone"), help_text=gettext_lazy("such as Asia/Baku")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(given.values()) and not self.errors:
            raise forms.ValidationError(_("Say what is known: one of these at least."))
        return given

    def hints(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


def _state(article: Article) -> str:
    """Tells one state of an article from the next."""
    return article.updated_at.isoformat() if article.updated_at else ""
