"""Tantivy inside the process: all that knows it (https://docs.rs/tantivy, the Python package ``tantivy``)."""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Order
from tantivy import Query as Q

from articles.search.analysis import Variants, is_initial, variants_in, variants_of
from articles.search.documents import ANALYSIS_VERSION, UNDATED, Document
from articles.search.engine import FACETS, FacetCount, Hit, Matched, Request, Results
from articles.search.query import Query, Sort
from articles.search.tree import And, Choice, Days, Named, Node, Not, Or, Phrase, Prefix, Similar, Word, texts
from articles.text.tokens import fold_word, words

# (name, kind). Ids are signed: Tantivy's delete by an unsigned term deletes nothing, without a word.
_FIELDS = (
    ("words", "positions"),  # folded, unstemmed
    ("headline", "positions"),  # folded words, then stems: a colon tells them apart
    ("stems", "frequencies"),
    ("keys", "presence"),
    ("language", "label"),
    ("id", "key"),
    *((name, "key") for name in ("source", "section", "place", "person")),
    *((name, "key") for name in ("year", "month", "day")),
    *((name, "column") for name in ("start", "end", "newest", "digest")),
)
SCHEMA = hashlib.sha256(repr((1, _FIELDS, ANALYSIS_VERSION)).encode()).hexdigest()[:12]

WRITER_MEMORY = 64_000_000  # bytes a writer gathers before it writes a segment

# How much a match counts for: as typed, in another inflection, as the same name in other letters.
WORD_WEIGHT, STEM_WEIGHT, KEY_WEIGHT = 1.0, 0.5, 0.05
HEADLINE_WEIGHT = 0.6

# ``newest`` orders by instant, then by id: seconds shifted by this many bits hold the years 1426 to 2514.
_ID_BITS = 29
_LARGEST_INSTANT = 2**34 - 1

_TIE_STEP = 32  # further hits fetched to see where a run of equal scores ends
_LONGEST_TIE = 20_000
_REMEMBERED_COUNTS = 256
_MOST_BUCKETS = 65_000


def _build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    text = {"positions": "position", "frequencies": "freq", "presence": "basic"}
    for name, kind in _FIELDS:
        if kind in text:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option=text[kind])
        elif kind == "label":
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        else:
            builder.add_integer_field(name, indexed=kind == "key", fast=True)
    return builder.build()


def create(folder: Path) -> None:
    """An empty index in an existing, empty folder."""
    tantivy.Index(_build_schema(), str(folder), reuse=False).writer(WRITER_MEMORY, 1).commit()


def open_reader(folder: Path) -> TantivyReader:
    """Raises ValueError or OSError where there is no index."""
    return TantivyReader(folder)


def open_writer(folder: Path, threads: int = 1) -> TantivyWriter:
    """Reads the index's present state from disk; raises ValueError while another writer has it."""
    return TantivyWriter(folder, threads)


class TantivyWriter:
    def __init__(self, folder: Path, threads: int) -> None:
        self._writer = tantivy.Index.open(str(folder)).writer(WRITER_MEMORY * threads, threads)

    def put(self, document: Document) -> None:
        self.delete(document.id)
        self.add(document)

    def add(self, document: Document) -> None:
        self._writer.add_document(_to_tantivy(document))

    def delete(self, article_id: int) -> None:
        self._writer.delete_documents_by_term("id", article_id)

    def commit(self) -> None:
        self._writer.commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()


def _to_tantivy(document: Document) -> tantivy.Document:
    made = tantivy.Document()
    for text in document.texts:
        made.add_text("words", " ".join(text))
    made.add_text("headline", " ".join(document.headline))
    made.add_text("headline", " ".join(document.headline_stems))
    made.add_text("stems", " ".join(document.stems))
    made.add_text("keys", " ".join(document.keys))
    made.add_text("language", document.language)
    for name in ("id", "source", "section", "place", "year", "month", "day", "start", "end", "digest"):
        made.add_integer(name, getattr(document, name))
    for person in document.persons:
        made.add_integer("person", person)
    if document.instant is not None:
        instant = max(-_LARGEST_INSTANT, min(document.instant, _LARGEST_INSTANT))
        made.add_integer("newest", (instant << _ID_BITS) + document.id % (1 << _ID_BITS))
    return made


