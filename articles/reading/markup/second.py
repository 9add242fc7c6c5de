"""A second opinion on where the text of an HTML page is: trafilatura's, asked where ours doubts.

It is slow to load and to read, so it is asked of few pages.
"""

from __future__ import annotations

import logging
import re

from articles.reading.lines import PageLines
from articles.reading.model import Item

SHORT = 250  # characters of a text that may be the wrong one
_DOUBTS = frozenset({"page.menu"})
_WORDS = re.compile(r"\w+")
_FEWEST = 4  # words of a line that is looked for by itself


def is_doubted(items: list[Item]) -> bool:
    """Whether our own reading of the page may have missed the text."""
    return not items or any(
        item.evidence["body"].rule.code != "body.markup"
        and (len(item.body) < SHORT or any(doubt.code in _DOUBTS for doubt in item.doubts))
        for item in items
    )


def second_opinion(markup: str, page: PageLines) -> frozenset[int]:
    """The lines that are in what it takes for the text; none where it finds no text, or not on the page."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(markup, include_comments=False, include_tables=False, with_metadata=False)
    except Exception:  # of hostile pages it fails in more ways than it says
        return frozenset()
    if not text:
        return frozenset()
    whole = f" {_key(text)} "
    return frozenset(
        i
        for i in page.nonblank()
        if len(_WORDS.findall(page.rest[i])) >= _FEWEST and f" {_key(page.rest[i])} " in whole
    )


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
