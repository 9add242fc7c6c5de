"""Totals, facets and the histogram."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any

import tantivy
from tantivy import Query as Q

from articles.search.compiling import chosen
from articles.search.documents import UNDATED
from articles.search.engine import FACETS, FacetCount, Request
from articles.search.query import Sort
from articles.search.tantivy_engine.compiling import Compiler, all_of
from articles.search.tantivy_engine.damage import damage_said

_REMEMBERED_COUNTS = 256
_MOST_BUCKETS = 65_000
# Values that each segment hands in. Of 33,000 people in 47,000 matches all would take 12 ms, these 4; a value
# on the list that a segment cut off there lacks fewer articles than that segment's thousandth has.
_SEGMENT_BUCKETS = 1000
# Counted by a thread of its own: of so many values that it takes longer than all the rest together.
_SLOWEST = "person"


def count(searcher: tantivy.Searcher, query: Q) -> int:
    found: Any = searcher.search(query, 1)  # its type hints forget the count
    return int(found.count)


@cache
def _threads() -> ThreadPoolExecutor:
    """Made when first used: a server's workers are forked before."""
    return ThreadPoolExecutor(2, thread_name_prefix="facets")


class Counted(Mapping[str, tuple[FacetCount, ...]]):
    """The counts of each facet, which are waited for when they are looked at."""

    def __init__(self, found: dict[str, tuple[FacetCount, ...] | Future[tuple[FacetCount, ...]]]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> tuple[FacetCount, ...]:
        found = self._found[name]
        if not isinstance(found, Future):
            return found
        with damage_said():
            return found.result()

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return repr(dict(self))


def check_facets(request: Request) -> None:
    """Raises ValueError for one that there is not."""
    unknown = set(request.facets) - set(FACETS)
    if unknown:
        raise ValueError(f"There is no facet {', '.join(sorted(unknown))}.")


class Counting:
    """Counts of one request: one pass over the matches, one for persons, one for each facet with a choice."""

    def __init__(
        self, searcher: tantivy.Searcher, remembered: OrderedDict[Any, Any], request: Request
    ) -> None:
        self.searcher = searcher
        self.remembered = remembered
        self.request = request
        self.histogram: tuple[tuple[int, int], ...] = ()
        self._counted: dict[str, Any] = {}
        self._chosen = chosen(request.query)

    def _terms(self, name: str) -> dict[str, Any]:
        size = self.request.facet_limit
        return {"terms": {"field": name, "size": size, "segment_size": max(_SEGMENT_BUCKETS, 20 * size)}}

    def _aggregate(self, query: Q, aggregations: dict[str, Any], without: str) -> dict[str, Any]:
        """Counts are kept until the next commit: broad lists are asked for again and again."""
        asked = replace(self.request.query, text="", sort=Sort.RELEVANCE)
        key = (asked, self.request.tree, without, repr(aggregations))
        if key not in self.remembered:
            self.remembered[key] = self.searcher.aggregate(query, aggregations)
            if len(self.remembered) > _REMEMBERED_COUNTS:
                self.remembered.popitem(last=False)
        return self.remembered[key]

    def whole(self, query: Q, filters: dict[str, Q]) -> int:
        """The number of matches; counts what no choice is made in on the way."""
        wanted: dict[str, Any] = {"total": {"value_count": {"field": "id"}}}
        wanted |= {
            name: self._terms(name) for name in self.request.facets if name not in {_SLOWEST, *filters}
        }
        step = self.request.histogram
        if step:
            wanted["histogram"] = {
                "terms": {"field": step, "size": _MOST_BUCKETS, "segment_size": _MOST_BUCKETS}
            }
        self._counted = self._aggregate(query, wanted, "")
        if step:
            buckets = self._counted["histogram"]["buckets"]
            counts = {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}
            counts.pop(UNDATED, None)
            self.histogram = tuple(sorted(counts.items()))
        return int(self._counted["total"]["value"])

    def facets(self, compiler: Compiler, asked: list[Q], filters: dict[str, Q]) -> Counted:
        """The counts of each facet; those of one with a choice are made as if there were none."""

        def apart(name: str) -> tuple[FacetCount, ...]:
            query = all_of([*asked, *(other for field, other in filters.items() if field != name)])
            counts = _facet_counts(self._aggregate(query, {name: self._terms(name)}, name)[name]["buckets"])
            return counts + self._missing(name, query, counts, compiler)

        found: dict[str, tuple[FacetCount, ...] | Future[tuple[FacetCount, ...]]] = {}
        for name in self.request.facets:
            if name in self._counted:
                found[name] = _facet_counts(self._counted[name]["buckets"])
            else:
                found[name] = _threads().submit(apart, name)
        return Counted(found)

    def _missing(
        self, name: str, query: Q, counts: tuple[FacetCount, ...], compiler: Compiler
    ) -> tuple[FacetCount, ...]:
        """The chosen values that are not among the most frequent; of a name's hundreds in one pass."""
        shown = {count.value for count in counts}
        asked = [value for value in self._chosen[name] if value not in shown]
        if len(asked) > 1 and name != "language":
            found = self._each(name, query, [int(value) for value in asked])
        else:
            found = {
                value: count(self.searcher, all_of([query, compiler.choice(name, (value,))]))
                for value in asked
            }
        missing = [FacetCount(value, count) for value, count in found.items()]
        return tuple(sorted(missing, key=lambda count: count.order))

    def _each(self, name: str, query: Q, values: list[int]) -> dict[int | str, int]:
        ranges = [{"key": str(value), "from": value, "to": value + 1} for value in sorted(values)]
        asked = {name: {"range": {"field": name, "ranges": ranges}}}
        counts = {
            bucket["key"]: bucket["doc_count"]
            for bucket in self._aggregate(query, asked, name)[name]["buckets"]
        }
        return {value: counts[str(value)] for value in values}


def _facet_counts(buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    counts = [
        FacetCount(
            bucket["key"] if isinstance(bucket["key"], str) else int(bucket["key"]), bucket["doc_count"]
        )
        for bucket in buckets
    ]
    return tuple(sorted(counts, key=lambda count: count.order))
