"""A list from one part to the next by cursor, up to its last hit, while the archive goes on growing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.lists.asking import Asked
from articles.lists.cursors import Cursor, NoCursor, fingerprint
from articles.search.engine import BEGINNING, Hit, Position, Results, Step
from articles.search.find import search
from articles.search.query import Resolved, Sort

AT_ONCE = 1000  # articles of an export that are in memory together
_DRIFT = 200  # hits before and after its place among which the last one seen is looked for


@dataclass(frozen=True)
class Part:
    results: Results  # its hits are this part's
    next: str  # the cursor of the next part, "" after the last


def question_of(asked: Asked) -> str:
    """The fingerprint of a list that its cursors bear."""
    return fingerprint(asked.narrowed.pairs, asked.order.value)


def part(
    asked: Asked,
    cursor: str,
    size: int,
    facets: Sequence[str] = (),
    facet_limit: int = 10,
    histogram: Step | None = None,
    by_kind: bool = False,
) -> Part:
    """The hits after a cursor, from the beginning where it is "". Raises NoCursor, IndexMissing."""
    question = question_of(asked)
    place = Cursor.read(cursor, question) if cursor else Cursor(question)
    resolved, order = asked.resolved, asked.order
    if order is Sort.RELEVANCE:
        start = _start(resolved, place)
        results = search(
            resolved,
            offset=start,
            limit=size,
            facets=facets,
            facet_limit=facet_limit,
            histogram=histogram,
            by_kind=by_kind,
        )
        end = start + len(results.hits)
        ids = tuple(hit.article_id for hit in results.hits)
        goes_on = bool(ids) and end < results.total
        return Part(results, str(Cursor(question, offset=end, last_ids=ids)) if goes_on else "")
    results = search(
        resolved.sorted_by(order),
        limit=size,
        facets=facets,
        facet_limit=facet_limit,
        histogram=histogram,
        by_kind=by_kind,
        after=place.after or BEGINNING,
    )
    goes_on = len(results.hits) == size and bool(size)
    return Part(results, str(Cursor(question, after=results.hits[-1].position)) if goes_on else "")


def _start(resolved: Resolved, place: Cursor) -> int:
    """Behind the last of the hits seen that is still there, where it now stands; else where it stood."""
    if not place.last_ids:
        return place.offset
    first = max(0, place.offset - _DRIFT)
    around = search(resolved, offset=first, limit=2 * _DRIFT, facets=()).hits
    now = {hit.article_id: first + number for number, hit in enumerate(around, 1)}
    return next((now[one] for one in reversed(place.last_ids) if one in now), place.offset)


def walk(asked: Asked, cursor: str = "", at_once: int = AT_ONCE) -> Iterator[Sequence[Hit]]:
    """All the hits after a cursor in the order of time, some at once. Raises NoCursor, IndexMissing.

    A list by relevance is walked the newest first: only time has an order that holds while it is walked.
    """
    after = place_in_time(asked, cursor)
    resolved = asked.resolved.sorted_by(asked.order if asked.order is Sort.OLDEST else Sort.NEWEST)
    while hits := search(resolved, limit=at_once, facets=(), after=after).hits:
        assert hits[-1].position is not None  # noqa: S101 - for the type checker
        after = hits[-1].position
        yield hits


def place_in_time(asked: Asked, cursor: str) -> Position:
    """Where a walk begins. Raises NoCursor."""
    place = Cursor.read(cursor, walked_as(asked)).after if cursor else BEGINNING
    if place is None:
        raise NoCursor
    return place


def walked_as(asked: Asked) -> str:
    """The fingerprint of a list that is walked: its order is one of time."""
    order = asked.order if asked.order is Sort.OLDEST else Sort.NEWEST
    return fingerprint(asked.narrowed.pairs, order.value)