class _Compiler:
    """Trees and filters to Tantivy's queries, with the weights of one searcher."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        tree: Node | None,
        exact: bool = False,
        keys: bool = True,
    ) -> None:
        self.schema = schema
        self.searcher = searcher
        self.exact = exact
        self.variants = variants_in(texts(tree), exact)
        if not keys:
            self.variants = {text: replace(found, keys=()) for text, found in self.variants.items()}

    def node(self, node: Node) -> Q:
        match node:
            case Word(text, headline):
                return self.word(self.variants_of(text), headline)
            case Phrase(text, slop, headline):
                return self.phrase(words(text), slop, headline)
            case Prefix(text, headline):
                return self.begins(fold_word[text], headline)
            case Similar(text, distance, headline):
                return self.similar(text, distance, headline)
            case Choice(field, values):
                return self.choice(field, values)
            case Days(start, end):
                return self.days(start, end)
            case And(nodes):
                return self.both(nodes)
            case Or(nodes):
                return _any_of(self.node(part) for part in nodes)
            case Not():
                return self.both((node,))
            case Named():
                raise ValueError(f"The name {node.value!r} was not resolved.")

    def variants_of(self, text: str) -> Variants:
        """What is under a ``Not`` has no name keys: a name that only sounds alike excludes nothing."""
        known = self.variants.get(text)
        return known if known is not None else replace(variants_of(text, self.exact), keys=())

    def both(self, nodes: Sequence[Node]) -> Q:
        clauses = [
            (Occur.MustNot, self.node(node.node))
            if isinstance(node, Not)
            else (
                Occur.Should if isinstance(node, Word) and is_initial(node.text) else Occur.Must,
                self.node(node),
            )
            for node in nodes
        ]
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, _silent(Q.all_query())))
        return Q.boolean_query(clauses)

    def term(self, field: str, term: str) -> Q:
        return Q.term_query(self.schema, field, term, "basic" if field == "keys" else "freq")

    def word(self, variants: Variants, headline: bool) -> Q:
        where, stems = ("headline", "headline") if headline else ("words", "stems")
        wanted: list[Q] = []
        terms: list[tuple[str, str, float]] = []
        if len(variants.words) > 1:
            wanted.append(self.phrase(variants.words, 0, headline))
        else:
            terms += [(where, word, WORD_WEIGHT) for word in variants.words]
        terms += [(where, word, WORD_WEIGHT) for word in (variants.bare, variants.joined) if word]
        terms += [(stems, stem, STEM_WEIGHT) for stem in variants.stems]
        if not headline:
            terms += [("headline", word, weight * HEADLINE_WEIGHT) for _, word, weight in terms]
            if len(variants.keys) == 1:
                terms += [("keys", key, KEY_WEIGHT) for key in variants.keys[0]]
            elif variants.keys:
                wanted.append(
                    _all_of(self.weighed([("keys", key, KEY_WEIGHT) for key in p]) for p in variants.keys)
                )
        if terms:
            wanted.append(self.weighed(terms))
        return wanted[0] if len(wanted) == 1 else _any_of(wanted)

    def weighed(self, terms: Iterable[tuple[str, str, float]]) -> Q:
        """Any of the terms, each as rare as the most frequent of them.

        A stem of a rare language, or a foreign spelling, would otherwise look rare and win over the word.
        """
        found = [(field, term, weight, self.searcher.doc_freq(field, term)) for field, term, weight in terms]
        found = [one for one in found if one[3]]
        if not found:
            return Q.empty_query()
        # The headline's own frequencies are many times smaller; they do not say how rare the word is.
        common = self.rarity(max(frequency for *_, frequency in found))
        return Q.boolean_query(
            [
                (
                    Occur.Should,
                    Q.boost_query(self.term(field, term), weight * common / self.rarity(frequency)),
                )
                for field, term, weight, frequency in found
            ]
        )

    def rarity(self, frequency: int) -> float:
        """BM25's inverse document frequency."""
        return math.log(1 + (max(self.searcher.num_docs - frequency, 0) + 0.5) / (frequency + 0.5))

    def phrase(self, folded: Sequence[str], slop: int, headline: bool) -> Q:
        field = "headline" if headline else "words"
        if not folded:
            return Q.empty_query()
        if len(folded) == 1:
            return self.term(field, folded[0])
        return Q.phrase_query(self.schema, field, list(folded), slop)

    def begins(self, prefix: str, headline: bool) -> Q:
        field = "headline" if headline else "words"
        return Q.fuzzy_term_query(self.schema, field, prefix, distance=0, prefix=True)

    def similar(self, text: str, distance: int, headline: bool) -> Q:
        field = "headline" if headline else "words"
        near = Q.fuzzy_term_query(self.schema, field, fold_word[text], distance)
        return _any_of((near, self.word(self.variants_of(text), headline)))

    def choice(self, field: str, values: Sequence[int | str]) -> Q:
        if not values:
            return Q.empty_query()
        # Tantivy's own set of terms walks the dictionary of all of them.
        return _silent(_any_of(Q.term_query(self.schema, field, value, "basic") for value in values))

    def days(self, start: int | None, end: int | None) -> Q:
        clauses = []
        if end is not None:
            clauses.append(self.between("start", UNDATED + 1, end - 1))
        if start is not None:
            clauses.append(self.between("end", start + 1, None))
        return _silent(Q.boolean_query([(Occur.Must, clause) for clause in clauses]))

    def between(self, field: str, first: int | None, last: int | None) -> Q:
        return Q.range_query(self.schema, field, FieldType.Integer, first, last)

    def filters(self, query: Query) -> dict[str, Q]:
        """What was chosen beside the text, by facet; the dates under "date"."""
        found = {field: self.choice(field, values) for field, values in _chosen(query).items() if values}
        if query.undated:
            found["date"] = self.choice("year", (UNDATED,))
        elif query.date_from or query.date_to:
            found["date"] = self.days(
                query.date_from.toordinal() if query.date_from else None,
                query.date_to.toordinal() + 1 if query.date_to else None,
            )
        return found


