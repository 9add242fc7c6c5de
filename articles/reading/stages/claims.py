"""Lines that are something by themselves: stamps, sections, bylines, credits, furniture, teasers."""

from __future__ import annotations

import itertools
import re

from articles.reading.draft import SMALL_PAGE, Draft
from articles.reading.lines import PageLines
from articles.reading.model import Role
from articles.reading.signs.marks import (
    LONGEST_SHORT,
    breadcrumb_of,
    byline_of,
    is_furniture,
    is_initials,
    is_listed,
    is_photo_credit,
    is_relative_time,
    is_timed,
    opens_tail,
    parts_of,
)
from articles.reading.signs.prose import closes_sentence, is_sentence
from articles.reading.signs.sections import is_general, labelled_section, section_key
from articles.reading.signs.stamps import STAMP_JOINTS, glued_stamp, stamps_of
from articles.reading.signs.vocabulary import Vocabulary
from articles.reading.stages.tails import ends_article
from articles.text.codes import coded

_PROSE = 110  # characters; a longer line with a full stop is nothing but prose
_DASHES = "-–—"
_MOST_BARS = 2  # of a breadcrumb; more stand between the entries of a menu
_FEWEST_TIMED = 3  # entries of a list
_LETTERS = re.compile(r"[^\W\d_]{2}")


def stands_alone(page: PageLines) -> bool:
    """Whether a page that looks like plain text carries no stamps, phrases or credits of a web page."""
    indexes = page.nonblank()
    ends = {*indexes[:4], *indexes[-3:]}
    for i in indexes:
        line = page.rest[i]
        if len(line) > 160:
            continue
        if opens_tail(line) or any(stamp.found.year for stamp in stamps_of(i, line)):
            return False
        if (
            i in ends
            and _LETTERS.search(line)
            and (is_furniture(line) or is_photo_credit(line) or byline_of(line))
        ):
            return False
    return not glued_stamp(page.rest[indexes[0]])


def claim_lines(draft: Draft) -> None:
    """Gives a role to every line of the item that is something by itself, whatever stands around it."""
    page = draft.page
    lines = page.nonblank(draft.first, draft.stop)
    small = len(lines) <= SMALL_PAGE
    prose_seen = in_tail = False
    draft.entries = _timed_entries(page, lines)
    texts = [page.rest[i] for i in lines]
    for n, i in enumerate(lines):
        line = page.rest[i]
        if i in (draft.dateline_line, draft.end_line):
            prose_seen = True
            continue
        if not page.free(i):
            continue
        below = in_tail or (draft.end_line is not None and i > draft.end_line)
        if line in _DASHES:
            page.roles[i] = Role.FURNITURE
            in_tail = in_tail or (small and prose_seen)
            draft.closed_by_dashes = draft.closed_by_dashes or in_tail
            continue
        role = Role.FURNITURE if i in draft.entries else _role(draft, i, line, prose_seen, below, small)
        if role is None and in_tail:
            role = Role.TEASER if len(line) >= 20 and _LETTERS.search(line) else Role.FURNITURE
        if role is Role.TEASER:
            draft.teasers.append(i)
        page.roles[i] = role
        if role is None and is_sentence(line):  # a title may be as long as a sentence
            prose_seen = prose_seen or line != page.rest[lines[0]] or closes_sentence(line)
        in_tail = in_tail or (role is Role.FURNITURE and small and prose_seen and ends_article(texts, n))


def _timed_entries(page: PageLines, lines: list[int]) -> set[int]:
    """The lines of lists of other items, each with its time before it."""
    found: set[int] = set()
    for is_one, run in itertools.groupby(lines, key=lambda i: is_timed(page.rest[i])):
        entries = list(run)
        closed = sum(closes_sentence(page.rest[i]) for i in entries)  # a chronicle is text
        if is_one and len(entries) >= _FEWEST_TIMED and 2 * closed <= len(entries):
            found.update(entries)
    return found


def _role(draft: Draft, index: int, line: str, prose_seen: bool, below: bool, small: bool) -> Role | None:
    if (
        index == draft.collected_line
        and draft.collected
        and not draft.page.texts[index].strip().startswith(line)
    ):
        crumbs = _crumbs(line, False, draft.added)
        if crumbs:
            draft.breadcrumb = (index, crumbs)
            return Role.SECTION
    if len(line) > (_PROSE if line[-1] == "." else LONGEST_SHORT) and (prose_seen or not line[0].isdigit()):
        return Role.FURNITURE if not below and is_listed(line) else None
    if is_relative_time(line):
        return Role.FURNITURE
    glued = glued_stamp(line)
    if glued and not prose_seen:
        draft.stamps.append(glued.at(index))
        draft.page.rest[index] = line[glued.end :].lstrip(STAMP_JOINTS)
        return None
    bare = line[1:].strip() if below and line[0] in _DASHES else line
    stamps = stamps_of(index, bare)
    if stamps:
        draft.stamps += stamps
        if not prose_seen:
            draft.sections += [(index, part) for part in parts_of(line) if section_key(part, draft.added)]
        return Role.TIME_STAMP
    if not prose_seen:
        crumbs = _crumbs(line, True, draft.added)
        if crumbs:
            draft.breadcrumb = draft.breadcrumb or (index, crumbs)
            return Role.SECTION
    if section_key(bare, draft.added):
        if prose_seen and not below and small and draft.end_line is not None:
            return None
        if not draft.teasers:
            draft.sections.append((index, bare))
        return Role.SECTION
    labelled = labelled_section(line)
    if labelled:
        draft.labelled = draft.labelled or (index, labelled)
        return Role.SECTION
    byline = byline_of(line)
    if byline and len(line) < 100:
        _take_byline(draft, index, byline)
        return Role.BYLINE
    if is_photo_credit(line) and (len(line) < 100 or not is_sentence(line)):
        return Role.CAPTION
    if is_initials(line):
        return Role.BYLINE
    if is_furniture(line):
        return Role.FURNITURE
    return None


def _crumbs(line: str, rooted: bool, added: Vocabulary) -> str:
    """The section in ``Home - Society - Title`` or, after a collector's prefix, ``Home,News``."""
    parts = breadcrumb_of(line)
    if not parts:
        return ""
    named = [part for part in parts if section_key(part, added)]
    specific = [part for part in named if not is_general(part, added)]
    if line.count("|") > _MOST_BARS:
        return ""  # a menu
    return (specific or named or [""])[0] if rooted or named else ""


def _take_byline(draft: Draft, index: int, byline: re.Match[str]) -> None:
    if "byline" in draft.evidence:
        return
    name = byline.group("name").strip()
    draft.byline = draft.page.written(index, name)
    line, start, end = draft.page.span(index, name)
    draft.note("byline", coded("byline.line"), line, start=start, end=end)
    agency = byline.group("agency")
    if agency and draft.dateline and not draft.dateline.agency and index > (draft.dateline_line or 0):
        draft.agency = agency.strip()
        line, start, end = draft.page.span(index, draft.agency, last=True)
        draft.note("agency", coded("agency.byline"), line, start=start, end=end)
