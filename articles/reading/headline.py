"""The headline and the caption among the lines above the body."""

from __future__ import annotations

import re

from articles.reading.body import SMALL_PAGE, closes_sentence, is_sentence
from articles.reading.draft import Draft
from articles.reading.marks import is_photo_credit
from articles.reading.model import Role
from articles.reading.title import title_line

_WORDS = re.compile(r"\w+")
REACH = 14  # nonblank lines above the body in which the headline is sought
LONGEST = 220


def find_headline(draft: Draft, body_start: int, plain: bool) -> int | None:
    """Index of the headline, with its evidence noted; None where the page has none."""
    page = draft.page
    if plain:
        first = page.nonblank()[0]
        if first == body_start:
            return None
        draft.note("headline", "the line above a plain text", first)
        return first
    free = [i for i in page.nonblank(draft.first, body_start) if page.free(i) and page.rest[i]]
    if len(free) > 1:
        repeated = title_line([page.rest[i] for i in free])
        if repeated is not None:
            draft.note("headline", "the page's title stands again above the text", free[repeated])
            return free[repeated]
    seen: set[str] = set()
    near = []
    for i in free[-REACH:]:
        if page.rest[i] not in seen and _is_candidate(page.rest[i]):
            near.append(i)
        seen.add(page.rest[i])
    if not near:
        return None
    scores = {i: _score(draft, i, body_start) for i in near}
    best = max(near, key=lambda i: (scores[i], -i))
    if scores[best] <= 0:
        return None
    draft.note("headline", "the most headline-like line above the text", best)
    return best


def _is_candidate(line: str) -> bool:
    return 8 <= len(line) <= LONGEST and not is_photo_credit(line) and any(map(str.isalpha, line)) and line[0] != "("


def _score(draft: Draft, index: int, body_start: int) -> float:
    page = draft.page
    line = page.rest[index]
    words = len(_WORDS.findall(line))
    score = 1.0
    if words < 3:
        score -= 1.2
    elif words < 5:
        score -= 0.3
    if len(line) > 140:
        score -= 1.0
    if line[-1] == "." or line[-1] in ":;,։":
        score -= 1.5 if is_sentence(line) else 0.7
    following = page.nonblank(index + 1, body_start)[:1]
    if following and page.rest[following[0]] == line:
        score -= 1.0
    score -= 0.04 * (len(page.nonblank(index, body_start)) - 1)
    return score


def find_caption(draft: Draft, headline_at: int | None, body_start: int) -> str:
    """The picture's caption above the body, with its evidence noted, or ""."""
    page = draft.page
    lines = page.nonblank(draft.first, body_start)[-REACH:]
    chosen = _caption_line(draft, headline_at, lines)
    if chosen is None:
        return ""
    index, rule = chosen
    caption = page.rest[index]
    for i in lines:
        if page.rest[i] == caption and page.roles[i] is not Role.HEADLINE:
            page.roles[i] = Role.CAPTION
    draft.note("caption", rule, index)
    return caption


def _caption_line(draft: Draft, headline_at: int | None, lines: list[int]) -> tuple[int, str] | None:
    page = draft.page
    small = len(page.nonblank()) <= SMALL_PAGE
    for i in lines:
        if page.roles[i] is Role.CAPTION:
            return i, "a photo credit"
    if not small:
        return None
    free = [i for i in lines if page.free(i)]
    for i, following in zip(lines, lines[1:], strict=False):
        if i in free and page.rest[i] == page.rest[following] and not closes_sentence(page.rest[i]):
            return i, "a line set twice above the text"
    if headline_at is None:
        return None
    headline = page.rest[headline_at]
    for i in free:
        if i > headline_at and page.rest[i] == headline and i + 1 < len(page.rest) and page.roles[i + 1] is Role.BLANK:
            return i, "the headline again, as a block of its own above the text"
    above = [i for i in lines if i < headline_at]
    if len(above) == 1 and page.free(above[0]) and above[0] == headline_at - 1 and len(page.rest[above[0]].split()) <= 4:
        return above[0], "a short line above the headline"
    return None
