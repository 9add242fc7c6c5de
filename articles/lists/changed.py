"""What outlets changed after publication, and which of their pages are gone: by source and time."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.lists.filters import DayFilter, ListForm, SlugsFilter
from articles.lists.paging import Pages
from articles.models import Article, Source, TextChange, Vanished
from articles.text.difference import Change, Difference, Stretch, difference_of, is_change
from articles.text.sameness import TEXT

SIZE = 20  # of a page
MOST = 10_000  # that pages lead to; dates lead to older ones
SHOWN = 3  # places of a text where something was changed
AROUND = 90  # letters beside a change
LONGEST = 500  # letters of one change
TOLD = 12  # numbers and names
KEPT = 600  # seconds
COMPARED = 40_000  # letters of a text that are compared for a list; its own page shows all

WHAT = {
    "changed": _("Changed"),
    "mended": _("Mended"),
    "gone": _("Gone"),
}


class ChangeFilter(django_filters.FilterSet):
    """What may be asked of the list: which kind, of which sources, when that was first seen."""

    what = django_filters.ChoiceFilter(label=_("What"), choices=list(WHAT.items()))
    source = SlugsFilter(label=_("Source"), rows=Source.objects.public(), unknown=_("Source unknown"))
    date_from = DayFilter(label=_("From"), last=False)
    date_to = DayFilter(label=_("To"), last=True)

    class Meta:
        model = TextChange
        fields: list[str] = []
        form = ListForm

    @classmethod
    def get_filters(cls) -> OrderedDict[str, django_filters.Filter]:
        filters = super().get_filters()
        return OrderedDict((name.removeprefix("date_"), filters[name]) for name in filters)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(label, message) for each thing asked that cannot be answered."""
        form = self.form
        return [
            (str(form.fields[name].label), str(message))
            for name, messages in form.errors.items()
            for message in messages
        ]

    @property
    def asked(self) -> Asked:
        """Only where there are no problems."""
        given = self.form.cleaned_data
        return Asked(
            given["what"] or "changed",
            tuple(int(one.key) for one in given["source"]),
            given["from"],
            given["to"],
        )


@dataclass(frozen=True)
class Asked:
    what: str = "changed"
    sources: Sequence[int] = ()  # 0: articles without one
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def when(self) -> Q:
        """Days of UTC."""
        found = Q()
        if self.first:
            found &= Q(seen_at__gte=dt.datetime.combine(self.first, dt.time(), dt.UTC))
        if self.last and self.last < dt.date.max:
            after = self.last + dt.timedelta(days=1)
            found &= Q(seen_at__lt=dt.datetime.combine(after, dt.time(), dt.UTC))
        return found

    def of_sources(self, column: str) -> Q:
        if not self.sources:
            return Q()
        found = Q(**{f"{column}__in": self.sources})
        return found | Q(**{f"{column}__isnull": True}) if 0 in self.sources else found


@dataclass(frozen=True)
class Passage:
    """Part of a text in which something was changed, with a little around it."""

    part: str  # headline, caption, body
    stretches: list[Stretch]


@dataclass(frozen=True)
class ChangeShown:
    """``told`` are numbers and names that changed; ``passages`` say where, the headline first."""

    article: Article
    seen_at: dt.datetime
    is_substance: bool
    before: str  # SHA-256
    after: str
    told: list[Stretch]
    passages: list[Passage]
    more: int  # places that are not among the passages


@dataclass(frozen=True)
class GoneShown:
    article: Article
    seen_at: dt.datetime


def changes(asked: Asked) -> QuerySet[TextChange]:
    """The newest first, without the texts."""
    rows = TextChange.objects.public().filter(asked.when, asked.of_sources("article__source"))
    return rows.filter(is_substance=asked.what != "mended").order_by("-seen_at", "-pk")


def gone(asked: Asked) -> QuerySet[Vanished]:
    """Addresses that readers may see an article of, each once: as it was told first."""
    shown = Article.objects.public().filter(asked.of_sources("source"), address=OuterRef("address"))
    earlier = Vanished.objects.filter(
        Q(seen_at__lt=OuterRef("seen_at")) | Q(seen_at=OuterRef("seen_at"), pk__lt=OuterRef("pk")),
        address=OuterRef("address"),
    )
    return Vanished.objects.filter(asked.when, Exists(shown), ~Exists(earlier)).order_by("-seen_at", "-pk")


def total_of(asked: Asked) -> int:
    """At most as many as pages lead to."""
    rows: QuerySet[Any] = gone(asked) if asked.what == "gone" else changes(asked)
    return rows[:MOST].count()


