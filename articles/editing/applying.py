"""A Reading's fields → an Article's columns. What an editor has set is never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from articles.editing.vocabulary import Rows
from articles.fields import FIELDS, Field, Kind, columns_of
from articles.models import Article, Reading
from articles.reading.model import Hints, Item, Published
from articles.text.languages import UNDETERMINED

Fields = Mapping[str, Any]

_BY_NAME = {field.name: field for field in FIELDS}


def reading_of(article: Article, item: Item, reader_version: str, hints: Hints) -> Reading:
    """An unsaved Reading of the article's Original: what the reader said, kept word for word."""
    return Reading(
        article=article,
        original=article.original,
        item=item.number,
        reader_version=reader_version,
        hints=hints_as_json(hints),
        fields={
            **{field.name: _said(item, field) for field in FIELDS},
            "teasers": list(item.teasers),
        },
        evidence={
            name: evidence._asdict() | {"rule": evidence.rule.as_json()}
            for name, evidence in item.evidence.items()
        },
        roles=[line.role.value for line in item.lines],
        doubts=[doubt.as_json() for doubt in item.doubts],
        needs_review=item.needs_review,
    )


def hints_as_json(hints: Hints) -> dict[str, str]:
    return {name: value for name, value in asdict(hints).items() if value}


def apply_reading(
    article: Article,
    reading: Reading,
    *,
    only_empty: bool = False,
    names: Iterable[str] = Article.READ_FIELDS,
    rows: Rows | None = None,
) -> list[str]:
    """Set the article's fields from the reading, unsaved; returns the names of those that changed.

    Fields that an editor has set are left alone. ``only_empty``: so is every field that has a value, as on
    a re-import with new hints. ``rows`` are those that the same transaction has looked up already.
    """
    rows = rows or Rows()
    return [
        name
        for name in names
        if name not in article.edited_fields
        and name in reading.fields  # it may be older than the field
        and not (only_empty and not is_empty(article, name))
        and _set(article, _BY_NAME[name], reading.fields, rows)
    ]


def is_empty(article: Article, name: str) -> bool:
    """Whether nothing is known of this field."""
    value = getattr(article, columns_of(name)[0])
    return value in (None, "") or (_BY_NAME[name].kind is Kind.LANGUAGE and value == UNDETERMINED)


def _said(item: Item, field: Field) -> Any:
    """What the reader said of a field, as JSON."""
    value = getattr(item, field.name)
    return _published_as_json(value) if field.kind is Kind.DATE else value


def _published_as_json(published: Published | None) -> dict[str, str | None] | None:
    if published is None:
        return None
    return {
        "date": published.date.isoformat(),
        "time": published.time.isoformat() if published.time else None,
        "timezone": published.timezone,
        "precision": published.precision.value,
    }


# The row that the words of a field stand for.
_ROWS: dict[str, Callable[[Rows, Fields], Any]] = {
    "source": lambda rows, said: rows.source(said["source"], (said["published"] or {}).get("timezone") or ""),
    "section": lambda rows, said: rows.section(said["section"]),
    "place": lambda rows, said: rows.place(said["place"]),
}


def _set_published(article: Article, said: Fields) -> bool:
    def columns() -> tuple[Any, ...]:
        return (article.published_from, article.published_until, article.published_at)

    before = columns()
    when = said["published"]
    if when is None:
        article.set_published(None)
    else:
        article.set_published(
            dt.date.fromisoformat(when["date"]),
            dt.time.fromisoformat(when["time"]) if when["time"] else None,
            when["timezone"] or "",
            when["precision"],
        )
    return before != columns()


def _set(article: Article, field: Field, said: Fields, rows: Rows) -> bool:
    """Set one field as the reading says; whether that changed anything."""
    match field.kind:
        case Kind.DATE:
            return _set_published(article, said)
        case Kind.ROW:
            value = _ROWS[field.name](rows, said)
        case Kind.LANGUAGE:
            value = said[field.name][: field.longest] or UNDETERMINED
        case Kind.LINE | Kind.PARAGRAPHS:
            value = said[field.name][: field.longest]
    if getattr(article, field.name) == value:
        return False
    setattr(article, field.name, value)
    return True
