"""Texts cut into pieces that a template can mark: who is named, what was searched for. Pure.

The pieces of a text, put together, are the text; escaping is the template's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.models import Mention, Person

PARAGRAPH_BREAK = "\n\n"


class Span(NamedTuple):
    """Characters of a text, half-open; they name a person, or match the search where `person` is None."""

    start: int
    end: int
    person: Person | None = None


class Piece(NamedTuple):
    text: str
    person: Person | None = None
    is_match: bool = False


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


def match_spans(segments: Iterable[tuple[str, bool]]) -> list[Span]:
    """The matching ones of a text's segments (text, whether it matches the search)."""
    spans, at = [], 0
    for text, is_match in segments:
        if is_match:
            spans.append(Span(at, at + len(text)))
        at += len(text)
    return spans


def pieces(text: str, mentions: Sequence[Span] = (), matches: Sequence[Span] = ()) -> list[Piece]:
    """All of `text`, cut wherever a mention or a match begins or ends. Both are in order, apart."""
    cuts = {0, len(text), *(edge for span in (*mentions, *matches) for edge in span[:2])}
    named, matched = _Walk(mentions), _Walk(matches)
    found = []
    for start, end in pairwise(sorted(cuts)):
        name = named.span_at(start)
        found.append(Piece(text[start:end], name.person if name else None, bool(matched.span_at(start))))
    return found


def paragraphs(whole: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of a text as the pieces of each of its paragraphs; blank ones are dropped."""
    found: list[list[Piece]] = [[]]
    for piece in whole:
        first, *others = piece.text.split(PARAGRAPH_BREAK)
        found[-1].append(piece._replace(text=first))
        found.extend([piece._replace(text=other)] for other in others)
    return [parts for parts in found if any(part.text.strip() for part in parts)]


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
