"""What is asked of the cluster beside the hits: facets and the histogram, and what it says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.search.compiling import chosen
from articles.search.documents import UNDATED
from articles.search.engine import FACETS, FacetCount, Request
from articles.search.opensearch_engine.schema import Json

# Values that each shard hands in. Where a shard has more, one that is not shown may have been cut off there:
# asked again with ten times as many, until none can.
OF_A_SHARD = 1000
LEAST_OF_A_SHARD = 20  # times as many as are shown
_MOST_OF_A_SHARD = 10_000_000
_MOST_STEPS = 60_000  # the cluster counts no more values at once


def check_facets(request: Request) -> None:
    """Raises ValueError for one that there is not."""
    unknown = set(request.facets) - set(FACETS)
    if unknown:
        raise ValueError(f"There is no facet {', '.join(sorted(unknown))}.")


def facet_asked(request: Request, name: str, of_a_shard: int) -> Json:
    size = max(request.facet_limit, 1)
    return {
        "terms": {
            "field": name,
            "size": size,
            "shard_size": max(of_a_shard, LEAST_OF_A_SHARD * size),
            "show_term_doc_count_error": True,
        }
    }


def histogram_asked(request: Request) -> Json:
    return {"terms": {"field": request.histogram, "size": _MOST_STEPS}}


def chosen_asked(request: Request, name: str) -> Json:
    """The counts of the values chosen, which may not be among the most frequent."""
    values: Sequence[int | str] = chosen(request.query).get(name, ())
    return {"filters": {"filters": {str(value): {"term": {name: value}} for value in values}}}


def wider(aggregation: Json, of_a_shard: int) -> int:
    """How many values each shard is to hand in for counts that are exact; 0 where they are.

    A value that a shard cut off has at most the ``doc_count_error_upper_bound`` of matches there.
    """
    buckets = aggregation["buckets"]
    missed = aggregation["doc_count_error_upper_bound"]
    if not missed or of_a_shard >= _MOST_OF_A_SHARD:
        return 0
    is_exact = all(not bucket["doc_count_error_upper_bound"] for bucket in buckets)
    if is_exact and buckets and buckets[-1]["doc_count"] > missed:
        return 0
    return of_a_shard * 10


def facet_counts(
    request: Request, name: str, aggregation: Json, of_chosen: Json | None
) -> tuple[FacetCount, ...]:
    counts = {bucket["key"]: bucket["doc_count"] for bucket in aggregation["buckets"][: request.facet_limit]}
    found = _in_order(counts)
    if of_chosen is None:
        return found
    values: Sequence[int | str] = chosen(request.query)[name]
    counted: Mapping[str, Json] = of_chosen["buckets"]
    missing = {value: counted[str(value)]["doc_count"] for value in values if value not in counts}
    return found + _in_order(missing)


def _in_order(counts: Mapping[int | str, int]) -> tuple[FacetCount, ...]:
    found = (FacetCount(value, count) for value, count in counts.items())
    return tuple(sorted(found, key=lambda one: one.order))


def histogram_of(aggregation: Json) -> tuple[tuple[int, int], ...]:
    counts = {int(bucket["key"]): bucket["doc_count"] for bucket in aggregation["buckets"]}
    counts.pop(UNDATED, None)
    return tuple(sorted(counts.items()))
