"""A Page as plain values for JSON, one dict per item."""

from __future__ import annotations

from typing import Any

from articles.reading.model import Item, Page, PersonFound, Published


def page_to_dicts(page: Page, file: str) -> list[dict[str, Any]]:
    """One dict per item; text fields the page does not state are None, ``body`` is always a string."""
    return [_item(page, item, file) for item in page.items]


def _item(page: Page, item: Item, file: str) -> dict[str, Any]:
    return {
        "file": file,
        "item": item.number,
        "sha256": page.sha256,
        "encoding": page.encoding,
        "language": item.language,
        "source": item.source or None,
        "headline": item.headline or None,
        "caption": item.caption or None,
        "byline": item.byline or None,
        "place": item.place or None,
        "agency": item.agency or None,
        "section": item.section or None,
        "published": _published(item.published),
        "body": item.body,
        "teasers": list(item.teasers),
        "persons": [_person(person) for person in item.persons],
        "lines": [{"n": line.n, "role": line.role.value, "text": line.text} for line in item.lines],
        "evidence": {
            name: {"lines": list(each.lines), "rule": each.rule, "start": each.start, "end": each.end}
            for name, each in item.evidence.items()
        },
        "doubts": list(item.doubts),
        "needs_review": item.needs_review,
        "reader_version": page.reader_version,
    }


def _published(published: Published | None) -> dict[str, Any] | None:
    if published is None:
        return None
    return {
        "date": published.date.isoformat(),
        "time": published.time.strftime("%H:%M") if published.time else None,
        "timezone": published.timezone,
        "precision": published.precision.value,
    }


def _person(person: PersonFound) -> dict[str, Any]:
    """``spans`` are the mentions in the body; ``mentions`` are those of all fields."""
    return {
        "name": person.name,
        "spans": [[each.start, each.end] for each in person.mentions if each.field == "body"],
        "names": list(person.names),
        "mentions": [
            {"field": each.field, "start": each.start, "end": each.end, "surface": each.surface}
            for each in person.mentions
        ],
    }