def part_of(asked: Asked, pages: Pages) -> list[ChangeShown] | list[GoneShown]:
    """What stands on one page."""
    if asked.what == "gone":
        return gone_shown(gone(asked)[pages.start : pages.end], asked)
    return changes_shown(changes(asked)[pages.start : pages.end])


def changes_shown(rows: QuerySet[TextChange]) -> list[ChangeShown]:
    related = rows.select_related("article__source", "before__original", "after__original").defer(
        "article__body",
        *(f"{side}__original__compressed" for side in ("before", "after")),
        *(f"{side}__{name}" for side in ("before", "after") for name in ("evidence", "roles")),
    )
    return [change_shown(row) for row in related]


def change_shown(row: TextChange) -> ChangeShown:
    said = [
        {name: (one.fields.get(name) or "")[:COMPARED] for name in TEXT} for one in (row.before, row.after)
    ]
    found = difference_of(*said)
    passages = [*passages_of(found)]
    return ChangeShown(
        article=row.article,
        seen_at=row.seen_at,
        is_substance=row.is_substance,
        before=row.before.original.sha256,
        after=row.after.original.sha256,
        told=found.told[:TOLD],
        passages=passages[:SHOWN],
        more=max(0, len(passages) - SHOWN),
    )


def passages_of(difference: Difference) -> Iterator[Passage]:
    """The headline whole, and of the rest each place where something was changed."""
    for name, part in difference.parts.items():
        if not is_change(part):
            continue
        if name == "headline":
            yield Passage(name, [piece for one in part for piece in bare(shortened(one))])
            continue
        for start, end in places_of(part):
            before = part[start - 1].text if start else ""
            behind = part[end].text if end < len(part) else ""
            yield Passage(name, [
                *([Stretch(tail_of(before), Change.SAME)] if before else []),
                *(piece for one in part[start:end] for piece in bare(shortened(one))),
                *([Stretch(head_of(behind), Change.SAME)] if behind else []),
            ])  # fmt: skip


def places_of(part: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """From and to of stretches that were changed side by side."""
    start = None
    for n, one in enumerate(part):
        if one.change is Change.SAME:
            if start is not None:
                yield start, n
            start = None
        elif start is None:
            start = n
    if start is not None:
        yield start, len(part)


def tail_of(text: str) -> str:
    if len(text) <= AROUND:
        return text
    cut = text[-AROUND:]
    return f"… {cut[cut.find(' ') + 1 :]}" if " " in cut[:-1] else f"…{cut}"


def head_of(text: str) -> str:
    if len(text) <= AROUND:
        return text
    cut = text[:AROUND]
    return f"{cut[: cut.rfind(' ')]} …" if " " in cut[1:] else f"{cut}…"


def bare(one: Stretch) -> Iterator[Stretch]:
    """What was changed without the blanks before it, which are marked in no text."""
    text = one.text.lstrip()
    if one.change is not Change.SAME and len(text) < len(one.text):
        yield Stretch(one.text[: len(one.text) - len(text)], Change.SAME)
        one = one._replace(text=text)
    if one.text:
        yield one


def shortened(one: Stretch) -> Stretch:
    return one if len(one.text) <= LONGEST else one._replace(text=one.text[:LONGEST] + "…")


def gone_shown(rows: Iterable[Vanished], asked: Asked) -> list[GoneShown]:
    """Of several articles from one address the first is shown."""
    told = list(rows)
    there = (
        Article.objects.public()
        .with_names()
        .filter(asked.of_sources("source"), address__in=[one.address for one in told])
    )
    first: dict[int | None, Article] = {}
    for article in there.order_by("pk").defer("body"):
        first.setdefault(article.address, article)
    return [GoneShown(first[one.address], one.seen_at) for one in told if one.address in first]


def sources_with_changes() -> list[Source]:
    """Those that the list can be narrowed to; looked for now and then, since that reads all changes."""
    found = cache.get_or_set("changes:sources", _source_ids, KEPT)
    return list(Source.objects.public().filter(pk__in=found or ()).order_by("name"))


def _source_ids() -> list[int]:
    changed = TextChange.objects.order_by().values_list("article__source", flat=True).distinct()
    gone = Vanished.objects.order_by().values("address")
    lost = Article.objects.filter(address__in=gone).order_by().values_list("source", flat=True).distinct()
    return sorted({pk for pk in (*changed, *lost) if pk})
