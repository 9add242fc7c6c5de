"""Why an article was found: its matching words lit, and the passage that shows most of them.

Made from our own tokens, so that phrases are lit as phrases, and inflections and names in other letters at
all. Texts come back in pieces, never as HTML; whoever shows them escapes them.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA

from articles.names.romanise import language_of
from articles.search.analysis import Variants, typed, without_names
from articles.search.terms import joined_term, may_be_name
from articles.search.tree import Node, Pattern, Phrase, Prefix, Similar, Text, Word, texts
from articles.text.stems import stemmed_as
from articles.text.tokens import Remembered, fold_word, joined_words, without_joints, word_matches, words

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
    found = {*variants.also, *(variants.words if len(variants.words) == 1 else ())}
    forms = {(form.language, form.word) for form in variants.forms}
    forms |= {(stem.language, stem.word) for stem in variants.stems}
    inflected = {word for _, word in forms}
    names = {(name.language, name.word) for part in variants.names for name in part}
    named = {word for _, word in names}

    def test(raw: str, language: str) -> bool:
        folded = fold_word[raw]
        if folded in found:
            return True
        if folded in inflected and (stemmed_as(raw, language), folded) in forms:
            return True
        return folded in named and may_be_name(raw) and (language_of(raw, language), folded) in names

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
        case Pattern():
            fits = re.compile(term.quick_regex).fullmatch
            tests.append(lambda raw, language: fits(fold_word[raw]) is not None)
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

    A word may begin with a mark that folds to nothing.
    """
    if any(isinstance(term, Similar) for term in terms):
        return frozenset()
    opened = {fold_word[term.text[:1]] for term in terms if isinstance(term, Pattern)}
    found = {*opened, *in_sequences, *(fold_word[term.text] for term in terms if isinstance(term, Prefix))}
    for one in variants.values():
        found |= {
            *one.words,
            *one.also,
            *(form.word for form in one.forms),
            *(stem.word for stem in one.stems),
        }
        found |= {name.word for part in one.names for name in part}
    return frozenset({_first_letter[word[0]] for word in found if word} | {""})


class Matcher:
    """Finds the terms of one query in texts. Remembers what it thought of each word."""

    def __init__(self, terms: Sequence[Text], known: Mapping[str, Variants]) -> None:
        self._tests: list[tuple[int, Test]] = []
        self._sequences: list[tuple[int, _Sequence]] = []
        variants = {
            term.text: known.get(term.text) or Variants(typed(term.text))
            for term in terms
            if isinstance(term, Word | Similar)
        }
        for number, term in enumerate(terms):
            tests, sequences = _tests(term, variants.get(term.text))
            self._tests += [(number, test) for test in tests]
            self._sequences += [(number, sequence) for sequence in sequences]
        self._joined = [
            (number, variants[term.text].joined)
            for number, term in enumerate(terms)
            if term.text in variants and variants[term.text].joined
        ]
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
        found += self._spans_in_parts(text, {span.term for span in found})
        return sorted(found)

    def _spans_in_parts(self, text: str, met: Collection[int]) -> Iterator[Span]:
        """What was typed as one word and the text writes in parts: O'Connor for OConnor."""
        wanted = {joined: number for number, joined in self._joined if number not in met}
        for match in joined_words(text) if wanted else ():
            number = wanted.get(joined_term(without_joints(match[0])))
            if number is not None:
                yield Span(match.start(), match.end(), number)


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


class Terms:
    """What a query lights in texts."""

    def __init__(self, terms: Sequence[Text], variants: Mapping[str, Variants]) -> None:
        self.texts = tuple(terms)
        self._variants = variants
        self._matchers: dict[bool, Matcher] = {}

    def spans(self, text: str, language: str, names: bool) -> list[Span]:
        """Every match, in order of its start; without ``names`` none that is another spelling of one."""
        if names not in self._matchers:
            variants = self._variants if names else without_names(self._variants)
            self._matchers[names] = Matcher(self.texts, variants)
        return self._matchers[names].spans(text, language)

    def spelled(self, text: str, language: str) -> tuple[str, str] | None:
        """The first name of a text that is spelled otherwise, and what was typed for it; None without."""
        typed = {(span.start, span.end) for span in self.spans(text, language, names=False)}
        for span in self.spans(text, language, names=True):
            if (span.start, span.end) not in typed:
                return text[span.start : span.end], self.texts[span.term].text
        return None


def terms_of(tree: Node | None, variants: Mapping[str, Variants]) -> Terms:
    """The terms of a query's tree with what the index looked for (``Results.variants``)."""
    return Terms(tuple(dict.fromkeys(texts(tree))), variants)


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
    return _pieces(text, terms.spans(text, language, names), 0, len(text))


def snippet(article: Shown, terms: Terms, length: int = SNIPPET_LENGTH, names: bool = True) -> list[Segment]:
    """The passage of the body that shows most of the query, else its beginning; ``…`` where it is cut."""
    return passage(article.body, terms.spans(article.body, article.language, names), length)


def lit(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The whole text in pieces, lit where a span lies; joined, they are the text."""
    return _pieces(text, spans, 0, len(text))


def passage(body: str, spans: Sequence[Span], length: int = SNIPPET_LENGTH) -> list[Segment]:
    """The passage of the body that has most of the terms of ``spans``, else its beginning."""
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
