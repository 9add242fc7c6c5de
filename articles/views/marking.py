"""Texts cut into pieces that a template can mark: who is named, what was searched for. Pure.

The pieces of a text, put together, are the text; escaping is the template's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from articles.models import Mention, Person
from articles.text.difference import Change, difference

PARAGRAPH_BREAK = "\n\n"


class Span(NamedTuple):
    """Characters of a text, half-open; they name a person, or what has a page at `address`, or else match the
    search.
    """

    start: int
    end: int
    person: Person | None = None
    address: str = ""


class Piece(NamedTuple):
    text: str
    person: Person | None = None
    is_match: bool = False
    address: str = ""  # of the page of a place or a day that is named


def mention_spans(text: str, mentions: Iterable[Mention]) -> list[Span]:
    """Where `mentions` stand in `text`, in order; of two that overlap the earlier, then longer one.

    A mention whose characters are no longer those it was found with is left out: the text was edited since.
    """
    spans: list[Span] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        stands = text[mention.start : mention.end] == mention.surface
        if stands and (not spans or mention.start >= spans[-1].end):
            spans.append(Span(mention.start, mention.end, mention.person))
    return spans


def beside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The spans and those of the others that overlap none of them, in order; none overlap their own."""
    found = sorted(spans, key=lambda span: span.start)
    free = []
    at = 0
    for other in sorted(others, key=lambda span: span.start):
        while at < len(found) and found[at].end <= other.start:
            at += 1
        if at == len(found) or found[at].start >= other.end:
            free.append(other)
    return sorted([*found, *free], key=lambda span: span.start)


def match_spans(segments: Iterable[tuple[str, bool]]) -> list[Span]:
    """The matching ones of a text's segments (text, whether it matches the search)."""
    spans, at = [], 0
    for text, is_match in segments:
        if is_match:
            spans.append(Span(at, at + len(text)))
        at += len(text)
    return spans


def moved_to(longer: str, text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans of ``text`` where they stand in another form of it; those that it has otherwise are left out.

    Letters are counted without blanks, which a difference tells of the other form only.
    """
    where: list[int | None] = []  # each letter of the text in the other form
    there = 0
    for one in difference(text, longer):
        if one.change is Change.SAME:
            where += [there + n for n, letter in enumerate(one.text) if not letter.isspace()]
        elif one.change is Change.OUT:
            where += [None for letter in one.text if not letter.isspace()]
        there += len(one.text) if one.change is not Change.OUT else 0
    before = list(accumulate((not letter.isspace() for letter in text), initial=0))
    found = []
    for span in spans:
        places = where[before[span.start] : before[span.end]]
        if places and places[0] is not None and places[-1] is not None and None not in places:
            found.append(span._replace(start=places[0], end=places[-1] + 1))
    return found


def pieces(
    text: str,
    mentions: Sequence[Span] = (),
    matches: Sequence[Span] = (),
    start: int = 0,
    end: int | None = None,
) -> list[Piece]:
    """The text from `start` to `end`, cut wherever a mention or a match begins or ends.

    Mentions are in order and do not overlap; nor do matches.
    """
    end = len(text) if end is None else end
    mentions, matches = _reaching(mentions, start, end), _reaching(matches, start, end)
    edges = (edge for span in (*mentions, *matches) for edge in span[:2])
    cuts = {start, end, *(edge for edge in edges if start < edge < end)}
    named, matched = _Walk(mentions), _Walk(matches)
    found = []
    for first, last in pairwise(sorted(cuts)):
        name = named.span_at(first)
        is_match = bool(matched.span_at(first))
        found.append(
            Piece(text[first:last], name.person, is_match, name.address)
            if name
            else Piece(text[first:last], is_match=is_match)
        )
    return found


def paragraphs(text: str, mentions: Sequence[Span] = (), matches: Sequence[Span] = ()) -> list[list[Piece]]:
    """The pieces of each paragraph of a text; blank ones are dropped."""
    found, start = [], 0
    for paragraph in text.split(PARAGRAPH_BREAK):
        end = start + len(paragraph)
        if paragraph.strip():
            found.append(pieces(text, mentions, matches, start, end))
        start = end + len(PARAGRAPH_BREAK)
    return found


def _reaching(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of the spans that reach into a part of the text."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, end, key=lambda span: span.start)]


class _Walk:
    """Answers which of some ordered spans covers a position; the positions asked for only grow."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.next = 0

    def span_at(self, position: int) -> Span | None:
        while self.next < len(self.spans) and self.spans[self.next].end <= position:
            self.next += 1
        if self.next < len(self.spans) and self.spans[self.next].start <= position:
            return self.spans[self.next]
        return None
