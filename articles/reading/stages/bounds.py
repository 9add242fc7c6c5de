"""Where items begin and end on a page: datelines, end marks, and the lists of other items below."""

from __future__ import annotations

import datetime as dt
import itertools
import re

from articles.reading.draft import Draft
from articles.reading.lines import PageLines
from articles.reading.model import Hints, Role
from articles.reading.signs.datelines import Dateline, find_dateline
from articles.reading.signs.marks import end_mark
from articles.reading.signs.prose import is_sentence
from articles.reading.signs.stamps import STAMP_JOINTS, crawler_prefix, glued_stamp, stamps_of
from articles.reading.signs.vocabulary import Vocabulary
from articles.reading.stages.tails import ends_article
from articles.text.codes import coded

_ASTERISKS = re.compile(r"(?:\*\s*){3,}\Z")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_ITEMS = 50  # a page with more datelines is something else


def drafts_of(page: PageLines, hints: Hints, added: Vocabulary) -> list[Draft]:
    """One draft per item of the page, with the bounds that datelines and end marks give it."""
    collected, collected_line = _take_collector_prefix(page)
    nonblank = page.nonblank()
    tail = _tail(page, nonblank)
    datelines = _datelines(page, nonblank, tail, added)
    marks = _end_marks(page, nonblank, tail)
    starts = _starts(page, datelines, marks, tail)
    drafts = []
    for number, first in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(page.rest)
        own = page if len(starts) == 1 else page.copy()
        draft = Draft(own, hints, added, collected, collected_line, first, stop)
        if len(starts) > 1:
            for i in nonblank:
                if not first <= i < stop:
                    own.roles[i] = Role.FURNITURE
        for line, dateline in datelines:
            if first <= line < stop:
                _cut_dateline(draft, line, dateline)
                break
        for line in marks:
            if first <= line < stop and (draft.dateline_line is None or line >= draft.dateline_line):
                _cut_end_mark(draft, line)
                break
        drafts.append(draft)
    return drafts


def _take_collector_prefix(page: PageLines) -> tuple[dt.date | None, int]:
    first = page.nonblank()[0]
    prefix = crawler_prefix(page.texts[first])
    if not prefix:
        return None, first
    page.rest[first] = page.texts[first][prefix[1] :].strip()
    if not page.rest[first]:
        page.roles[first] = Role.TIME_STAMP
    return prefix[0], first


def _tail(page: PageLines, nonblank: list[int]) -> int:
    """Index of the first line such as "Latest" with prose above it; the end of the page if there is none."""
    prose = 0
    lines = [page.rest[i] for i in nonblank]
    for n, i in enumerate(nonblank):
        line = lines[n]
        if not line:
            continue
        if is_sentence(line):
            prose += 1
        elif prose and ends_article(lines, n):
            return i
    return len(page.rest)


def _datelines(
    page: PageLines, nonblank: list[int], tail: int, added: Vocabulary
) -> list[tuple[int, Dateline]]:
    found = []
    for i in nonblank:
        line = page.rest[i]
        if i >= tail:
            break
        if line[:1].isdigit():
            stamp = glued_stamp(line)  # ``18/05/2004 12:05 КУТАИСИ, 18 мая /…/``
            line = line[stamp.end :].lstrip(STAMP_JOINTS) if stamp else ""
        dateline = find_dateline(line, added)
        if dateline:
            found.append((i, dateline))
    return found


def _end_marks(page: PageLines, nonblank: list[int], tail: int) -> list[int]:
    """The lines whose end mark closes prose."""
    found = []
    prose = False
    for i in nonblank:
        line = page.rest[i]
        if i >= tail or not line:
            continue
        mark = end_mark(line)
        if mark and (is_sentence(line[: mark.start].rstrip()) if mark.start else prose):
            found.append(i)
        prose = prose or is_sentence(line)
    return found


def _starts(page: PageLines, datelines: list[tuple[int, Dateline]], marks: list[int], tail: int) -> list[int]:
    """First line of each item. Two items need two datelines of one family, or two end marks."""
    families = [dateline.family for _, dateline in datelines]
    again = [line for line, dateline in datelines[1:] if dateline.family == families[0] and dateline.found]
    if not again and len(marks) > 1:
        again = [
            following
            for previous, end in itertools.pairwise(marks)
            if (following := _prose_between(page, previous + 1, end + 1)) is not None
        ]
    if not again:
        parts = _parts(page, tail)
        return parts if len(parts) <= _MOST_ITEMS else [0]
    return [0, *(_heading_above(page, line) for line in again)] if len(again) < _MOST_ITEMS else [0]


def _parts(page: PageLines, tail: int) -> list[int]:
    """First lines of the parts that lines of asterisks separate; the whole page unless each has a headline.

    Within one article the same sign separates passages, which begin with prose.
    """
    lines = page.nonblank(0, tail)
    rules = [i for i in lines if _ASTERISKS.match(page.rest[i])]
    starts = [0, *(i + 1 for i in rules)]
    if not rules or not all(
        _is_headed(page, page.nonblank(first, stop)) for first, stop in itertools.pairwise([*starts, tail])
    ):
        return [0]
    return starts


def _is_headed(page: PageLines, lines: list[int]) -> bool:
    """Whether a line that could be a headline stands right above the first prose of these lines."""
    for above, i in itertools.pairwise(lines):
        if is_sentence(page.rest[i]):
            heading = page.rest[above]
            return (
                len(_WORD.findall(heading)) >= 3
                and not is_sentence(heading)
                and not stamps_of(above, heading)
            )
        if is_sentence(page.rest[above]):
            return False
    return False


def _prose_between(page: PageLines, first: int, stop: int) -> int | None:
    lines = [i for i in page.nonblank(first, stop) if is_sentence(page.rest[i])]
    return lines[0] if lines else None


def _heading_above(page: PageLines, line: int) -> int:
    """The headline (and a caption over it) that stands right above an item's first prose."""
    first = line
    for i in reversed(page.nonblank(max(0, line - 6), line)):
        text = page.rest[i]
        if (
            is_sentence(text)
            or not re.search(r"[^\W\d_]{3}", text)
            or (first != line and len(text.split()) > 4)
        ):
            break
        first = i
        if line - first > 5:
            break
    return first


def _cut_dateline(draft: Draft, line: int, dateline: Dateline) -> None:
    draft.dateline, draft.dateline_line = dateline, line
    _cut_stamp(draft, line)
    draft.page.rest[line] = draft.page.rest[line][dateline.end :].strip()
    _cut_stamp(draft, line)
    if not draft.page.rest[line]:
        draft.page.roles[line] = Role.DATELINE


def _cut_stamp(draft: Draft, line: int) -> None:
    """Takes a stamp off the start of what is left of a dateline's line."""
    text = draft.page.rest[line]
    stamp = glued_stamp(text)
    if stamp:
        draft.stamps.append(stamp.at(line))
        draft.page.rest[line] = text[stamp.end :].lstrip(STAMP_JOINTS)


def _cut_end_mark(draft: Draft, line: int) -> None:
    """Cuts the mark off; sought again, since a dateline may have been cut off the same line."""
    text = draft.page.rest[line]
    mark = end_mark(text)
    if mark is None:
        return
    at, start, end = draft.page.span(line, text[mark.start :], last=True)
    draft.note("end mark", coded("end_mark.agency"), at, start=start, end=end)
    draft.page.rest[line] = text[: mark.start].rstrip()
    if not draft.page.rest[line]:
        draft.page.roles[line] = Role.END_MARK
    draft.end_line = line
