"""What the articles say of a person besides the name: when they appeared, where, how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from articles.lists.histogram import iso_key
from articles.models import Person, Source
from articles.search.engine import Request, Results
from articles.search.find import reader
from articles.search.query import Query
from articles.search.tree import Choice

SOURCES = 20  # outlets that are named, those with most articles
NAMES = 100


@dataclass(frozen=True)
class Known:
    """A person that readers may know of; one question to the engine, when it is first needed."""

    person: Person

    @cached_property
    def _counted(self) -> Results:
        choice = Choice("person", (self.person.pk,))
        asked = Request(Query(), choice, limit=0, facets=("source",), facet_limit=SOURCES, histogram="year")
        return reader().search(asked)

    @property
    def articles(self) -> int:
        return self._counted.total

    @property
    def by_year(self) -> dict[int, int]:
        """How many articles of each year mention the person."""
        return {int(iso_key(key, "year")): count for key, count in self._counted.histogram if count}

    @cached_property
    def sources(self) -> list[Source]:
        ids = [int(one.value) for one in self._counted.facets["source"] if one.value]
        rows = Source.objects.public().in_bulk(ids)
        return [rows[pk] for pk in ids if pk in rows]

    @property
    def names(self) -> list[str]:
        """Every spelling that stands in articles, once."""
        texts = self.person.names.public().order_by("text").values_list("text", flat=True)
        return list(dict.fromkeys(texts[:NAMES]))
