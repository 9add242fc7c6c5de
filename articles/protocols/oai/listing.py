"""The records between two moments, a part at a time; each part is a few steps in an index, however far on.

A record is an article that readers may see, or the notice that one is gone: withdrawn, or taken out when an
import was undone. First come the articles, in the order of their last change; then those whose source,
section or place was renamed since, in the order of that; then those taken out. One that changes meanwhile is
given again, never left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeGuard

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from articles.models import Article, Removal, Section, Source
from articles.models import Place as City
from articles.protocols.oai.asking import OaiError, Place, Stage, Wanted

Rows = QuerySet[Any]
Renaming = tuple[dt.datetime, str, int]
Row = Article | Removal

MOST_COUNTED = 20_000  # records of a list, of each table
KINDS = ("source", "section", "language")  # of sets
FILED: Mapping[str, type[Source | Section | City]] = {"source": Source, "section": Section, "place": City}
ORDER = (Stage.ARTICLES, Stage.RENAMED, Stage.REMOVED)


def part(wanted: Wanted, size: int) -> tuple[list[Row], Place | None, int]:
    """Rows at the place, the place behind them (None at the end), and how many in all; 0: very many.

    Raises OaiError where nothing matches.
    """
    place = wanted.place
    is_first = place == Place()
    total = place.total
    renamings = _renamings(wanted)
    if is_first:
        renamed = (rows for _at, rows in _renamed(wanted, renamings))
        total = _counted(_articles(wanted).filter(_own_date()), _removals(wanted), *renamed)
    found: list[Row] = []
    for stage in ORDER[ORDER.index(place.stage) :]:
        if len(found) <= size:
            behind = place if stage is place.stage else Place(stage)
            most = size + 1 - len(found)
            found += islice(_rows(stage, wanted, behind, renamings, most), most)
    if not found and is_first:
        raise OaiError("noRecordsMatch", _("Nothing was changed then, or there is no such set."))
    given = found[:size]
    if len(found) <= size:
        return given, None, total
    last = given[-1]
    behind = Place(stage_of(last), changed_at(last), last.pk, place.given + len(given), total)
    return given, behind, total


def one(public_id: str) -> Row | None:
    """The record of that public id; None where readers never knew of one."""
    return _known().filter(public_id=public_id).first() or Removal.objects.filter(public_id=public_id).first()


def changed_at(row: Row) -> dt.datetime:
    """When its record became what it is: the article itself, or the name of what it is filed under."""
    if isinstance(row, Removal):
        return row.removed_at
    return max([row.updated_at, *renamings_of(row)])


def renamings_of(article: Article) -> list[dt.datetime]:
    filed = (getattr(article, kind) for kind in FILED)
    return [one.renamed_at for one in filed if one is not None and one.renamed_at is not None]


def stage_of(row: Row) -> Stage:
    if isinstance(row, Removal):
        return Stage.REMOVED
    return Stage.RENAMED if changed_at(row) > row.updated_at else Stage.ARTICLES


def is_shown(row: Row) -> TypeGuard[Article]:
    """Whether readers may see it; else its record says that it is gone."""
    return isinstance(row, Article) and row.is_public


def earliest() -> dt.datetime | None:
    """No record is older."""
    first = (
        _known().order_by("updated_at").values_list("updated_at", flat=True).first(),
        Removal.objects.order_by("removed_at").values_list("removed_at", flat=True).first(),
    )
    return min((moment for moment in first if moment), default=None)


def sets() -> list[tuple[str, str]]:
    """(its name in the protocol, its name for people) of those that have articles that readers may see."""
    found = []
    for kind, model in (("source", Source), ("section", Section)):
        public = Article.objects.public().filter(**{kind: OuterRef("pk")})
        rows = model._default_manager.filter(Exists(public)).order_by("slug").values_list("slug", "name")
        found += [(f"{kind}:{slug}", name) for slug, name in rows]
    return found + [(f"language:{code}", code) for code in _languages()]


def _languages() -> list[str]:
    """Step by step through the index: counting them all would read every article."""
    found: list[str] = []
    last = ""
    rows = Article.objects.public().order_by("language").values_list("language", flat=True)
    while (code := rows.filter(language__gt=last).first()) is not None:
        found.append(code)
        last = code
    return found


def sets_of(article: Article) -> Sequence[str]:
    return [
        *([f"source:{article.source.slug}"] if article.source else []),
        *([f"section:{article.section.slug}"] if article.section else []),
        f"language:{article.language}",
    ]


def _known() -> Rows:
    """All but those that are held back: of them nobody was ever told."""
    return (
        Article.objects.filter(held_for=None)
        .with_names()
        .defer("status_reason", "status_code", "edited_fields")
    )


def _articles(wanted: Wanted) -> Rows:
    return _of_set(_known().filter(_between("updated_at", wanted)), wanted)


def _own_date() -> Q:
    """That nothing it is filed under was renamed after the article's own last change."""
    found = Q()
    for kind in FILED:
        column = f"{kind}__renamed_at"
        found &= Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": F("updated_at")})
    return found


