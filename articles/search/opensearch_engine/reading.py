"""Hits in order, and what else readers ask of an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any

from articles.names.keys import search_keys
from articles.search.analysis import Variants, as_typed, expanded, with_marks, without_names, words_of
from articles.search.engine import FacetCount, Hit, Matched, Position, Request, Results
from articles.search.opensearch_engine.cluster import Cluster, said
from articles.search.opensearch_engine.compiling import Compiler, named
from articles.search.opensearch_engine.counting import (
    OF_A_SHARD,
    check_facets,
    chosen_asked,
    facet_asked,
    facet_counts,
    histogram_asked,
    histogram_of,
    wider,
)
from articles.search.opensearch_engine.schema import Json, bounded
from articles.search.opensearch_engine.vocabulary import Vocabulary, group_of
from articles.search.query import Sort, Spelling
from articles.search.terms import joined_term
from articles.search.tree import Node, Pattern, Prefix, texts
from articles.text.stems import FORM, possible_stems
from articles.text.tokens import fold_word, raw_words

AT_ONCE = 10_000  # hits that a cluster gives at once; further ones are walked to
_COMPLETED = 3  # times as many words as asked for are looked at: some are of articles that have gone


class OpenSearchReader:
    """Of the index behind the aliases."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._vocabulary = Vocabulary(cluster)
        self._fields: dict[str, int] | None = None
        self._seen = cluster.stamp()

    def refresh(self) -> None:
        with said():
            seen = self._cluster.stamp()
        if seen != self._seen:
            self._vocabulary.forget()
            self._fields = None
            self._seen = seen

    def changed_at(self) -> float:
        return self._seen[2]

    def search(self, request: Request) -> Results:
        check_facets(request)
        with said():
            return self._search(request)

    def _search(self, request: Request) -> Results:
        began = perf_counter()
        question = self._question(request)
        answers = self._answers(question)
        total = answers["hits"]["hits"]["total"]["value"]
        return Results(
            total=total,
            hits=self._hits(question, answers, total),
            facets=self._facets(question, answers),
            histogram=histogram_of(answers["hits"]["aggregations"]["histogram"]) if request.histogram else (),
            **question.told(answers, total),
            variants=question.compiler.variants,
            took_ms=(perf_counter() - began) * 1000,
        )

    def _question(self, request: Request) -> _Question:
        query, tree = request.query, request.tree
        self._look_ahead(tree, query.exact)
        variants = expanded(tree, self, query.exact, query.spelling is Spelling.NEAR)
        compiler = Compiler(variants, self._vocabulary.count, self._documents)
        asked = []
        if tree is not None:
            asked.append(compiler.node(tree))
            if query.spelling is Spelling.OTHER:
                typed = compiler.with_variants(without_names(variants)).node(tree)
                asked[0] = compiler.boolean([asked[0]], must_not=[typed])
        return _Question(request, compiler, asked, compiler.filters(query))

    def ids(self, request: Request) -> Sequence[int]:
        with said():
            whole = self._question(request).whole
            return [int(hit["_id"]) for hit in self._by_id(whole)]

    def _by_id(self, query: Json, fields: Sequence[str] = ()) -> Iterator[Json]:
        """Every hit, in the order of ids."""
        body: Json = {"size": AT_ONCE, "query": query, "_source": False, "sort": [{"id": "asc"}]}
        if fields:
            body["docvalue_fields"] = list(fields)
        while True:
            with said():
                hits = self._cluster.ask(self._cluster.name, body)["hits"]["hits"]
            yield from hits
            if len(hits) < AT_ONCE:
                return
            body["search_after"] = hits[-1]["sort"]

    def _answers(self, question: _Question) -> dict[str, Json]:
        """By what was asked: all in one request."""
        bodies = question.bodies()
        # Scores are of the whole index, not of the shard that an article happens to lie in.
        headers = (
            {"index": self._cluster.name}
            | ({"search_type": "dfs_query_then_fetch"} if body["size"] and self._cluster.shards > 1 else {})
            for body in bodies.values()
        )
        answers = self._cluster.search(*zip(headers, bodies.values(), strict=True))
        return dict(zip(bodies, answers, strict=True))

    def _hits(self, question: _Question, answers: dict[str, Json], total: int) -> tuple[Hit, ...]:
        offset, limit = question.request.offset, question.request.limit
        if question.request.after is None and not question.is_near and limit and offset < total:
            found = self._walked(question, offset, limit)
        else:
            found = answers.get("page", answers["hits"])["hits"]["hits"]
        return tuple(map(question.hit, found))

    def _walked(self, question: _Question, offset: int, limit: int) -> list[Json]:
        """Hits beyond those given at once: each step begins after the last hit of the one before."""
        after: list[Any] | None = None
        passed = 0
        while True:
            size = min(AT_ONCE, offset - passed) or limit
            body = question.page() | {"size": size, "from": 0} | ({"search_after": after} if after else {})
            header = {"search_type": "dfs_query_then_fetch"} if self._cluster.shards > 1 else {}
            hits: list[Json] = self._cluster.ask(self._cluster.name, body, **header)["hits"]["hits"]
            if passed == offset or not hits:
                return hits
            passed += len(hits)
            after = hits[-1]["sort"]

    def _facets(self, question: _Question, answers: dict[str, Json]) -> dict[str, tuple[FacetCount, ...]]:
        found = {}
        for name in question.request.facets:
            part = f"facet {name}" if name in question.filters else "hits"
            counted = answers[part]["aggregations"]
            of_a_shard = OF_A_SHARD
            while of_a_shard := wider(counted[name], of_a_shard):
                body = question.counts(name, of_a_shard)
                counted = self._cluster.ask(self._cluster.name, body)["aggregations"]
            found[name] = facet_counts(question.request, name, counted[name], counted.get("chosen"))
        return found

    def _look_ahead(self, tree: Node | None, exact: bool) -> None:
        """What ``expanded`` will look up, in one request; what it finds out from that only then."""
        groups = []
        for text, _, _ in words_of(tree):
            raw = raw_words(text)
            for word in raw:
                folded = fold_word[word]
                spelled = [folded, *([] if exact or len(raw) > 1 else with_marks(folded))]
                groups += [f"{field}:{bounded(one)}" for one in spelled for field in ("words", "headline")]
                groups.append(group_of("stems", joined_term(folded))[0])
                if not exact:
                    groups += [f"stems:{stem.term}" for stem in possible_stems(word)]
                    groups += [f"names:{key}" for key in search_keys(word)]
        self._vocabulary.look_up(groups)

    def _documents(self, field: str) -> int:
        """How many articles have a field: what the cluster takes the rarity of its terms from."""
        if self._fields is None:
            fields = ("words", "headline", "stems")
            body: Json = {
                "size": 0,
                "aggs": {name: {"filter": {"exists": {"field": name}}} for name in fields},
            }
            counted = self._cluster.ask(self._cluster.name, body)["aggregations"]
            self._fields = {name: one["doc_count"] for name, one in counted.items()}
        return self._fields[field]

    def digests(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        for hit in self._by_id({"range": {"id": {"gte": first, "lte": last}}}, ["digest"]):
            yield int(hit["_id"]), int(hit["fields"]["digest"][0])

    def count(self) -> int:
        with said():
            return self._counted([{"match_all": {}}])[0]

    def frequency(self, word: str) -> int:
        with said():
            return self._counted([_holding(word)])[0]

    def _counted(self, queries: Iterable[Json]) -> list[int]:
        bodies = [{"size": 0, "query": query, "track_total_hits": True} for query in queries]
        answers = self._cluster.search(*(({"index": self._cluster.name}, body) for body in bodies))
        return [answer["hits"]["total"]["value"] for answer in answers]

    def held(self, word: str, language: str = "") -> int:
        with said():
            found = self._vocabulary.group(f"words:{bounded(word)}")
        return sum(count for term, count in found if not language or term == language)

    def terms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """The prefix is a whole stem or key, and ends as such: `ru:войн|`."""
        with said():
            found = self._vocabulary.group(f"{field}:{prefix.removesuffix(FORM)}")
        return [(f"{prefix}{term}", count) for term, count in found]

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        with said():
            words = self._vocabulary.beginning("words", prefix, _COMPLETED * limit)
            counted = self._counted(map(_holding, (word for word, _ in words))) if words else []
        live = [(word, count) for (word, _), count in zip(words, counted, strict=True) if count]
        return sorted(live, key=lambda one: (-one[1], one[0]))[:limit]


def _holding(word: str) -> Json:
    return {"bool": {"filter": {"term": {"words": bounded(word)}}}}


class _Question:
    """A request as the bodies of searches."""

    def __init__(
        self, request: Request, compiler: Compiler, asked: list[Json], filters: dict[str, Json]
    ) -> None:
        self.request = request
        self.compiler = compiler
        self.asked = asked
        self.filters = filters
        self.whole = compiler.all_of([*asked, *filters.values()])
        self.is_near = request.offset + request.limit <= AT_ONCE

    def bodies(self) -> dict[str, Json]:
        """By what they tell: the hits and most counts, then those that other matches are counted for."""
        hits = self.page()
        after = self.request.after
        if not self.is_near and after is None:
            hits |= {"size": 0, "from": 0}
        wanted: Json = {
            name: facet_asked(self.request, name, OF_A_SHARD)
            for name in self.request.facets
            if name not in self.filters
        }
        if self.request.histogram:
            wanted["histogram"] = histogram_asked(self.request)
        kinds = self._kinds()
        for name in kinds.keys() - {"near"}:
            wanted[name] = {"filter": kinds[name]}
        bodies = {"hits": hits | {"aggs": wanted, "track_total_hits": True}}
        if after is not None:  # the counts are of all, the hits of those after one
            bodies["hits"] |= {"size": 0}
            query = self.compiler.boolean([hits["query"], self.compiler.silent(self._after(after))])
            bodies["page"] = hits | {"query": query}
        for name in self.request.facets:
            if name in self.filters:
                bodies[f"facet {name}"] = self.counts(name, OF_A_SHARD)
        if "near" in kinds:
            query = self.compiler.all_of([kinds["near"], *self.filters.values()])
            bodies["near"] = {"size": 0, "query": query, "track_total_hits": True}
        return bodies

    def page(self) -> Json:
        query, sort = self.whole, self._sort()
        if "_score" in sort[0] and self._has_names():
            query = self.compiler.typed_first(query, self._typed(without_names(self.compiler.variants)))
        if why := self._why():
            query = {"bool": {"must": [query], "should": why}}
        return {
            "query": query,
            "sort": sort,
            "size": self.request.limit,
            "from": 0 if self.request.after is not None else self.request.offset,
            "_source": False,
        }

    def counts(self, name: str, of_a_shard: int) -> Json:
        """Of a facet; of one with a choice as if there were none."""
        others = [query for field, query in self.filters.items() if field != name]
        wanted = {name: facet_asked(self.request, name, of_a_shard)}
        if name in self.filters:
            wanted["chosen"] = chosen_asked(self.request, name)
        return {"size": 0, "query": self.compiler.all_of([*self.asked, *others]), "aggs": wanted}

    def _sort(self) -> list[Json]:
        sort = self.request.query.sort
        in_time = sort is not Sort.RELEVANCE or self.request.after is not None
        if not in_time and _is_graded(self.request.tree):
            return [{"_score": "desc"}, {"id": "desc"}]
        order = "asc" if sort is Sort.OLDEST else "desc"
        return [{"newest": {"order": order, "missing": "_last"}}, {"id": order}]

    def _after(self, after: Position) -> Json:
        """Those dated by instant, then the others by id; both orders hold whatever else is in the index."""
        up = self.request.query.sort is Sort.OLDEST
        undated = self.compiler.undated()
        if after.key is None:
            return undated if after.undated else self.compiler.everything()
        if after.undated:
            return self.compiler.boolean([undated, self.compiler.beyond("id", after.key, up=up)])
        return self.compiler.any_of([undated, self.compiler.beyond("newest", after.key, up=up)])

    def _has_names(self) -> bool:
        return self.request.tree is not None and any(one.names for one in self.compiler.variants.values())

    def _typed(self, variants: dict[str, Variants]) -> Json:
        assert self.request.tree is not None  # noqa: S101 (for the types: asked only where there are words)
        return self.compiler.with_variants(variants).node(self.request.tree)

    def _why(self) -> list[Json]:
        """Which hits hold the words as typed, and which an inflection of each."""
        variants = self.compiler.variants
        if self.request.tree is None or as_typed(variants) == variants:
            return []
        return [
            named(self._typed(as_typed(variants)), "words"),
            named(self._typed(without_names(variants)), "stems"),
        ]

    def hit(self, found: Json) -> Hit:
        matched: Matched = "words"
        if self._why_asked:
            names = found.get("matched_queries", ())
            matched = "words" if "words" in names else "stems" if "stems" in names else "keys"
        number = int(found["_id"])
        if self.request.after is not None:
            moment = found["sort"][0]
            undated = abs(moment) >= 2**63 - 1
            return Hit(number, 0.0, matched, Position(undated, number if undated else moment))
        return Hit(number, found["sort"][0] if "_score" in self._sort()[0] else 0.0, matched)

    @property
    def _why_asked(self) -> bool:
        variants = self.compiler.variants
        return self.request.tree is not None and as_typed(variants) != variants

    def _kinds(self) -> dict[str, Json]:
        """The queries that tell how much of what is found was found how, and how much more might be."""
        request, variants = self.request, self.compiler.variants
        if not request.by_kind or request.tree is None or request.query.spelling is Spelling.OTHER:
            return {}
        near = {text: replace(one, names=one.near) for text, one in variants.items()}
        narrower = {"typed": as_typed(variants), "inflected": without_names(variants), "near": near}
        return {name: self._typed(some) for name, some in narrower.items()}

    def told(self, answers: dict[str, Json], total: int) -> dict[str, Any]:
        if "near" not in answers:
            return {}
        counted = answers["hits"]["aggregations"]
        typed, inflected = counted["typed"]["doc_count"], counted["inflected"]["doc_count"]
        by_kind: dict[Matched, int] = {"words": typed, "stems": inflected - typed, "keys": total - inflected}
        return {"by_kind": by_kind, "near": answers["near"]["hits"]["total"]["value"] - total}


def _is_graded(tree: Node | None) -> bool:
    """Whether the tree makes one article more relevant than another; prefixes and filters do not."""
    return any(not isinstance(term, Prefix | Pattern) for term in texts(tree))
