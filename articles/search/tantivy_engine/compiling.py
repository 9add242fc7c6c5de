"""Trees and filters as Tantivy's queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as Q

from articles.search import compiling
from articles.search.analysis import Variants
from articles.search.tantivy_engine.schema import build_schema


class Compiler(compiling.Compiler[Q]):
    """Trees and filters to Tantivy's queries, with the weights of one searcher."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        variants: Mapping[str, Variants],
    ) -> None:
        super().__init__(variants)
        self.schema = schema
        self.searcher = searcher

    def term(self, field: str, term: str) -> Q:
        return Q.term_query(self.schema, field, term, "basic" if field == "names" else "freq")

    def several(self, field: str, folded: Sequence[str], slop: int) -> Q:
        return Q.phrase_query(self.schema, field, list(folded), slop)

    def beginning(self, field: str, prefix: str) -> Q:
        return Q.fuzzy_term_query(self.schema, field, prefix, distance=0, prefix=True)

    def resembling(self, field: str, word: str, distance: int) -> Q:
        return Q.fuzzy_term_query(self.schema, field, word, distance)

    def fitting(self, field: str, regex: str) -> Q:
        return _regex(field, regex)

    def having(self, field: str, values: Sequence[int | str]) -> Q:
        # Tantivy's own set of terms walks the dictionary of all of them.
        terms = [Q.term_query(self.schema, field, value, "basic") for value in values]
        return self.silent(self.any_of(terms))

    def between(self, field: str, first: int | None, last: int | None) -> Q:
        return Q.range_query(self.schema, field, FieldType.Integer, first, last)

    def boolean(self, must: Sequence[Q] = (), may: Sequence[Q] = (), must_not: Sequence[Q] = ()) -> Q:
        return Q.boolean_query(
            [
                *((Occur.Must, query) for query in must),
                *((Occur.Should, query) for query in may),
                *((Occur.MustNot, query) for query in must_not),
            ]
        )

    def weighted(self, query: Q, weight: float) -> Q:
        return Q.boost_query(query, weight)

    def always(self, query: Q, score: float) -> Q:
        return Q.const_score_query(query, score)

    def everything(self) -> Q:
        return Q.all_query()

    def nothing(self) -> Q:
        return Q.empty_query()

    def frequency(self, field: str, term: str) -> int:
        return self.searcher.doc_freq(field, term)

    def documents(self, field: str) -> int:
        return self.searcher.num_docs


@lru_cache(maxsize=64)
def _regex(field: str, regex: str) -> Q:
    """Kept: its automaton takes up to 50 ms to make, and one page asks for it several times.

    Nothing is found by one that is too large for the engine.
    """
    try:
        return Q.regex_query(build_schema(), field, regex)
    except ValueError:
        return Q.empty_query()


def all_of(queries: Iterable[Q]) -> Q:
    clauses = [(Occur.Must, query) for query in queries]
    if not clauses:
        return Q.all_query()
    return clauses[0][1] if len(clauses) == 1 else Q.boolean_query(clauses)