def _renamings(wanted: Wanted) -> list[Renaming]:
    """When something was renamed, what kind of thing, and which; the first first. One query."""
    first, *others = (
        model._default_manager.filter(_between("renamed_at", wanted), renamed_at__isnull=False)
        .order_by()
        .annotate(kind=Value(kind))
        .values_list("renamed_at", "kind", "pk")
        for kind, model in FILED.items()
    )
    return sorted(first.union(*others, all=True))


def _renamed(wanted: Wanted, renamings: Iterable[Renaming]) -> Iterator[tuple[dt.datetime, Rows]]:
    """The articles that have their date of each renaming."""
    for at, kind, pk in renamings:
        rows = _known().filter(**{kind: pk}, updated_at__lt=at)
        for other in FILED.keys() - {kind}:
            column = f"{other}__renamed_at"
            rows = rows.filter(Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lt": at}))
        yield at, _of_set(rows, wanted)


def _of_set(rows: Rows, wanted: Wanted) -> Rows:
    if not wanted.set:
        return rows
    kind, slug = _kind_of(wanted.set)
    if kind == "language":
        return rows.filter(language=slug)
    # By its number, not by a join: in an index of it and the date its articles stand in the order wanted.
    of_slug = FILED[kind]._default_manager.filter(slug=slug).order_by()
    return rows.filter(**{kind: of_slug.values("pk")[:1]})


def _removals(wanted: Wanted) -> Rows:
    back = Article.objects.filter(public_id=OuterRef("public_id"))
    rows = Removal.objects.filter(_between("removed_at", wanted), ~Exists(back))
    if not wanted.set:
        return rows
    kind, slug = _kind_of(wanted.set)
    return rows.filter(**{kind: slug})


def _counted(*some: Rows) -> int:
    """How many rows; 0 where they are so many that counting would keep the harvester waiting."""
    counts = [rows.order_by().values("pk")[: MOST_COUNTED + 1].count() for rows in some]
    return 0 if max(counts) > MOST_COUNTED else sum(counts)


def _kind_of(of_set: str) -> tuple[str, str]:
    kind, _colon, slug = of_set.partition(":")
    if kind not in KINDS or not slug.isprintable():  # no name of a set; databases refuse some of it
        raise OaiError("noRecordsMatch", _("There is no such set."))
    return kind, slug


def _between(column: str, wanted: Wanted) -> Q:
    found = Q()
    if wanted.since:
        found &= Q(**{f"{column}__gte": wanted.since})
    if wanted.before:
        found &= Q(**{f"{column}__lt": wanted.before})
    return found


def _rows(
    stage: Stage, wanted: Wanted, place: Place, renamings: Iterable[Renaming], most: int
) -> Iterator[Row]:
    """Of one stage, behind the place; no question to the database asks for more than `most`."""
    match stage:
        case Stage.ARTICLES:
            yield from _behind(_articles(wanted).filter(_own_date()), "updated_at", place)[:most]
        case Stage.REMOVED:
            yield from _behind(_removals(wanted), "removed_at", place)[:most]
        case Stage.RENAMED:
            for at, rows in _renamed(wanted, renamings):
                if place.at is None or at >= place.at:
                    after = place.id if at == place.at else 0
                    yield from rows.filter(pk__gt=after).order_by("pk")[:most]


def _behind(rows: Rows, column: str, place: Place) -> Rows:
    rows = rows.order_by(column, "pk")
    if place.at is None:
        return rows
    return rows.filter(
        Q(**{f"{column}__gte": place.at}), Q(**{f"{column}__gt": place.at}) | Q(pk__gt=place.id)
    )
