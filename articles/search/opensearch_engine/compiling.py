"""Trees and filters as OpenSearch's queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from articles.search import compiling
from articles.search.analysis import Variants
from articles.search.opensearch_engine.schema import KEPT, Json, bounded

LONGEST_REGEX = 1000  # the cluster refuses longer ones
_MOST_STATES = 100_000  # of an automaton


class Compiler(compiling.Compiler[Json]):
    """``frequency`` tells how many documents hold a (field, term), ``documents`` how many have a field."""

    def __init__(
        self,
        variants: Mapping[str, Variants],
        frequency: Callable[[str, str], int],
        documents: Callable[[str], int],
    ) -> None:
        super().__init__(variants)
        self._frequency = frequency
        self._documents = documents

    def frequency(self, field: str, term: str) -> int:
        return self._frequency(field, term)

    def documents(self, field: str) -> int:
        return self._documents(field)

    def with_variants(self, variants: Mapping[str, Variants]) -> Compiler:
        return Compiler(variants, self._frequency, self._documents)

    def term(self, field: str, term: str) -> Json:
        return {"term": {field: {"value": bounded(term)}}}

    def several(self, field: str, folded: Sequence[str], slop: int) -> Json:
        query = " ".join(map(bounded, folded))
        return {"match_phrase": {field: {"query": query, "slop": slop, "analyzer": "whitespace"}}}

    def beginning(self, field: str, prefix: str) -> Json:
        return {"prefix": {field: {"value": prefix[:KEPT]}}}

    def resembling(self, field: str, word: str, distance: int) -> Json:
        return {
            "fuzzy": {field: {"value": bounded(word), "fuzziness": distance, "rewrite": "constant_score"}}
        }

    def fitting(self, field: str, regex: str) -> Json:
        if len(regex) > LONGEST_REGEX:
            return self.nothing()
        plain = {"value": regex, "flags": "NONE", "max_determinized_states": _MOST_STATES}
        return {"regexp": {field: plain}}

    def having(self, field: str, values: Sequence[int | str]) -> Json:
        return self.silent({"terms": {field: list(values)}})

    def between(self, field: str, first: int | None, last: int | None) -> Json:
        return {"range": {field: {"gte": first, "lte": last}}}

    def boolean(
        self, must: Sequence[Json] = (), may: Sequence[Json] = (), must_not: Sequence[Json] = ()
    ) -> Json:
        if not must and not may:
            return self.nothing()
        return {
            "bool": {
                "must": [query for query in must if not _is_silent(query)],
                "filter": [query["constant_score"]["filter"] for query in must if _is_silent(query)],
                "should": list(may),
                "must_not": list(must_not),
                "minimum_should_match": 0 if must else 1,
            }
        }

    def weighted(self, query: Json, weight: float) -> Json:
        [(kind, body)] = query.items()
        if kind in ("bool", "constant_score"):
            return {kind: body | {"boost": body.get("boost", 1.0) * weight}}
        if kind in ("term", "match_phrase"):
            [(field, inner)] = body.items()
            return {kind: {field: inner | {"boost": inner.get("boost", 1.0) * weight}}}
        return query  # that finds nothing

    def always(self, query: Json, score: float) -> Json:
        return {"constant_score": {"filter": query, "boost": score}}

    def everything(self) -> Json:
        return {"match_all": {}}

    def nothing(self) -> Json:
        return {"match_none": {}}

    def undated(self) -> Json:
        return {"bool": {"must_not": [{"exists": {"field": "newest"}}]}}


def _is_silent(query: Json) -> bool:
    return query.get("constant_score", {}).get("boost") == 0.0


def named(query: Json, name: str) -> Json:
    """Adds nothing to a score; a hit tells by its name that it matched."""
    return {"constant_score": {"filter": query, "boost": 0.0, "_name": name}}
