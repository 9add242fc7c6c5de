"""A Reading's fields → an Article's columns. What an editor has set is never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from articles.editing.vocabulary import place_for, section_for, source_for
from articles.models import Article, Reading
from articles.reading.model import Hints, Item, Published
from articles.text.languages import UNDETERMINED

Fields = Mapping[str, Any]


def reading_of(article: Article, item: Item, reader_version: str, hints: Hints) -> Reading:
    """An unsaved Reading of the article's Original: what the reader said, kept word for word."""
    return Reading(
        article=article,
        original=article.original,
        item=item.number,
        reader_version=reader_version,
        hints=hints_as_json(hints),
        fields={
            "language": item.language,
            "source": item.source,
            "headline": item.headline,
            "caption": item.caption,
            "byline": item.byline,
            "place": item.place,
            "agency": item.agency,
            "section": item.section,
            "published": _published_as_json(item.published),
            "body": item.body,
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
) -> list[str]:
    """Set the article's fields from the reading, unsaved; returns the names of those that changed.

    Fields that an editor has set are left alone. ``only_empty``: so is every field that has a value, as on
    a re-import with new hints.
    """
    return [
        name
        for name in names
        if name not in article.edited_fields
        and not (only_empty and not is_empty(article, name))
        and _SETTERS[name](article, reading.fields)
    ]


def is_empty(article: Article, name: str) -> bool:
    """Whether nothing is known of this field."""
    if name == "published":
        return article.published_from is None
    if name == "language":
        return article.language == UNDETERMINED
    if name in ("source", "section", "place"):
        return getattr(article, f"{name}_id") is None
    return not getattr(article, name)


def _published_as_json(published: Published | None) -> dict[str, str | None] | None:
    if published is None:
        return None
    return {
        "date": published.date.isoformat(),
        "time": published.time.isoformat() if published.time else None,
        "timezone": published.timezone,
        "precision": published.precision.value,
    }


def _set(article: Article, name: str, value: Any) -> bool:
    if getattr(article, name) == value:
        return False
    setattr(article, name, value)
    return True


def _set_source(article: Article, fields: Fields) -> bool:
    timezone = (fields["published"] or {}).get("timezone") or ""
    return _set(article, "source", source_for(fields["source"], timezone))


def _set_published(article: Article, fields: Fields) -> bool:
    def columns() -> tuple[Any, ...]:
        return (article.published_from, article.published_until, article.published_at)

    before = columns()
    when = fields["published"]
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


def _text_setter(name: str, longest: int | None = None) -> Callable[[Article, Fields], bool]:
    return lambda article, fields: _set(article, name, fields[name][:longest])


_SETTERS: dict[str, Callable[[Article, Fields], bool]] = {
    "source": _set_source,
    "section": lambda article, fields: _set(article, "section", section_for(fields["section"])),
    "place": lambda article, fields: _set(article, "place", place_for(fields["place"])),
    "language": lambda article, fields: _set(article, "language", fields["language"][:8] or UNDETERMINED),
    "headline": _text_setter("headline"),
    "caption": _text_setter("caption"),
    "byline": _text_setter("byline"),
    "agency": _text_setter("agency", 200),
    "body": _text_setter("body"),
    "published": _set_published,
}
