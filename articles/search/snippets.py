"""Why an article was found: its matching words lit, and the passage that shows most of them.

Made from our own tokens, so that phrases are lit as phrases, and inflections and names in other letters at
all. Texts come back in pieces, never as HTML; whoever shows them escapes them.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA

from articles.names.keys import search_keys
from articles.search.analysis import Variants, may_be_name, variants_in
from articles.search.tree import Node, Phrase, Prefix, Similar, Text, texts
from articles.text.stems import stem_terms
from articles.text.tokens import Remembered, fold_word, word_matches, words

SNIPPET_LENGTH = 260  # characters, about
_LEAD = 60  # characters before the first match
_SENTENCE_END = re.compile(r"[.!?։…]['\"»”)]*\s+|\n+")


class Segment(NamedTuple):
    text: str
    is_match: bool


class Span(NamedTuple):
    start: int
    end: int
    term: int  # which term of the query


class Shown(Protocol):
    """What a snippet is made of."""

    language: str
    body: str


class _Sequence(NamedTuple):
    words: tuple[str, ...]
    slop: int


Test = Callable[[str, str], bool]  # (word as it stands, language of the text)


def _one_word(variants: Variants) -> Test:
    found = {variants.bare, variants.joined} - {""}
    if len(variants.words) == 1:
        found.add(variants.words[0])
    keys = frozenset().union(*variants.keys)
    terms = {stem.term for stem in variants.stems}
    own_stems = {(stem.language, stem.word) for stem in variants.stems}

    def test(raw: str, language: str) -> bool:
        if fold_word[raw] in found:
            return True
        if terms and not terms.isdisjoint(stem_terms([raw], language)):
            return True
        if (language, fold_word[raw]) in own_stems:
            return True
        return bool(keys) and may_be_name(raw) and not keys.isdisjoint(search_keys(raw, language))

    return test


def _tests(term: Text, variants: Variants | None) -> tuple[list[Test], list[_Sequence]]:
    """How the words of a text are compared with one term: each by itself, or several in a row."""
    tests: list[Test] = []
    sequences: list[_Sequence] = []
    if variants is not None:
        tests.append(_one_word(variants))
        if len(variants.words) > 1:
            sequences.append(_Sequence(variants.words, 0))
    match term:
        case Prefix(text):
            prefix = fold_word[text]
            tests.append(lambda raw, language: fold_word[raw].startswith(prefix))
        case Similar(text, distance):
            folded = fold_word[text]
            tests.append(
                lambda raw, language: OSA.distance(fold_word[raw], folded, score_cutoff=distance) <= distance
            )
        case Phrase(text, slop):
            sequences.append(_Sequence(tuple(words(text)), slop))
    return tests, sequences


_first_letter = Remembered(lambda letter: fold_word[letter][:1])


def _beginnings(
    terms: Sequence[Text], variants: Mapping[str, Variants], in_sequences: set[str]
) -> frozenset[str]:
    """The folded letters that a word must begin with to match; none where it may be any.

    Stems keep a word's beginning; what only sounds alike, or has letters wrong, need not. A word may begin
    with a mark that folds to nothing.
    """
    if any(
        isinstance(term, Similar) or any(variants[term.text].keys) for term in terms if term.text in variants
    ):
        return frozenset()
    found = {*in_sequences, *(fold_word[term.text] for term in terms if isinstance(term, Prefix))}
    for one in variants.values():
        found |= {*one.words, one.bare, one.joined, *(stem.text for stem in one.stems)}
    return frozenset({_first_letter[word[0]] for word in found if word} | {""})


class Matcher:
    """Finds the terms of one query in texts. Remembers what it thought of each word."""

    def __init__(self, terms: Sequence[Text], exact: bool, names: bool = True) -> None:
        self._tests: list[tuple[int, Test]] = []
        self._sequences: list[tuple[int, _Sequence]] = []
        variants = variants_in(terms, exact)
        if not names:
            variants = {text: replace(found, keys=()) for text, found in variants.items()}
        for number, term in enumerate(terms):
            tests, sequences = _tests(term, variants.get(term.text))
            self._tests += [(number, test) for test in tests]
            self._sequences += [(number, sequence) for sequence in sequences]
        self._in_sequences = {word for _, sequence in self._sequences for word in sequence.words}
        self._beginnings = _beginnings(terms, variants, self._in_sequences)
        self._remembered: dict[tuple[str, str], tuple[int, ...]] = {}

    def _terms_of(self, raw: str, language: str) -> tuple[int, ...]:
        return tuple(number for number, test in self._tests if test(raw, language))

    def spans(self, text: str, language: str) -> list[Span]:
        """Every match, in order of its start."""
        if not self._tests and not self._sequences:
            return []
        found: list[Span] = []
        places: list[tuple[int, int, int, str]] = []  # number of the word, start, end, folded
        remembered, beginnings = self._remembered, self._beginnings
        for number, match in enumerate(word_matches(text)):
            raw = match[0]
            if beginnings and _first_letter[raw[0]] not in beginnings:
                continue
            terms = remembered.get((raw, language))
            if terms is None:
                terms = remembered[raw, language] = self._terms_of(raw, language)
            if terms:
                found += [Span(match.start(), match.end(), term) for term in terms]
            if self._in_sequences and fold_word[raw] in self._in_sequences:
                places.append((number, match.start(), match.end(), fold_word[raw]))
        for term, sequence in self._sequences:
            found += [Span(start, end, term) for start, end in _sequence_spans(sequence, places)]
        return sorted(found)


def _sequence_spans(
    sequence: _Sequence, places: list[tuple[int, int, int, str]]
) -> Iterator[tuple[int, int]]:
    """Where the words stand in a row; with slop, where all of them stand within that many more words."""
    if sequence.slop:
        yield from _near_spans(sequence, places)
        return
    length = len(sequence.words)
    for at in range(len(places) - length + 1):
        row = places[at : at + length]
        if row[-1][0] - row[0][0] == length - 1 and all(
            place[3] == word for place, word in zip(row, sequence.words, strict=True)
        ):
            yield row[0][1], row[-1][2]


def _near_spans(sequence: _Sequence, places: list[tuple[int, int, int, str]]) -> Iterator[tuple[int, int]]:
    reach = len(sequence.words) + sequence.slop
    wanted = set(sequence.words)
    window: deque[tuple[int, int, int, str]] = deque()
    held: Counter[str] = Counter()
    for place in places:
        if place[3] not in wanted:
            continue
        window.append(place)
        held[place[3]] += 1
        while place[0] - window[0][0] >= reach:
            held[window.popleft()[3]] -= 1
        if all(held[word] for word in wanted):
            yield from ((start, end) for _, start, end, _ in window)
            window.clear()
            held.clear()


class Terms(NamedTuple):
    """What a query lights in texts."""

    texts: tuple[Text, ...]
    exact: bool = False


def terms_of(tree: Node | None, exact: bool = False) -> Terms:
    """The terms of a query's tree; its names light nothing, resolved or not."""
    return Terms(tuple(dict.fromkeys(texts(tree))), exact)


