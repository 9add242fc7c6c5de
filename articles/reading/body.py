"""Which lines are the article's text."""

from __future__ import annotations

from articles.reading.lines import PageLines
from articles.reading.model import Role

_CLOSERS = ".!?…։:՝»”\"'’)"
_SENTENCE_ENDS = ".!?…։»”\"’:)՜՞"


def is_sentence(line: str) -> bool:
    """Prose by its form: long, or of some length and closed by a sentence's punctuation."""
    length = len(line)
    if length >= 100:
        return True
    return length >= 30 and line[-1] in _SENTENCE_ENDS or length >= 80


def is_plain_text(page: PageLines) -> bool:
    """A file that is an article and nothing else: headline, blank line, paragraphs."""
    nonblank = page.nonblank()
    if len(nonblank) < 2 or nonblank[0] + 1 == nonblank[1] or len(page.rest[nonblank[0]]) > 200:
        return False
    rest = [page.rest[i] for i in nonblank[1:]]
    prose = sum(len(line) for line in rest if is_sentence(line))
    return prose >= 0.8 * sum(map(len, rest))


def find_body(page: PageLines, first: int | None, last: int | None) -> list[int]:
    """Indexes of the body's lines, by the best run of prose between the limits given by other rules."""
    start = first if first is not None else 0
    stop = last + 1 if last is not None else len(page.rest)
    best, best_score = (0, 0), 0.0
    score, begin = 0.0, None
    for i in range(start, stop):
        role = page.roles[i]
        if role is Role.BLANK:
            continue
        line = page.rest[i]
        if role is not None:
            value = -0.6 if role is Role.TIME_STAMP else -1.0
        elif is_sentence(line):
            value = 0.5 + min(len(line), 300) / 100
        else:
            value = -0.7
        if begin is None or score <= 0:
            score, begin = 0.0, i
        score += value
        if score > best_score:
            best, best_score = (begin, i + 1), score
    begin_at = first if first is not None else best[0]
    end_at = last + 1 if last is not None else best[1]
    return [i for i in range(begin_at, end_at) if page.free(i)]
