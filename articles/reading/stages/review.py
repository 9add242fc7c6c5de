"""Doubts, and which articles a person should look at."""

from __future__ import annotations

from articles.reading.draft import Draft
from articles.reading.model import Published, Role
from articles.reading.signs.marks import is_paywall
from articles.reading.signs.prose import is_sentence
from articles.text.codes import coded

_SHORT = 200  # characters
LEAST_OF_PROSE = 30  # percent of the page's prose; a text that is less may be the wrong one
# They say nothing against the headline, body or date that is given.
PUBLISHED_STILL = frozenset({"date.none", "lead.cut"})


def doubt(draft: Draft, body: list[int], published: Published | None) -> None:
    """Adds what is doubtful about the item as a whole and decides whether it goes to review."""
    page = draft.page
    if published is None:
        draft.doubts.append(coded("date.none"))
    length = sum([len(page.rest[i]) for i in body])
    if length < 4 * _SHORT and any(is_paywall(page.rest[i]) for i in page.nonblank()):
        draft.doubts.append(coded("page.paywall"))
    if length < _SHORT:
        outside = sum([len(page.rest[i]) for i in page.nonblank() if page.roles[i] is not Role.BODY])
        if outside > 10 * length:
            draft.doubts.append(coded("page.menu"))
    elif 100 * length < LEAST_OF_PROSE * (prose := _prose(draft)):
        draft.doubts.append(coded("body.short", percent=round(100 * length / prose)))
    draft.needs_review = any(doubt.code not in PUBLISHED_STILL for doubt in draft.doubts)


def _prose(draft: Draft) -> int:
    """Characters of all sentences of the item's lines, whatever they were taken for."""
    page = draft.page
    lines = (page.rest[i] for i in page.nonblank(draft.first, draft.stop) if page.rest[i])
    return sum(len(line) for line in lines if is_sentence(line))
