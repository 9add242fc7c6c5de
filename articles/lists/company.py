"""Whom a person is mentioned with, and which of those with each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.core.cache import cache

from articles.lists.charts import Network, RankedBar, network, ranked
from articles.lists.links import ListAddress
from articles.models import Person
from articles.search.engine import Reader, Request
from articles.search.find import reader
from articles.search.query import Query
from articles.search.tree import And, Choice

SHOWN = 10
IN_NETWORK = 7  # beside the person: each pair of them is a question to the engine
KEPT = 600  # seconds; until then by the state of the index, too


@dataclass(frozen=True)
class Company:
    bars: list[RankedBar]
    network: Network[Person] | None  # None where fewer than two stand together


def company_of(person: Person) -> Company:
    """One query to the database; the engine is asked anew when the index has changed."""
    opened = reader()
    key = f"company:{person.pk}:{opened.changed_at()}"
    found: tuple[dict[int, int], dict[tuple[int, int], int]] | None = cache.get(key)
    if found is None:
        found = counted(opened, person.pk)
        cache.set(key, found, KEPT)
    counts, pairs = found
    rows = Person.objects.public().filter(pk__in=counts)
    others = sorted(rows, key=lambda row: (-counts[row.pk], row.pk))
    address = ListAddress().with_value("person", str(person.pk))
    bars = ranked(
        # Two values of one filter mean "any of these", hence the second person stands in the words.
        (
            other.name,
            counts[other.pk],
            other.get_absolute_url(),
            str(address.setting(q=f'person:"{other.name}"')),
        )
        for other in others
    )
    return Company(bars, _network(person, others[:IN_NETWORK], counts, pairs))


def counted(opened: Reader, person: int) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Articles with the person and each companion; and those in which two companions stand beside them."""
    # As part of the tree, not as a filter: the counts of a facet leave that facet's own filter aside.
    own = Choice("person", (person,))
    asked = Request(Query(), own, limit=0, facets=("person",), facet_limit=SHOWN + 1)
    found = opened.search(asked).facets["person"]
    counts = {int(one.value): one.count for one in found if one.value != person}
    pairs = {}
    for pair in combinations(list(counts)[:IN_NETWORK], 2):
        both = And((own, *(Choice("person", (one,)) for one in pair)))
        if count := opened.search(Request(Query(), both, limit=0)).total:
            pairs[pair] = count
    return counts, pairs


def _network(
    person: Person, others: list[Person], counts: dict[int, int], pairs: dict[tuple[int, int], int]
) -> Network[Person] | None:
    if len(others) < 2:
        return None
    by_id = {other.pk: other for other in others}
    ties = {(person, other): counts[other.pk] for other in others}
    ties |= {
        (by_id[one], by_id[other]): count
        for (one, other), count in pairs.items()
        if one in by_id and other in by_id
    }
    return network(person, others, ties, lambda one: one.name)