@lru_cache(maxsize=64)
def _matcher(terms: Terms, names: bool) -> Matcher:
    return Matcher(terms.texts, terms.exact, names)


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> list[Segment]:
    """The text from ``start`` to ``end``, lit where a span lies; overlapping spans are one."""
    segments: list[Segment] = []
    at = start
    for span in spans:
        if span.end <= at or span.start >= end:
            continue
        first, last = max(span.start, at), min(span.end, end)
        if first > at:
            segments.append(Segment(text[at:first], False))
        segments.append(Segment(text[first:last], True))
        at = last
    if at < end:
        segments.append(Segment(text[at:end], False))
    return segments


def highlight(text: str, language: str, terms: Terms, names: bool = True) -> list[Segment]:
    """The whole text in pieces; joined, they are the text.

    Without ``names`` their other spellings stay unlit: a text that was found by the words as typed needs no
    look at the sound of each of its own.
    """
    return _pieces(text, _matcher(terms, names).spans(text, language), 0, len(text))


def snippet(article: Shown, terms: Terms, length: int = SNIPPET_LENGTH, names: bool = True) -> list[Segment]:
    """The passage of the body that shows most of the query, else its beginning; ``…`` where it is cut."""
    body = article.body
    spans = _matcher(terms, names).spans(body, article.language)
    start = _start_of_passage(body, _best_start(spans, length - _LEAD)) if spans else 0
    end = _end_of_passage(body, start + length)
    pieces = _pieces(body, spans, start, end)
    segments = [Segment(re.sub(r"\s+", " ", piece.text), piece.is_match) for piece in pieces]
    if start > 0:
        segments.insert(0, Segment("…", False))
    if end < len(body):
        segments.append(Segment("…", False))
    return segments


def _best_start(spans: Sequence[Span], reach: int) -> int:
    """The first span of the stretch of ``reach`` characters with most different terms, then most spans."""
    held: Counter[int] = Counter()
    best, best_worth = spans[0].start, (0, 0)
    first = 0
    for last, span in enumerate(spans):
        held[span.term] += 1
        while span.end - spans[first].start > reach and first < last:
            held[spans[first].term] -= 1
            first += 1
        worth = (sum(1 for count in held.values() if count), last - first + 1)
        if worth > best_worth:
            best, best_worth = spans[first].start, worth
    return best


def _start_of_passage(body: str, first_match: int) -> int:
    """The beginning of the match's sentence if it is near, else of a word."""
    if first_match <= _LEAD:
        return 0
    window_start = first_match - 2 * _LEAD
    ends = [match.end() for match in _SENTENCE_END.finditer(body, max(0, window_start), first_match)]
    if ends:
        return ends[-1]
    space = body.find(" ", max(0, first_match - _LEAD), first_match)
    return space + 1 if space >= 0 else max(0, first_match - _LEAD)


def _end_of_passage(body: str, end: int) -> int:
    if end >= len(body):
        return len(body)
    space = body.rfind(" ", end - _LEAD, end)
    return space if space >= 0 else end
