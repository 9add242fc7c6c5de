"""What waits for an editor, by reason: counted, narrowed as lists are, and walked one by one. No request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.desk.counting import InHand, InTable, Waiting
from articles.lists.asking import ActiveFilter, Asked
from articles.lists.filters import UNKNOWN_VALUE, ArticleFilter
from articles.lists.links import ListAddress
from articles.lists.paging import Pages
from articles.lists.parameters import Parameters, last_value
from articles.lists.wording import language_name
from articles.models import Article, ImportEntry, ImportRun, Reprint, ReviewReason, Section, Source
from articles.models.reviewing import NO_DATE, WITHOUT_DOUBT
from articles.search.find import ids_found
from articles.search.query import UNKNOWN
from articles.wording.codes import kind_worded

PAGE_SIZE = 50
VALUES = 12  # of one way to narrow
RUNS = 8  # the newest
SURE = 0.75  # two texts that are alike from here on are reprints, and nobody need be asked
OWN = ("reason", "run", "age")  # parameters of queues, beside those of all lists
_KEPT_BESIDE = ("source", "section", "language")  # each reason, by the database

# The first part of a code, by the field it is about; in the order of the page.
FIELDS: Mapping[str, Promise] = {
    "date": _("Date"),
    "headline": _("Headline"),
    "body": _("Text"),
    "lead": _("Text"),
    "page": _("Text"),
    "bytes": _("Text"),
    "section": _("Section"),
    "time": _("Section"),
    "language": _("Language"),
    "version": _("Versions"),
    "withdrawn": _("Like something withdrawn"),
}
OTHERS = _("Others")
NAMES: Mapping[str, Promise] = {
    NO_DATE: _("no date"),
    WITHOUT_DOUBT: _("sent to review without a doubt of the reader"),
    "other": _("a doubt in words"),
}
AGES: Mapping[str, tuple[Promise, int]] = {  # days since the archive got it, at least
    "day": (_("for a day or longer"), 1),
    "week": (_("for a week or longer"), 7),
    "month": (_("for a month or longer"), 30),
    "year": (_("for a year or longer"), 365),
}


@dataclass(frozen=True)
class Reason:
    code: str
    words: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Value:
    """One way to narrow a queue."""

    label: str
    count: int | None
    address: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    values: list[Any]
    count: int = 0


def doubtful_reprints() -> QuerySet[Reprint]:
    """Pairs that the machine found and nobody decided about, the least alike first."""
    rows = Reprint.objects.filter(state=Reprint.State.FOUND, similarity__lt=SURE)
    return rows.order_by("similarity", "pk")


def words_of(code: str) -> str:
    return str(NAMES.get(code) or kind_worded(code))


def field_of(code: str) -> str:
    return str(FIELDS.get(code.partition(".")[0], OTHERS))


class Queue:
    """A queue as an address asks for it. Raises IndexMissing where words are asked for and there is none."""

    def __init__(self, parameters: Parameters, *, shows_closed: bool = True) -> None:
        self.shows_closed = shows_closed
        self.asked = Asked(parameters)
        self.reason = last_value(parameters, "reason")[:40]
        run = last_value(parameters, "run")
        self.run = int(run) if run.isascii() and run.isdigit() and len(run) < 19 else 0
        self.age = last_value(parameters, "age") if last_value(parameters, "age") in AGES else ""
        kept = {*ArticleFilter.base_filters, *OWN} - {"sort"}
        self.address = ListAddress(parameters, reverse("desk:queue")).only(kept)

    @cached_property
    def waiting(self) -> Waiting:
        """The reasons of the queue. Raises IndexMissing."""
        if not self.asked.answerable:
            return InTable(ReviewReason.objects.none())
        query = self.asked.query
        others = any(choice.field not in _KEPT_BESIDE for choice in query.excluded)
        if query.text or query.persons or query.places or others:
            return InHand(self._by_columns(), set(ids_found(self.asked.resolved)), self.reason)
        return InTable(self._by_columns(), self.reason)

    def _by_columns(self) -> QuerySet[ReviewReason]:
        """Narrowed by all but what only the engine can tell."""
        rows: QuerySet[ReviewReason] = ReviewReason.objects.order_by()
        if not self.shows_closed:
            rows = rows.exclude(article__in=Article.objects.filter(held_for__isnull=False).order_by())
        query = self.asked.query
        given = {"source": query.sources, "section": query.sections, "language": query.languages}
        for column, values in given.items():
            if values:
                rows = rows.filter(_among(column, values))
        for choice in query.excluded:
            if choice.field in _KEPT_BESIDE:
                rows = rows.exclude(_among(choice.field, choice.values))
        if query.undated:
            rows = rows.filter(published_from=None)
        else:
            if query.date_from:
                rows = rows.filter(published_until__gt=query.date_from)
            if query.date_to:
                rows = rows.filter(published_from__lte=query.date_to)
        if self.age:
            rows = rows.filter(since__lte=timezone.now() - dt.timedelta(days=AGES[self.age][1]))
        if self.run:
            rows = rows.filter(article__in=ImportEntry.objects.filter(run=self.run).values("article"))
        return rows

    @property
    def ids(self) -> Any:
        """Its articles' ids, the longest here first; to be cut like a list."""
        return self.waiting.ids

    @property
    def total(self) -> int:
        return self.waiting.total

    def after(self, pk: int) -> int | None:
        """The article that comes after that one; the first where none does, None where nothing is left."""
        return self.waiting.after(pk)

    def reasons(self) -> list[Group]:
        """What waits under the same filters, by field."""
        counted = self.waiting.reasons()
        by_field: dict[str, list[Reason]] = {}
        for code, count in sorted(counted.items(), key=lambda one: -one[1]):
            address = str(self.address.setting(reason=code))
            found = Reason(code, words_of(code), count, address, code == self.reason)
            by_field.setdefault(field_of(code), []).append(found)
        order = [*dict.fromkeys(map(str, FIELDS.values())), str(OTHERS)]
        return [
            Group(label, by_field[label], sum(one.count for one in by_field[label]))
            for label in order
            if label in by_field
        ]

    def narrower(self) -> list[Group]:
        """Further filters of the queue, each with what it would leave."""
        groups = [
            self._rows_group("source", Source, ArticleFilter.base_filters["source"].label),
            self._rows_group("section", Section, ArticleFilter.base_filters["section"].label),
            Group(
                str(ArticleFilter.base_filters["language"].label),
                [
                    self._value("language", code, language_name(code), count)
                    for code, count in self.waiting.values("language", VALUES)
                ],
            ),
            Group(
                str(_("Here")),
                [self._value("age", age, str(words), None) for age, (words, _days) in AGES.items()],
            ),
            Group(
                str(_("Import run")),
                [
                    self._value("run", str(run.pk), f"{run.pk}, {run.started_at:%Y-%m-%d}", None)
                    for run in ImportRun.objects.only("pk", "started_at")[:RUNS]
                ],
            ),
        ]
        return [group for group in groups if len(group.values) > 1]

    def _rows_group(self, name: str, model: type[Source | Section], label: Any) -> Group:
        counted = self.waiting.values(name, VALUES)
        rows: Mapping[int, Any] = model.objects.in_bulk([pk for pk, _count in counted if pk])
        values = [
            self._value(
                name,
                rows[pk].slug if pk in rows else UNKNOWN_VALUE,
                str(rows[pk]) if pk in rows else str(_("unknown")),
                count,
            )
            for pk, count in counted
        ]
        return Group(str(label), values)

    def _value(self, name: str, value: str, label: str, count: int | None) -> Value:
        chosen = (name, value) in self.address.pairs
        address = self.address.setting(**{name: "" if chosen else value})
        return Value(label, count, str(address), chosen)

    @cached_property
    def active(self) -> list[ActiveFilter]:
        """The filters in force, each with the address of the queue without it."""
        lists, here = reverse("articles"), self.address.path
        public = self.asked.active if self.asked.answerable else []
        return [
            *self._own(),
            *(ActiveFilter(one.label, one.value, one.without.replace(lists, here, 1)) for one in public),
        ]

    def _own(self) -> Iterable[ActiveFilter]:
        if self.reason:
            yield ActiveFilter(str(_("Reason")), words_of(self.reason), str(self.address.setting(reason="")))
        if self.run:
            yield ActiveFilter(str(_("Import run")), str(self.run), str(self.address.setting(run="")))
        if self.age:
            yield ActiveFilter(str(_("Here")), str(AGES[self.age][0]), str(self.address.setting(age="")))

    def page(self, asked: int | None) -> tuple[Pages, list[Article]]:
        """One page of its articles, each with its ``reasons_shown``; three questions to the database."""
        pages = Pages.of(asked, self.total, PAGE_SIZE)
        ids = list(self.ids[pages.start : pages.end])
        found = Article.objects.with_names().in_bulk(ids)
        reasons: dict[int, list[str]] = {}
        for pk, code in ReviewReason.objects.filter(article__in=ids).values_list("article", "code"):
            reasons.setdefault(pk, []).append(words_of(code))
        articles = [found[pk] for pk in ids if pk in found]
        for article in articles:
            article.reasons_shown = sorted(reasons.get(article.pk, []))  # type: ignore[attr-defined]
        return pages, articles


def _among(column: str, values: Collection[object]) -> Q:
    wanted = Q(**{f"{column}__in": [value for value in values if value != UNKNOWN]})
    return wanted | Q(**{f"{column}__isnull": True}) if UNKNOWN in values else wanted
