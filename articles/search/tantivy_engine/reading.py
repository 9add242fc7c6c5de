"""Hits in order, and what else readers ask of an index."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Order
from tantivy import Query as Q

from articles.search.analysis import Variants, as_typed, expanded, without_names
from articles.search.documents import UNDATED
from articles.search.engine import Hit, Matched, Position, Request, Results
from articles.search.query import Sort, Spelling
from articles.search.tantivy_engine.compiling import Compiler, all_of
from articles.search.tantivy_engine.counting import Counting, check_facets, count
from articles.search.tantivy_engine.damage import damage_said
from articles.search.tree import Node, Pattern, Prefix, excludes, texts

_TIE_STEP = 32  # further hits fetched to see where a run of equal scores ends; then so many times as many
_TIE_GROWS = 16
_LONGEST_TIE = 8_192
# Hits: farther down a look costs much and runs are long, so that there is one look, and a long one.
_FAR = 2_000
_REMEMBERED_WORDS = 20_000  # of which it is known how many texts of a language hold them
TYPED_FIRST = 100.0  # more than words ever score


class TantivyReader:
    """Of the index in ``folder``; raises ValueError or OSError where there is none.

    One ``is_older`` may hold words of articles that are withdrawn by now: it proposes none.
    """

    def __init__(self, folder: Path, is_older: bool = False) -> None:
        self._is_older = is_older
        self._meta = folder / "meta.json"
        self._seen = self._stamp()
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual", 0)
        self._index.reload()
        self._schema = self._index.schema
        self._counts: OrderedDict[Any, dict[str, Any]] = OrderedDict()
        self._held: dict[tuple[str, str], int] = {}
        self._searcher = self._index.searcher()

    def _stamp(self) -> tuple[int, int]:
        status = self._meta.stat()
        return status.st_mtime_ns, status.st_ino

    def refresh(self) -> None:
        stamp = self._stamp()
        if stamp != self._seen:
            self._index.reload()
            self._searcher = self._index.searcher()
            self._counts = OrderedDict()
            self._held = {}
            self._seen = stamp

    def changed_at(self) -> float:
        return self._seen[0] / 1e9

    def search(self, request: Request) -> Results:
        check_facets(request)
        with damage_said():
            return self._search(request)

    def _search(self, request: Request) -> Results:
        began = perf_counter()
        searcher, counts = self._searcher, self._counts
        compiler, asked, filters = self._compiled(request)
        whole = all_of([*asked, *filters.values()])

        aggregation = Counting(searcher, counts, request)
        total = aggregation.whole(whole, filters)
        facets = aggregation.facets(compiler, asked, filters)
        hits = self._hits(searcher, compiler, whole, request, min(total, request.offset + request.limit))
        return Results(
            total=total,
            hits=hits,
            facets=facets,
            histogram=aggregation.histogram,
            **self._told(searcher, request, compiler.variants, filters, whole, total),
            variants=compiler.variants,
            took_ms=(perf_counter() - began) * 1000,
        )

    def _compiled(self, request: Request) -> tuple[Compiler, list[Q], dict[str, Q]]:
        """The compiler; what the words ask for, and the filters by their field."""
        query, tree = request.query, request.tree
        variants = expanded(tree, self, query.exact, query.spelling is Spelling.NEAR)
        compiler = Compiler(self._schema, self._searcher, variants)
        filters = compiler.filters(query)
        if tree is None:
            return compiler, [], filters
        asked = compiler.node(tree)
        if query.spelling is Spelling.OTHER:
            typed = Compiler(self._schema, self._searcher, without_names(variants)).node(tree)
            asked = Q.boolean_query([(Occur.Must, asked), (Occur.MustNot, typed)])
        return compiler, [asked], filters

    def ids(self, request: Request) -> Sequence[int]:
        with damage_said():
            _compiler, asked, filters = self._compiled(request)
            whole = all_of([*asked, *filters.values()])
            # The value that hits are ordered by comes with them: nothing is looked up for each.
            found = self._searcher.search(whole, self.count() or 1, False, "id", 0, Order.Asc).hits
            return [value for value, _ in found]

    def _hits(
        self, searcher: tantivy.Searcher, compiler: Compiler, whole: Q, request: Request, last: int
    ) -> tuple[Hit, ...]:
        first = request.offset
        if last <= first:
            return ()
        if request.after is not None:
            return self._after(searcher, compiler, whole, request, request.after)
        if request.query.sort is not Sort.RELEVANCE or not _is_graded(request.tree):
            order = Order.Asc if request.query.sort is Sort.OLDEST else Order.Desc
            found = searcher.search(whole, last - first, False, "newest", first, order).hits
            scored = [(0.0, article_id) for article_id in _ids(searcher, found)]
        else:
            scored = _by_score(searcher, self._typed_first(compiler, whole, request), first, last)
        why = self._why(searcher, compiler, request, [article_id for _, article_id in scored])
        return tuple(Hit(article_id, score, why(article_id)) for score, article_id in scored)

    def _after(
        self, searcher: tantivy.Searcher, compiler: Compiler, whole: Q, request: Request, after: Position
    ) -> tuple[Hit, ...]:
        """Those dated by instant, then the others by id; both orders hold whatever else is in the index."""
        oldest_first = request.query.sort is Sort.OLDEST
        order = Order.Asc if oldest_first else Order.Desc
        found: list[tuple[Position, int]] = []
        for undated, field in ((False, "newest"), (True, "id")):
            room = request.limit - len(found)
            if not room or undated < after.undated:
                continue
            key = after.key if undated == after.undated else None
            some = [whole, compiler.choice("year", (UNDATED,)) if undated else compiler.dated()]
            if key is not None:
                some.append(compiler.beyond(field, key, up=oldest_first))
            hits = searcher.search(all_of(some), room, False, field, 0, order).hits
            keys = [Position(undated, int(value or 0)) for value, _ in hits]
            found += zip(keys, _ids(searcher, hits), strict=True)
        if not found:
            return ()
        why = self._why(searcher, compiler, request, [article_id for _, article_id in found])
        return tuple(Hit(article_id, 0.0, why(article_id), place) for place, article_id in found)

    def _typed_first(self, compiler: Compiler, whole: Q, request: Request) -> Q:
        """However well another spelling of a name fits, what holds the words as typed comes before it."""
        tree = request.tree
        if tree is None or not any(one.names for one in compiler.variants.values()):
            return whole
        typed = Compiler(self._schema, compiler.searcher, without_names(compiler.variants)).node(tree)
        first = Q.const_score_query(typed, TYPED_FIRST)
        return Q.boolean_query([(Occur.Must, whole), (Occur.Should, first)])

    def _told(
        self,
        searcher: tantivy.Searcher,
        request: Request,
        variants: Mapping[str, Variants],
        filters: dict[str, Q],
        whole: Q,
        total: int,
    ) -> dict[str, Any]:
        """How much of what is found was found how, and how much more might be the same name."""
        tree = request.tree
        if not request.by_kind or tree is None or request.query.spelling is Spelling.OTHER:
            return {}

        def counted(some: Mapping[str, Variants]) -> int:
            if some == variants:
                return total
            narrower = Compiler(self._schema, searcher, some)
            # What is excluded as typed alone leaves more: of these only what is found counts.
            within = [whole] if excludes(tree) else filters.values()
            return count(searcher, all_of([narrower.node(tree), *within]))

        typed, inflected = counted(as_typed(variants)), counted(without_names(variants))
        nearly = {text: replace(one, names=one.near) for text, one in variants.items()}
        with_near = Compiler(self._schema, searcher, nearly).node(tree) if nearly != variants else None
        near = count(searcher, all_of([with_near, *filters.values()])) - total if with_near else 0
        by_kind: dict[Matched, int] = {"words": typed, "stems": inflected - typed, "keys": total - inflected}
        return {"by_kind": by_kind, "near": near}

    def _why(
        self, searcher: tantivy.Searcher, compiler: Compiler, request: Request, ids: list[int]
    ) -> Callable[[int], Matched]:
        """Which of these articles hold the words as typed, and which an inflection of each."""
        tree = request.tree
        if tree is None or not request.how or as_typed(compiler.variants) == compiler.variants:
            return lambda article_id: "words"
        mine = compiler.choice("id", ids)

        def matching(variants: dict[str, Variants]) -> set[int]:
            narrower = Compiler(self._schema, searcher, variants)
            query = Q.boolean_query([(Occur.Must, mine), (Occur.Must, narrower.node(tree))])
            found = searcher.search(query, len(ids), False).hits
            return set(_ids(searcher, found))

        typed = matching(as_typed(compiler.variants))
        if len(typed) == len(ids):
            return lambda article_id: "words"
        inflected = matching(without_names(compiler.variants))
        return lambda article_id: (
            "words" if article_id in typed else "stems" if article_id in inflected else "keys"
        )

    def digests(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        query = Q.range_query(self._schema, "id", FieldType.Integer, first, last)
        expected = count(self._searcher, query)
        if not expected:
            return
        hits = self._searcher.search(query, expected, False).hits
        digests = self._searcher.fast_field_values("digest", [address for _, address in hits])
        found = zip(_ids(self._searcher, hits), (int(digest or 0) for digest in digests), strict=True)
        yield from sorted(found)

    def count(self) -> int:
        return self._searcher.num_docs

    def frequency(self, word: str) -> int:
        if self._is_older:
            return 0
        with damage_said():
            return self._live(word) if self._searcher.doc_freq("words", word) else 0

    def held(self, word: str, language: str = "") -> int:
        if not language:
            return self._searcher.doc_freq("words", word)
        known = self._held  # kept until the next commit: counted, and one page asks for it again and again
        if (found := known.get((word, language))) is None:
            both = (("words", word, "freq"), ("language", language, "basic"))
            terms = [Q.term_query(self._schema, field, term, option) for field, term, option in both]
            found = count(self._searcher, all_of(terms))
            if len(known) < _REMEMBERED_WORDS:
                known[word, language] = found
        return found

    def terms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        found: list[tuple[str, int]] = self._searcher.terms_with_prefix(field, prefix)
        return found

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Counted: the engine's own numbers have deleted articles in them until their segment is merged, so a
        word that only a withdrawn one had would be suggested. The highest first, until none can be higher.
        """
        if self._is_older:
            return ()
        with damage_said():
            found = sorted(
                self._searcher.terms_with_prefix("words", prefix), key=lambda one: (-one[1], one[0])
            )
            best: list[tuple[str, int]] = []
            for word, at_most in found:
                if len(best) >= limit and at_most < best[limit - 1][1]:
                    break
                if live := self._live(word):
                    best.append((word, live))
                    best.sort(key=lambda one: (-one[1], one[0]))
            return best[:limit]

    def _live(self, word: str) -> int:
        return count(self._searcher, Q.term_query(self._schema, "words", word))


