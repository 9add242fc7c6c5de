"""The parameters of the list pages: declared, validated and labelled here, and made into a Query."""

from __future__ import annotations

import datetime as dt
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.lists.named import in_language_shown
from articles.lists.wording import language_name
from articles.models import Article, Person, Place, Section, Source
from articles.models.people import Standing
from articles.search.parsing import LONGEST_TEXT
from articles.search.query import UNKNOWN, Query, Sort, Spelling
from articles.search.tree import Choice
from articles.text.periods import period_of

UNKNOWN_VALUE = "-"  # in an address: articles without a source, section or place; never a slug
MOST_VALUES = 50  # of one parameter

# What the parameters mean that can only be "1".
ANSWERS = {"undated": _("only undated articles"), "exact": _("words as typed")}

SPELLINGS = {
    Spelling.OTHER: _("other spellings of a name only"),
    Spelling.NEAR: _("also spellings that may be the same name"),
}

REPRINTS = {"all": _("each by itself"), "fold": _("below the first of theirs")}

# The facets; the parameter that leaves out what has a value of one is named after it.
NOT = "not_"
NAMES = ("source", "section", "language", "person", "place")

# The parameters whose names Python keeps for itself.
_PARAMETERS = {"date_from": "from", "date_to": "to"}

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,4})?")
_ID = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Chosen:
    """One value of a filter: as it stands in the address, as the index knows it, as readers do."""

    value: str
    key: int | str
    label: str


