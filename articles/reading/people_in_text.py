"""The one door to the room that finds persons."""

from __future__ import annotations

from typing import Any

from articles.reading.model import PersonFound, PersonMention

try:
    from articles.names.document import find_persons
except ImportError:  # the room is being built

    def find_persons(fields: dict[str, str], language: str) -> tuple[Any, ...]:
        return ()


def persons_of(headline: str, caption: str, body: str, language: str) -> tuple[PersonFound, ...]:
    """Persons named in the fields of one item, with code-point offsets into each field."""
    fields = {"headline": headline, "caption": caption, "body": body}
    return tuple(
        PersonFound(
            name=person.name,
            names=tuple(person.names),
            mentions=tuple(PersonMention(*mention) for mention in map(_span, person.mentions)),
            extractor=person.extractor,
            version=person.version,
        )
        for person in find_persons({name: text for name, text in fields.items() if text}, language)
    )


def _span(mention: Any) -> tuple[str, int, int, str]:
    return mention.field, mention.start, mention.end, mention.surface