def _is_graded(tree: Node | None) -> bool:
    """Whether the tree makes one article more relevant than another; prefixes and filters do not."""
    return any(not isinstance(term, Prefix | Pattern) for term in texts(tree))


def _by_score(searcher: tantivy.Searcher, query: Q, first: int, last: int) -> list[tuple[float, int]]:
    """Hits number ``first`` to ``last`` by falling score, then falling id.

    Tantivy breaks ties by where a document happens to lie, which a merge changes. So every run of equal
    scores that reaches into the page is fetched whole (up to ``_LONGEST_TIE``) and put in order here.
    """
    step = _TIE_STEP if first < _FAR else _LONGEST_TIE
    while True:
        low = max(0, first - step)
        found = searcher.search(query, last + step - low, False, None, low).hits
        scores = [score for score, _ in found]
        last_here = min(last - low, len(scores)) - 1
        begun = low == 0 or scores[0] != scores[first - low]
        ended = len(found) < last + step - low or scores[-1] != scores[last_here]
        if (begun and ended) or step >= _LONGEST_TIE:
            break
        step *= _TIE_GROWS
    # Only the runs that the page has a part of are put in order: the others are thousands, far down a list.
    start = scores.index(scores[first - low])
    end = len(scores) - scores[::-1].index(scores[last_here])
    ordered = sorted(zip(scores[start:end], _ids(searcher, found[start:end]), strict=True), reverse=True)
    return ordered[first - low - start : last - low - start]


def _ids(searcher: tantivy.Searcher, hits: list[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    return [int(value or 0) for value in searcher.fast_field_values("id", [address for _, address in hits])]
