"""Where the article is over: labels such as "Related news" with other items below them.

A label alone says little: stories have subheads that read like labels, and links between their paragraphs.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from articles.reading.signs.marks import opens_tail
from articles.reading.signs.prose import closes_sentence

_AHEAD = 40  # lines below the label that are looked at
_PARAGRAPH = 80  # characters of a closed line that is one of a story's
_HEADING = 25  # characters of an open line that may be a headline
_STORY = 0.6  # share of the letters below the label that stand in such lines, if the story goes on


def ends_article(lines: Sequence[str], at: int) -> bool:
    """Whether the line is a label after which nothing of the article follows but other items."""
    return opens_tail(lines[at]) and not story_goes_on(lines[at + 1 : at + 1 + _AHEAD])


def story_goes_on(below: Sequence[str]) -> bool:
    """Whether these lines are mostly paragraphs, and not each of them below a headline of its own."""
    paragraphs = [len(line) >= _PARAGRAPH and closes_sentence(line) for line in below]
    length = sum(map(len, below))
    prose = sum(len(line) for line, is_one in zip(below, paragraphs, strict=True) if is_one)
    together = any(a and b for a, b in itertools.pairwise(paragraphs))
    headings = sum(
        len(line) >= _HEADING and not closes_sentence(line)
        for line, is_one in zip(below, paragraphs, strict=True)
        if not is_one
    )
    return length > 0 and prose >= _STORY * length and (together or headings < sum(paragraphs))
