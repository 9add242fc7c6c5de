"""Trees and filters as Tantivy's queries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import tantivy
from tantivy import FieldType, Occur
from tantivy import Query as Q

from articles.search.analysis import Spelling, Variants, is_initial, typed
from articles.search.documents import UNDATED
from articles.search.query import Query
from articles.search.tantivy_engine.schema import build_schema
from articles.search.tree import (
    And,
    Choice,
    Days,
    Named,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Similar,
    Word,
)
from articles.text.stems import UNDETERMINED, Stem
from articles.text.tokens import fold_word, words

# How much a match counts for: as typed, in another inflection, as the same name in other letters.
WORD_WEIGHT, STEM_WEIGHT, KEY_WEIGHT = 1.0, 0.5, 0.05
HEADLINE_WEIGHT = 0.6
PAIR_WEIGHT = 1.0
MOST_PAIRS = 8  # of a query's first words: each costs a look at positions


class Compiler:
    """Trees and filters to Tantivy's queries, with the weights of one searcher."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        variants: Mapping[str, Variants],
    ) -> None:
        self.schema = schema
        self.searcher = searcher
        self.variants = variants

    def node(self, node: Node) -> Q:
        match node:
            case Word(text, headline):
                return self.word(self.variants_of(text), headline)
            case Phrase(text, slop, headline):
                return self.phrase(words(text), slop, headline)
            case Pattern(headline=headline):
                return _regex("headline" if headline else "words", node.regex)
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
                return any_of(self.node(part) for part in nodes)
            case Not():
                return self.both((node,))
            case Named():
                raise ValueError(f"The name {node.value!r} was not resolved.")

    def variants_of(self, text: str) -> Variants:
        return self.variants.get(text) or Variants(typed(text))

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
            clauses.append((Occur.Must, silent(Q.all_query())))
        clauses += [(Occur.Should, pair) for pair in self.pairs(nodes)]
        return Q.boolean_query(clauses)

    def pairs(self, nodes: Sequence[Node]) -> Iterator[Q]:
        """Two words that follow each other in the query, where they do in the text.

        "Chris Harris" is then found before a Chris here and a Harris there.
        """
        for one, other in list(pairwise(nodes))[:MOST_PAIRS]:
            if isinstance(one, Word) and isinstance(other, Word) and one.headline == other.headline:
                folded = [*words(one.text), *words(other.text)]
                yield Q.boost_query(self.phrase(folded, 0, one.headline), PAIR_WEIGHT)

    def term(self, field: str, term: str) -> Q:
        return Q.term_query(self.schema, field, term, "basic" if field == "names" else "freq")

    def word(self, variants: Variants, headline: bool) -> Q:
        where = "headline" if headline else "words"
        wanted: list[Q] = []
        terms: list[tuple[str, str, float]] = []
        if len(variants.words) > 1:
            wanted.append(self.phrase(variants.words, 0, headline))
        else:
            terms += [(where, word, WORD_WEIGHT) for word in variants.words]
        terms += [(where, word, WORD_WEIGHT) for word in variants.also]
        forms = [("headline", form.word, STEM_WEIGHT) for form in variants.forms]
        if headline:
            terms += forms
        else:
            weighed = [("headline", word, weight) for _, word, weight in terms] + forms
            terms += [(field, word, weight * HEADLINE_WEIGHT) for field, word, weight in weighed]
            terms += [("stems", form.term, STEM_WEIGHT) for form in variants.forms]
            if variants.joined:
                terms.append(("stems", variants.joined, WORD_WEIGHT))
            if variants.names:
                wanted.append(all_of(self.any_spelling(part) for part in variants.names))
        wanted += [self.stem_itself(stem, where) for stem in variants.stems]
        if terms:
            wanted.append(self.weighed(terms))
        return wanted[0] if len(wanted) == 1 else any_of(wanted)

    def any_spelling(self, spellings: Sequence[Spelling]) -> Q:
        """Texts that have one of the spellings as a name; the oftener, and in the headline, the better."""
        having = any_of(self.term("names", spelling.term) for spelling in spellings)
        spelled = dict.fromkeys(spelling.word for spelling in spellings)
        weighed = self.weighed(
            [("words", word, KEY_WEIGHT) for word in spelled]
            + [("headline", word, KEY_WEIGHT * HEADLINE_WEIGHT) for word in spelled]
        )
        return Q.boolean_query([(Occur.Must, silent(having)), (Occur.Should, weighed)])

    def stem_itself(self, stem: Stem, where: str) -> Q:
        """The word that is its own stem, in texts of the language in which it is."""
        if not stem.word or not self.searcher.doc_freq(where, stem.word):
            return Q.empty_query()
        word = Q.boost_query(self.term(where, stem.word), STEM_WEIGHT)
        return all_of((word, self.choice("language", (stem.language, UNDETERMINED))))

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
        return any_of((near, self.word(self.variants_of(text), headline)))

    def choice(self, field: str, values: Sequence[int | str]) -> Q:
        if not values:
            return Q.empty_query()
        # Tantivy's own set of terms walks the dictionary of all of them.
        return silent(any_of(Q.term_query(self.schema, field, value, "basic") for value in values))

    def days(self, start: int | None, end: int | None) -> Q:
        clauses = []
        if end is not None:
            clauses.append(self.between("start", UNDATED + 1, end - 1))
        if start is not None:
            clauses.append(self.between("end", start + 1, None))
        return silent(Q.boolean_query([(Occur.Must, clause) for clause in clauses]))

    def between(self, field: str, first: int | None, last: int | None) -> Q:
        return Q.range_query(self.schema, field, FieldType.Integer, first, last)

    def dated(self) -> Q:
        return self.between("year", UNDATED + 1, None)

    def beyond(self, field: str, key: int, *, up: bool) -> Q:
        """Those whose value of a field is above, or else below, the key."""
        return self.between(field, key + 1, None) if up else self.between(field, None, key - 1)

    def filters(self, query: Query) -> dict[str, Q]:
        """What was chosen beside the text, by facet; the dates under "date"."""
        found = {field: self.choice(field, values) for field, values in chosen(query).items() if values}
        if query.undated:
            found["date"] = self.choice("year", (UNDATED,))
        elif query.date_from or query.date_to:
            found["date"] = self.days(
                query.date_from.toordinal() if query.date_from else None,
                query.date_to.toordinal() + 1 if query.date_to else None,
            )
        return found


def chosen(query: Query) -> dict[str, tuple[int, ...] | tuple[str, ...]]:
    return {
        "source": query.sources,
        "section": query.sections,
        "language": query.languages,
        "place": query.places,
        "person": query.persons,
    }


@lru_cache(maxsize=64)
def _regex(field: str, regex: str) -> Q:
    """Kept: its automaton takes up to 50 ms to make, and one page asks for it several times.

    Nothing is found by one that is too large for the engine.
    """
    try:
        return Q.regex_query(build_schema(), field, regex)
    except ValueError:
        return Q.empty_query()


def silent(query: Q) -> Q:
    """The same documents, without a say in their order."""
    return Q.const_score_query(query, 0.0)


def any_of(queries: Iterable[Q]) -> Q:
    return Q.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Iterable[Q]) -> Q:
    clauses = [(Occur.Must, query) for query in queries]
    if not clauses:
        return Q.all_query()
    return clauses[0][1] if len(clauses) == 1 else Q.boolean_query(clauses)