def _chosen(query: Query) -> dict[str, tuple[int, ...] | tuple[str, ...]]:
    return {
        "source": query.sources,
        "section": query.sections,
        "language": query.languages,
        "place": query.places,
        "person": query.persons,
    }


def _ids(searcher: tantivy.Searcher, hits: list[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    return [int(value or 0) for value in searcher.fast_field_values("id", [address for _, address in hits])]


def _silent(query: Q) -> Q:
    """The same documents, without a say in their order."""
    return Q.const_score_query(query, 0.0)


def _count(searcher: tantivy.Searcher, query: Q) -> int:
    found: Any = searcher.search(query, 1)  # its type hints forget the count
    return int(found.count)


def _any_of(queries: Iterable[Q]) -> Q:
    return Q.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: Iterable[Q]) -> Q:
    clauses = [(Occur.Must, query) for query in queries]
    if not clauses:
        return Q.all_query()
    return clauses[0][1] if len(clauses) == 1 else Q.boolean_query(clauses)


class TantivyReader:
    def __init__(self, folder: Path) -> None:
        self._meta = folder / "meta.json"
        self._seen = self._stamp()
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual", 0)
        self._index.reload()
        self._schema = self._index.schema
        self._counts: OrderedDict[Any, dict[str, Any]] = OrderedDict()
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
            self._seen = stamp

    def search(self, request: Request) -> Results:
        began = perf_counter()
        searcher, counts = self._searcher, self._counts
        compiler = _Compiler(self._schema, searcher, request.tree, request.query.exact)
        filters = compiler.filters(request.query)
        base = compiler.node(request.tree) if request.tree is not None else None
        asked = [base] if base is not None else []
        whole = _all_of([*asked, *filters.values()])

        aggregation = _Aggregation(searcher, counts, request)
        total = aggregation.whole(whole, filters)
        facets = aggregation.facets(compiler, asked, filters)
        hits = self._hits(searcher, compiler, whole, request, min(total, request.offset + request.limit))
        return Results(
            total=total,
            hits=hits,
            facets=facets,
            histogram=aggregation.histogram,
            took_ms=(perf_counter() - began) * 1000,
        )

    def _hits(
        self, searcher: tantivy.Searcher, compiler: _Compiler, whole: Q, request: Request, last: int
    ) -> tuple[Hit, ...]:
        first = request.offset
        if last <= first:
            return ()
        if request.query.sort is not Sort.RELEVANCE or not _is_graded(request.tree):
            order = Order.Asc if request.query.sort is Sort.OLDEST else Order.Desc
            found = searcher.search(whole, last - first, False, "newest", first, order).hits
            scored = [(0.0, article_id) for article_id in _ids(searcher, found)]
        else:
            scored = _by_score(searcher, whole, first, last)
        why = self._why(searcher, compiler, request, [article_id for _, article_id in scored])
        return tuple(Hit(article_id, score, why(article_id)) for score, article_id in scored)

    def _why(
        self, searcher: tantivy.Searcher, compiler: _Compiler, request: Request, ids: list[int]
    ) -> Callable[[int], Matched]:
        """Which of these articles hold the words as typed, and which an inflection of each."""
        tree = request.tree
        if tree is None or compiler.exact:
            return lambda article_id: "words"
        mine = compiler.choice("id", ids)

        def matching(narrower: _Compiler) -> set[int]:
            query = Q.boolean_query([(Occur.Must, mine), (Occur.Must, narrower.node(tree))])
            found = searcher.search(query, len(ids), False).hits
            return set(_ids(searcher, found))

        as_typed = matching(_Compiler(self._schema, searcher, tree, exact=True))
        if len(as_typed) == len(ids):
            return lambda article_id: "words"
        inflected = matching(_Compiler(self._schema, searcher, tree, keys=False))
        return lambda article_id: (
            "words" if article_id in as_typed else "stems" if article_id in inflected else "keys"
        )

    def digests(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        query = Q.range_query(self._schema, "id", FieldType.Integer, first, last)
        expected = _count(self._searcher, query)
        if not expected:
            return
        hits = self._searcher.search(query, expected, False).hits
        digests = self._searcher.fast_field_values("digest", [address for _, address in hits])
        found = zip(_ids(self._searcher, hits), (int(digest or 0) for digest in digests), strict=True)
        yield from sorted(found)

    def count(self) -> int:
        return self._searcher.num_docs

    def frequency(self, word: str) -> int:
        return self._searcher.doc_freq("words", word)

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        found = self._searcher.terms_with_prefix("words", prefix)
        return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]


def _is_graded(tree: Node | None) -> bool:
    """Whether the tree makes one article more relevant than another; prefixes and filters do not."""
    return any(not isinstance(term, Prefix) for term in texts(tree))


def _by_score(searcher: tantivy.Searcher, query: Q, first: int, last: int) -> list[tuple[float, int]]:
    """Hits number ``first`` to ``last`` by falling score, then falling id.

    Tantivy breaks ties by where a document happens to lie, which a merge changes. So every run of equal
    scores that reaches into the page is fetched whole (up to ``_LONGEST_TIE``) and put in order here.
    """
    step = _TIE_STEP
    while True:
        low = max(0, first - step)
        found = searcher.search(query, last + step - low, False, None, low).hits
        scores = [score for score, _ in found]
        begun = low == 0 or scores[0] != scores[first - low]
        ended = len(found) < last + step - low or scores[-1] != scores[min(last - low, len(scores)) - 1]
        if (begun and ended) or step >= _LONGEST_TIE:
            break
        step *= 8
    ordered = sorted(zip(scores, _ids(searcher, found), strict=True), key=lambda hit: (-hit[0], -hit[1]))
    return ordered[first - low : last - low]


class _Aggregation:
    """Counts of one request: one pass over the matches, and one more for every facet with a choice."""

    def __init__(
        self, searcher: tantivy.Searcher, remembered: OrderedDict[Any, Any], request: Request
    ) -> None:
        unknown = set(request.facets) - set(FACETS)
        if unknown:
            raise ValueError(f"There is no facet {', '.join(sorted(unknown))}.")
        self.searcher = searcher
        self.remembered = remembered
        self.request = request
        self.histogram: tuple[tuple[int, int], ...] = ()
        self._counted: dict[str, Any] = {}
        self._chosen = _chosen(request.query)

    def _terms(self, name: str) -> dict[str, Any]:
        return {"terms": {"field": name, "size": self.request.facet_limit, "segment_size": _MOST_BUCKETS}}

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
        wanted |= {name: self._terms(name) for name in self.request.facets if name not in filters}
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

    def facets(
        self, compiler: _Compiler, asked: list[Q], filters: dict[str, Q]
    ) -> dict[str, tuple[FacetCount, ...]]:
        """The counts of each facet; those of one with a choice are made as if there were none."""
        found = {}
        for name in self.request.facets:
            if name in self._counted:
                buckets = self._counted[name]["buckets"]
                found[name] = _facet_counts(buckets)
                continue
            query = _all_of([*asked, *(other for field, other in filters.items() if field != name)])
            counts = _facet_counts(self._aggregate(query, {name: self._terms(name)}, name)[name]["buckets"])
            found[name] = counts + self._missing(name, query, counts, compiler)
        return found

    def _missing(
        self, name: str, query: Q, counts: tuple[FacetCount, ...], compiler: _Compiler
    ) -> tuple[FacetCount, ...]:
        """The chosen values that are not among the most frequent."""
        shown = {count.value for count in counts}
        missing = []
        for value in self._chosen[name]:
            if value not in shown:
                both = _all_of([query, compiler.choice(name, (value,))])
                missing.append(FacetCount(value, _count(self.searcher, both)))
        return tuple(sorted(missing, key=lambda count: (-count.count, str(count.value))))


def _facet_counts(buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    counts = [
        FacetCount(
            bucket["key"] if isinstance(bucket["key"], str) else int(bucket["key"]), bucket["doc_count"]
        )
        for bucket in buckets
    ]
    return tuple(sorted(counts, key=lambda count: (-count.count, str(count.value))))
