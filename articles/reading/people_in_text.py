"""The one door to the room that finds persons."""

from __future__ import annotations

from articles.names.document import find_persons
from articles.reading.model import PersonFound, PersonMention


def persons_of(headline: str, caption: str, body: str, language: str) -> tuple[PersonFound, ...]:
    """Persons named in the fields of one item, with code-point offsets into each field."""
    fields = {"headline": headline, "caption": caption, "body": body}
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
        for person in find_persons({name: text for name, text in fields.items() if text}, language)
    )
