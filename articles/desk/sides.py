"""What tells one person from another, for two that stand side by side. No request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.editing.closed import Anyone, readable
from articles.models import Mention, Name, Person, Source
from articles.models.people import Standing
from articles.search.engine import Request
from articles.search.find import IndexMissing, reader
from articles.search.query import Query
from articles.search.tree import Choice

MENTIONS = 4
SPELLINGS = 30
FEW = 6  # sources, people
AROUND = 90  # letters on either side of a mention


@dataclass(frozen=True)
class InContext:
    mention: Mention
    before: str
    after: str


@dataclass(frozen=True)
class Side:
    """One of the two, by what is known of them."""

    person: Person
    names: Sequence[Name]
    mentions: Sequence[InContext]
    articles: int
    sources: Sequence[tuple[str, int]]
    company: Sequence[tuple[str, int]]
    years: str


def side_of(person: Person, user: Anyone) -> Side:
    """What the user may see of them.

    The same few questions, however often the person is mentioned; one of them is the engine's.
    """
    borne = (
        readable(person.names.all(), user).exclude(standing=Standing.REJECTED).order_by("text")[:SPELLINGS]
    )
    names = list({name.text: name for name in borne}.values())  # of several languages, shown once
    rows = readable(person.mentions.all(), user).exclude(status=Standing.REJECTED)
    rows = rows.select_related("article").order_by("-article")
    mentions = [in_context(mention) for mention in rows[:MENTIONS]]
    try:
        asked = Request(
            Query(),
            Choice("person", (person.pk,)),
            limit=0,
            facets=("source", "person"),
            facet_limit=FEW,
            histogram="year",
        )
        found = reader().search(asked)
    except IndexMissing:
        return Side(person, names, mentions, 0, (), (), "")
    sources = {int(one.value): one.count for one in found.facets["source"] if one.value}
    others = {int(one.value): one.count for one in found.facets["person"] if one.value != person.pk}
    years = [str(year) for year, _count in found.histogram]
    return Side(
        person,
        names,
        mentions,
        found.total,
        [(str(row), sources[row.pk]) for row in Source.objects.filter(pk__in=sources)],
        [(str(row), others[row.pk]) for row in Person.objects.filter(pk__in=others)],
        "–".join(dict.fromkeys([years[0], years[-1]])) if years else "",
    )


def in_context(mention: Mention) -> InContext:
    text = getattr(mention.article, mention.field)
    if text[mention.start : mention.end] != mention.surface:
        return InContext(mention, "", "")  # the text was edited since
    before, after = text[max(0, mention.start - AROUND) : mention.start], text[mention.end :][:AROUND]
    return InContext(mention, before, after)
