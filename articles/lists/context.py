"""Words in context: a line for each place that has what was asked for, the words in its middle. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.search.snippets import Span

AROUND = 70  # characters before the words, and after
LINES = 5  # of one article

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class InContext:
    before: str
    words: str
    after: str


def in_context(text: str, spans: Sequence[Span]) -> list[InContext]:
    """The first LINES of them, in order; of those that overlap the first."""
    found: list[InContext] = []
    end = -1
    for span in spans:
        if span.start < end:
            continue
        end = span.end
        if len(found) == LINES:
            break
        found.append(InContext(_before(text, span.start), _plain(text[span.start : end]), _after(text, end)))
    return found


def _before(text: str, end: int) -> str:
    start = max(0, end - AROUND)
    if start:  # not within a word, where one ends near
        space = _SPACE.search(text, start, end)
        start = space.end() if space else start
    return ("…" if start else "") + _plain(text[start:end])


def _after(text: str, start: int) -> str:
    end = min(len(text), start + AROUND)
    if end < len(text):
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = space if space > start else end
    return _plain(text[start:end]) + ("…" if end < len(text) else "")


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text)