class ValuesField(forms.Field):
    """Any number of values of one parameter, cleaned to a list of Chosen in the order given."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[Chosen]:
        given = list(dict.fromkeys(text.strip() for text in value or [] if text.strip()))
        if len(given) > MOST_VALUES:
            raise ValidationError(gettext("At most %(count)d values can be chosen.") % {"count": MOST_VALUES})
        chosen = self.choose(given) if given else {}
        missing = [text for text in given if text not in chosen]
        if missing:
            raise ValidationError(
                [gettext("There is no “%(text)s” here.") % {"text": shortened(text)} for text in missing]
            )
        return [chosen[text] for text in given]

    def choose(self, given: list[str]) -> Mapping[str, Chosen]:
        """Those of the values that exist."""
        raise NotImplementedError


class SlugsField(ValuesField):
    """Rows named by their slugs, or UNKNOWN_VALUE for articles that have none."""

    def __init__(self, *, rows: models.QuerySet[Any], unknown: Promise, **options: Any) -> None:
        super().__init__(**options)
        self.rows = rows
        self.unknown = unknown

    def choose(self, given: list[str]) -> Mapping[str, Chosen]:
        slugs = [text for text in given if "\0" not in text]
        rows = list(self.rows.filter(slug__in=slugs))
        in_language_shown(rows)
        found = {row.slug: Chosen(row.slug, row.pk, row.name) for row in rows}
        found[UNKNOWN_VALUE] = Chosen(UNKNOWN_VALUE, UNKNOWN, str(self.unknown))
        return found


class LanguagesField(ValuesField):
    def choose(self, given: list[str]) -> Mapping[str, Chosen]:
        return {code: Chosen(code, code, language_name(code)) for code in given if _LANGUAGE.fullmatch(code)}


class PersonsField(ValuesField):
    """People by their numbers; one merged into another counts as that other."""

    def choose(self, given: list[str]) -> Mapping[str, Chosen]:
        ids = [int(text) for text in given if _ID.fullmatch(text)]
        people = list(Person.objects.filter(pk__in=ids).select_related("merged_into"))
        # By their own numbers: asked for those merged as well, SQLite would go through all people.
        live = Person.objects.filter(pk__in={person.live.pk for person in people})
        known = set(live.public().exclude(standing=Standing.REJECTED).values_list("pk", flat=True))
        return {
            str(person.pk): Chosen(str(person.pk), person.live.pk, person.live.name)
            for person in people
            if person.live.pk in known
        }


class DayField(forms.CharField):
    """A day, a month or a year, cleaned to its first day, or to its last."""

    def __init__(self, *, last: bool, **options: Any) -> None:
        super().__init__(**options)
        self.last = last

    def clean(self, value: Any) -> dt.date | None:
        text = super().clean(value)
        return day_of(text, self.last) if text else None


def day_of(text: str, last: bool) -> dt.date:
    """The first or last day of what ``period_of`` knows. Raises ValidationError."""
    period = period_of(text)
    if period is None:
        message = gettext("“%(text)s” is not a date; write 2020, 2020-10 or 2020-10-31.") % {
            "text": shortened(text)
        }
        raise ValidationError(message)
    return period.last if last else period.first


def shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


class SlugsFilter(django_filters.Filter):
    field_class = SlugsField


class LanguagesFilter(django_filters.Filter):
    field_class = LanguagesField


class PersonsFilter(django_filters.Filter):
    field_class = PersonsField


class DayFilter(django_filters.Filter):
    field_class = DayField


class ListForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and end and start > end:
            self.add_error("from", gettext("The first day is after the last."))
        return cleaned


class ArticleFilter(django_filters.FilterSet):
    """What may be asked of a list of articles. The engine answers: `query`, never `qs`, is the result."""

    q = django_filters.CharFilter(label=_("Words"), max_length=LONGEST_TEXT)
    source = SlugsFilter(label=_("Source"), rows=Source.objects.public(), unknown=_("Source unknown"))
    section = SlugsFilter(label=_("Section"), rows=Section.objects.public(), unknown=_("No section"))
    language = LanguagesFilter(label=_("Language"))
    person = PersonsFilter(label=_("Person"))
    place = SlugsFilter(label=_("Place"), rows=Place.objects.public(), unknown=_("No place"))
    not_source = SlugsFilter(
        label=_("Not this source"), rows=Source.objects.public(), unknown=_("Source unknown")
    )
    not_section = SlugsFilter(
        label=_("Not this section"), rows=Section.objects.public(), unknown=_("No section")
    )
    not_language = LanguagesFilter(label=_("Not this language"))
    not_person = PersonsFilter(label=_("Not this person"))
    not_place = SlugsFilter(label=_("Not this place"), rows=Place.objects.public(), unknown=_("No place"))
    date_from = DayFilter(label=_("From"), last=False)
    date_to = DayFilter(label=_("To"), last=True)
    undated = django_filters.ChoiceFilter(label=_("Undated"), choices=[("1", ANSWERS["undated"])])
    sort = django_filters.ChoiceFilter(
        label=_("Sort by"), choices=[(sort.value, sort.value) for sort in Sort]
    )
    spelling = django_filters.ChoiceFilter(
        label=_("Spelling"), choices=[(spelling.value, words) for spelling, words in SPELLINGS.items()]
    )
    exact = django_filters.ChoiceFilter(label=_("Exact"), choices=[("1", ANSWERS["exact"])])
    reprints = django_filters.ChoiceFilter(label=_("Reprints"), choices=list(REPRINTS.items()))

    class Meta:
        model = Article
        fields: list[str] = []
        form = ListForm

    @classmethod
    def get_filters(cls) -> OrderedDict[str, django_filters.Filter]:
        filters = super().get_filters()
        return OrderedDict((_PARAMETERS.get(name, name), filters[name]) for name in filters)

    @property
    def chosen(self) -> dict[str, list[Chosen]]:
        """The values of the facets, by parameter; those of a parameter that did not validate are left out."""
        return {name: self.form.cleaned_data.get(name, []) for name in NAMES}

    @property
    def excluded(self) -> dict[str, list[Chosen]]:
        """The values that articles must not have, by facet."""
        return {name: self.form.cleaned_data.get(f"{NOT}{name}", []) for name in NAMES}

    @property
    def answerable(self) -> bool:
        """Whether what is asked for is clear; in which order, and how shown, does not matter for that."""
        return not set(self.form.errors) - {"sort", "reprints"}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(label, message) for each thing asked that cannot be answered."""
        return [
            (self.label(name), str(message))
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    def label(self, parameter: str) -> str:
        return str(self.form.fields[parameter].label)

    @property
    def query(self) -> Query:
        """The question as it was asked; only where it is answerable."""
        asked, chosen = self.form.cleaned_data, self.chosen
        return Query(
            text=asked["q"],
            sources=_keys(chosen["source"]),
            sections=_keys(chosen["section"]),
            languages=tuple(str(value.key) for value in chosen["language"]),
            places=_keys(chosen["place"]),
            persons=_keys(chosen["person"]),
            date_from=asked["from"],
            date_to=asked["to"],
            undated=bool(asked["undated"]),
            sort=Sort(asked.get("sort") or Sort.RELEVANCE),
            exact=bool(asked["exact"]),
            spelling=Spelling(asked["spelling"]),
            excluded=tuple(
                Choice(name, tuple(dict.fromkeys(value.key for value in values)))
                for name, values in self.excluded.items()
                if values
            ),
        )


def _keys(chosen: Iterable[Chosen]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(value.key) for value in chosen))
