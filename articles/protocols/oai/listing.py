"""The records between two moments, a part at a time; each part is a few steps in an index, however far on.

A record is an article that readers may see, or the notice that one is gone: withdrawn, or taken out when an
import was undone. First come the articles, in the order of their last change, then those taken out. One that
changes meanwhile moves behind everything that is still to come: it is given again, never left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeGuard

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.models import Article, Removal, Section, Source
from articles.protocols.oai.asking import OaiError, Place, Wanted

Rows = QuerySet[Any]
Row = Article | Removal

MOST_COUNTED = 20_000  # records of a list, of each table
KINDS = ("source", "section", "language")  # of sets


def part(wanted: Wanted, size: int) -> tuple[list[Row], Place | None, int]:
    """Rows at the place, the place behind them (None at the end), and how many in all; 0: very many.

    Raises OaiError where nothing matches.
    """
    place = wanted.place
    articles, removals = _articles(wanted), _removals(wanted)
    is_first = place == Place()
    total = _counted(articles, removals) if is_first else place.total
    found: list[Row] = []
    if not place.removed:
        found += _behind(articles, "updated_at", place)[: size + 1]
    if len(found) <= size:
        behind = place if place.removed else Place(removed=True)
        found += _behind(removals, "removed_at", behind)[: size + 1 - len(found)]
    if not found and is_first:
        raise OaiError("noRecordsMatch", _("Nothing was changed then, or there is no such set."))
    given = found[:size]
    if len(found) <= size:
        return given, None, total
    last = given[-1]
    return given, Place(is_removal(last), changed_at(last), last.pk, place.given + len(given), total), total


def one(public_id: str) -> Row | None:
    """The record of that public id; None where readers never knew of one."""
    return _known().filter(public_id=public_id).first() or Removal.objects.filter(public_id=public_id).first()


def changed_at(row: Row) -> dt.datetime:
    return row.removed_at if isinstance(row, Removal) else row.updated_at


def is_removal(row: Row) -> bool:
    return isinstance(row, Removal)


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
    rows = _known().filter(_between("updated_at", wanted))
    if not wanted.set:
        return rows
    kind, slug = _kind_of(wanted.set)
    return rows.filter(**{kind if kind == "language" else f"{kind}__slug": slug})


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


def _behind(rows: Rows, column: str, place: Place) -> Rows:
    rows = rows.order_by(column, "pk")
    if place.at is None:
        return rows
    return rows.filter(
        Q(**{f"{column}__gte": place.at}), Q(**{f"{column}__gt": place.at}) | Q(pk__gt=place.id)
    )
