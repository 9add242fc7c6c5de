"""The headline and the caption among the lines before the body."""

from __future__ import annotations

import re

from articles.reading.body import is_sentence
from articles.reading.lines import PageLines
from articles.reading.marks import is_photo_credit
from articles.reading.model import Role
from articles.reading.phrases import fold

_SEPARATORS = re.compile(r"\s+[|–—\-·•»:/]\s+|\s?\|\s?")
_WORDS = re.compile(r"\w+")
REACH = 14  # nonblank lines before the body in which the headline is sought
LONGEST = 220


def title_parts(line: str) -> list[str]:
    """What a page title can contain as headline: itself, and it without the site's name at either end."""
    parts = _SEPARATORS.split(line)
    spans = [line.strip()]
    found = list(_SEPARATORS.finditer(line))
    for cut in found:
        spans.append(line[: cut.start()].strip())
        spans.append(line[cut.end() :].strip())
    return [part for part in spans if len(part) >= 12] if len(parts) > 1 else spans


def find_headline(page: PageLines, body_start: int) -> tuple[int, str] | None:
    """(index of the line, rule) of the headline before the body, or None."""
    free = [i for i in page.nonblank(0, body_start) if page.free(i)]
    if not free:
        return None
    first = page.nonblank()[0]
    if free[0] == first:
        title = page.rest[first]
        for part in sorted(title_parts(title), key=len, reverse=True):
            low = fold(part)
            for i in reversed(free[1:]):
                if fold(page.rest[i]) == low:
                    return i, "the page's title stands again above the text"
    near = [i for i in free if _is_candidate(page.rest[i])][-REACH:]
    if not near:
        return None
    best = max(near, key=lambda i: (_score(page, i, free, body_start), -i))
    if _score(page, best, free, body_start) <= 0:
        return None
    return best, "the most headline-like line above the text"


def _is_candidate(line: str) -> bool:
    return 8 <= len(line) <= LONGEST and not is_photo_credit(line) and any(map(str.isalpha, line))


def _score(page: PageLines, index: int, free: list[int], body_start: int) -> float:
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
    position = free.index(index)
    if position + 1 < len(free) and page.rest[free[position + 1]] == line:
        score -= 1.0
    if position and page.rest[free[position - 1]] == line:
        score -= 1.2
    score -= 0.04 * (len(page.nonblank(index, body_start)) - 1)
    return score


def find_caption(page: PageLines, headline: int | None, body_start: int) -> tuple[int, str] | None:
    """(index, rule) of the picture's caption: a photo credit, a line set twice, or a name above the headline."""
    free = [i for i in page.nonblank(0, body_start) if page.roles[i] in (None, Role.CAPTION)]
    near = free[-REACH:]
    for i in near:
        if i != headline and is_photo_credit(page.rest[i]):
            return i, "a photo credit"
    texts = [page.rest[i] for i in near]
    for i in near:
        if i != headline and not is_sentence(page.rest[i]) and texts.count(page.rest[i]) > 1:
            if headline is None or page.rest[headline] != page.rest[i]:
                return i, "a line set twice above the text"
    if headline is not None:
        above = [i for i in near if i < headline]
        if above and above[-1] == headline - 1 and 1 <= len(page.rest[above[-1]].split()) <= 4:
            if page.nonblank()[0] == above[-1] and len(above) == 1:
                return above[-1], "a short line above the headline"
    return None
