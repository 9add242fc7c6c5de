"""A Reading's fields → an Article's columns. What an editor has set is never touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from articles.importing.vocabulary import place_for, section_for, source_for
from articles.models import Article, Original, Reading
from articles.reading.model import Item, Published


def reading_of(article: Article, original: Original, item: Item, reader_version: str) -> Reading:
    """An unsaved Reading: what the reader said, kept word for word."""
    return Reading(
        article=article,
        original=original,
        item=item.number,
        reader_version=reader_version,
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
        evidence={name: asdict(evidence) for name, evidence in item.evidence.items()},
        roles=[line.role.value for line in item.lines],
        doubts=list(item.doubts),
        needs_review=item.needs_review,
    )


def apply_item(article: Article, item: Item, *, only_empty: bool = False) -> list[str]:
    """Set the article's fields from the item; returns the names of those that changed.

    ``only_empty``: fields that have a value keep it, as on a re-import with new hints.
    """
    changed = []
    for name in Article.READ_FIELDS:
        if name in article.edited_fields or (only_empty and not is_empty(article, name)):
            continue
        if _SETTERS[name](article, item):
            changed.append(name)
    return changed


def is_empty(article: Article, name: str) -> bool:
    """Whether nothing is known of this field."""
    if name == "published":
        return article.published_from is None
    if name == "language":
        return article.language == "und"
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


def _set_text(name: str, longest: int | None = None) -> Callable[[Article, Item], bool]:
    return lambda article, item: _set(article, name, getattr(item, name)[:longest])


def _set_source(article: Article, item: Item) -> bool:
    timezone = (item.published.timezone if item.published else "") or ""
    return _set(article, "source", source_for(item.source, timezone))


def _set_published(article: Article, item: Item) -> bool:
    before = (article.published_from, article.published_until, article.published_at)
    when = item.published
    if when is None:
        article.set_published(None)
    else:
        article.set_published(when.date, when.time, when.timezone or "", when.precision.value)
    return before != (article.published_from, article.published_until, article.published_at)


_SETTERS: dict[str, Callable[[Article, Item], bool]] = {
    "source": _set_source,
    "section": lambda article, item: _set(article, "section", section_for(item.section)),
    "place": lambda article, item: _set(article, "place", place_for(item.place)),
    "language": lambda article, item: _set(article, "language", item.language[:8] or "und"),
    "headline": _set_text("headline"),
    "caption": _set_text("caption"),
    "byline": _set_text("byline"),
    "agency": _set_text("agency", 200),
    "body": _set_text("body"),
    "published": _set_published,
}
