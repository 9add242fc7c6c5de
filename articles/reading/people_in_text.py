"""The one door to the room that finds persons."""

from __future__ import annotations

from articles.names.document import find_persons
from articles.names.known import KnownNames
from articles.reading.model import PersonFound, PersonMention


def persons_of(
    headline: str, caption: str, body: str, language: str, known: KnownNames | None
) -> tuple[PersonFound, ...]:
    """Persons named in the fields of one item, with code-point offsets into each field."""
    texts = {"headline": headline, "caption": caption, "body": body}
    fields = {name: text for name, text in texts.items() if text}
    return tuple(
        PersonFound(
            name=person.name,
            names=tuple(person.names),
            mentions=tuple(
                PersonMention(mention.field, mention.start, mention.end, mention.surface)
                for mention in person.mentions
            ),
            extractor=person.extractor,
            version=person.version,
        )
        for person in find_persons(fields, language, known)
    )
