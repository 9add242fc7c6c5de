"""What a tree asks of an engine, and how much each match counts: the same for every engine.

An engine's own compiler inherits ``Compiler`` and says the few things that engines say differently: a term, a
phrase, a range, what must, may and must not hold.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from articles.search.analysis import Spelling, Variants, is_initial, typed
from articles.search.documents import UNDATED
from articles.search.query import Query
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

Q = TypeVar("Q")  # the engine's queries

# How much a match counts for: as typed, in another inflection, as the same name in other letters.
WORD_WEIGHT, STEM_WEIGHT, KEY_WEIGHT = 1.0, 0.5, 0.05
HEADLINE_WEIGHT = 0.6
PAIR_WEIGHT = 1.0
MOST_PAIRS = 8  # of a query's first words: each costs a look at positions
TYPED_FIRST = 100.0  # more than words ever score


class Compiler(ABC, Generic[Q]):
    """Trees and filters to the queries of an engine."""

    def __init__(self, variants: Mapping[str, Variants]) -> None:
        self.variants = variants

    # What engines say differently

    @abstractmethod
    def term(self, field: str, term: str) -> Q:
        """One term of ``words``, ``headline``, ``stems`` or ``names``."""

    @abstractmethod
    def several(self, field: str, folded: Sequence[str], slop: int) -> Q:
        """Two or more words in this order, ``slop`` steps away from it at most."""

    @abstractmethod
    def beginning(self, field: str, prefix: str) -> Q: ...

    @abstractmethod
    def resembling(self, field: str, word: str, distance: int) -> Q:
        """Words of which ``distance`` letters at most are wrong."""

    @abstractmethod
    def fitting(self, field: str, regex: str) -> Q:
        """Words that fit a regular expression as a whole; none where it is too large for the engine."""

    @abstractmethod
    def having(self, field: str, values: Sequence[int | str]) -> Q:
        """One of the values, at least one of which is given; without a say in the order."""

    @abstractmethod
    def between(self, field: str, first: int | None, last: int | None) -> Q:
        """Both inclusive."""

    @abstractmethod
    def boolean(self, must: Sequence[Q] = (), may: Sequence[Q] = (), must_not: Sequence[Q] = ()) -> Q:
        """One of ``may`` must hold where nothing must; each that holds adds to the score."""

    @abstractmethod
    def weighted(self, query: Q, weight: float) -> Q:
        """The score of the query, times the weight."""

    @abstractmethod
    def always(self, query: Q, score: float) -> Q:
        """The same documents, all with this score."""

    @abstractmethod
    def everything(self) -> Q: ...

    @abstractmethod
    def nothing(self) -> Q: ...

    @abstractmethod
    def frequency(self, field: str, term: str) -> int:
        """How many documents hold the term; some may be gone."""

    @abstractmethod
    def documents(self, field: str) -> int:
        """How many documents the engine takes a term's rarity from."""

    # What they say alike

    def node(self, node: Node) -> Q:
        match node:
            case Word(text, headline):
                return self.word(self.variants_of(text), headline)
            case Phrase(text, slop, headline):
                return self.phrase(words(text), slop, headline)
            case Pattern(headline=headline):
                return self.fitting(_where(headline), node.regex)
            case Prefix(text, headline):
                return self.beginning(_where(headline), fold_word[text])
            case Similar(text, distance, headline):
                return self.similar(text, distance, headline)
            case Choice(field, values):
                return self.choice(field, values)
            case Days(start, end):
                return self.days(start, end)
            case And(nodes):
                return self.both(nodes)
            case Or(nodes):
                return self.any_of(self.node(part) for part in nodes)
            case Not():
                return self.both((node,))
            case Named():
                raise ValueError(f"The name {node.value!r} was not resolved.")

    def variants_of(self, text: str) -> Variants:
        return self.variants.get(text) or Variants(typed(text))

    def both(self, nodes: Sequence[Node]) -> Q:
        must, may, must_not = [], [], []
        for node in nodes:
            if isinstance(node, Not):
                must_not.append(self.node(node.node))
            elif isinstance(node, Word) and is_initial(node.text):
                may.append(self.node(node))
            else:
                must.append(self.node(node))
        if not must and not may:
            must.append(self.silent(self.everything()))
        return self.boolean(must, [*may, *self.pairs(nodes)], must_not)

    def pairs(self, nodes: Sequence[Node]) -> Iterator[Q]:
        """Two words that follow each other in the query, where they do in the text.

        "Chris Harris" is then found before a Chris here and a Harris there.
        """
        for one, other in list(pairwise(nodes))[:MOST_PAIRS]:
            if isinstance(one, Word) and isinstance(other, Word) and one.headline == other.headline:
                folded = [*words(one.text), *words(other.text)]
                yield self.weighted(self.phrase(folded, 0, one.headline), PAIR_WEIGHT)

    def word(self, variants: Variants, headline: bool) -> Q:
        where = _where(headline)
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
                wanted.append(self.all_of([self.any_spelling(part) for part in variants.names]))
        wanted += [self.stem_itself(stem, where) for stem in variants.stems]
        if terms:
            wanted.append(self.weighed(terms))
        return wanted[0] if len(wanted) == 1 else self.any_of(wanted)

    def any_spelling(self, spellings: Sequence[Spelling]) -> Q:
        """Texts that have one of the spellings as a name; the oftener, and in the headline, the better."""
        having = self.any_of(self.term("names", spelling.term) for spelling in spellings)
        spelled = dict.fromkeys(spelling.word for spelling in spellings)
        weighed = self.weighed(
            [("words", word, KEY_WEIGHT) for word in spelled]
            + [("headline", word, KEY_WEIGHT * HEADLINE_WEIGHT) for word in spelled]
        )
        return self.boolean([self.silent(having)], [weighed])

    def stem_itself(self, stem: Stem, where: str) -> Q:
        """The word that is its own stem, in texts of the language in which it is."""
        if not stem.word or not self.frequency(where, stem.word):
            return self.nothing()
        word = self.weighted(self.term(where, stem.word), STEM_WEIGHT)
        return self.all_of([word, self.choice("language", (stem.language, UNDETERMINED))])

    def weighed(self, terms: Iterable[tuple[str, str, float]]) -> Q:
        """Any of the terms, each as rare as the most frequent of them.

        A stem of a rare language, or a foreign spelling, would otherwise look rare and win over the word.
        """
        found = [(field, term, weight, self.frequency(field, term)) for field, term, weight in terms]
        found = [one for one in found if one[3]]
        if not found:
            return self.nothing()
        # The headline's own frequencies are many times smaller; they do not say how rare the word is.
        common = self.rarity("words", max(frequency for *_, frequency in found))
        return self.any_of(
            self.weighted(self.term(field, term), weight * common / self.rarity(field, frequency))
            for field, term, weight, frequency in found
        )

    def rarity(self, field: str, frequency: int) -> float:
        """BM25's inverse document frequency."""
        return math.log(1 + (max(self.documents(field) - frequency, 0) + 0.5) / (frequency + 0.5))

    def phrase(self, folded: Sequence[str], slop: int, headline: bool) -> Q:
        if not folded:
            return self.nothing()
        if len(folded) == 1:
            return self.term(_where(headline), folded[0])
        return self.several(_where(headline), folded, slop)

    def similar(self, text: str, distance: int, headline: bool) -> Q:
        near = self.resembling(_where(headline), fold_word[text], distance)
        return self.any_of((near, self.word(self.variants_of(text), headline)))

    def choice(self, field: str, values: Sequence[int | str]) -> Q:
        return self.having(field, values) if values else self.nothing()

    def days(self, start: int | None, end: int | None) -> Q:
        clauses = []
        if end is not None:
            clauses.append(self.between("start", UNDATED + 1, end - 1))
        if start is not None:
            clauses.append(self.between("end", start + 1, None))
        return self.silent(self.boolean(clauses))

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

    def typed_first(self, whole: Q, typed: Q) -> Q:
        """However well another spelling of a name fits, what holds the words as typed comes before it."""
        return self.boolean([whole], [self.always(typed, TYPED_FIRST)])

    def silent(self, query: Q) -> Q:
        """The same documents, without a say in their order."""
        return self.always(query, 0.0)

    def any_of(self, queries: Iterable[Q]) -> Q:
        return self.boolean(may=list(queries))

    def all_of(self, queries: Sequence[Q]) -> Q:
        if not queries:
            return self.everything()
        return queries[0] if len(queries) == 1 else self.boolean(queries)


def _where(headline: bool) -> str:
    return "headline" if headline else "words"


def chosen(query: Query) -> dict[str, tuple[int, ...] | tuple[str, ...]]:
    """The values chosen beside the text, by facet."""
    return {
        "source": query.sources,
        "section": query.sections,
        "language": query.languages,
        "place": query.places,
        "person": query.persons,
    }
