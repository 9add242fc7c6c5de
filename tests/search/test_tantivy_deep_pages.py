"""A page far down a list of hits that are all as relevant as each other."""

from types import SimpleNamespace
from typing import Any

import pytest
from tantivy import Query as Q

from articles.search.tantivy_engine.reading import _by_score


class Equals:
    """A searcher that finds so many, all as relevant as each other."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[int, int]] = []  # from, how many

    def search(self, query: object, limit: int, count: bool, order: object, offset: int) -> SimpleNamespace:
        self.asked.append((offset, limit))
        return SimpleNamespace(hits=[(1.0, n) for n in range(offset, min(self.total, offset + limit))])

    def fast_field_values(self, field: str, addresses: list[int]) -> list[int]:
        return [self.total - address for address in addresses]


@pytest.mark.parametrize(("first", "looks"), [(0, 3), (100, 3), (290_000, 1)])
def test_a_page_of_a_long_run_of_equals_is_found_in_a_few_looks(first: int, looks: int) -> None:
    """The last page of 300,000 fetched 131,092 hits, in five looks, and took most of a second."""
    searcher: Any = Equals(300_000)
    found = _by_score(searcher, Q.all_query(), first, first + 20)
    assert len(found) == 20
    assert len(searcher.asked) == looks
    assert sum(limit for _, limit in searcher.asked) < 35_000
