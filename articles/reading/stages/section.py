"""The section of an article: only where the page says that it is the article's.

A breadcrumb does, a label (``Category: Politics``), the line beside the headline or its stamp, the line
right after a text that is closed, and the path of the page's address. A menu does not, though it has the
same words.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from articles.reading.draft import Draft
from articles.reading.signs.sections import is_general, section_key
from articles.text.codes import Code, coded

_BESIDE = 2  # nonblank lines from the headline or the stamp
_STAMP_ABOVE = 3  # nonblank lines above the headline (or the text) where its stamp may stand
_MENU_REACH = 3  # nonblank lines; with another section's name so near it is an entry of a menu


def find_section(draft: Draft, headline_at: int | None, body: list[int]) -> str:
    """Its name as the page writes it, with its evidence noted, or ""."""
    if draft.hints.section:
        draft.note("section", coded("hint.given"))
        return draft.hints.section
    if draft.breadcrumb:
        return _noted(draft, coded("section.breadcrumb"), *draft.breadcrumb)
    if draft.labelled:
        return _noted(draft, coded("section.label"), *draft.labelled)
    named = _after_text(draft, body) or _beside(draft, headline_at, body[0])
    if named:
        return _noted(draft, coded("section.name"), *named)
    in_path = _in_path(draft)
    if in_path:
        draft.note("section", coded("section.path"))
    return in_path


def _noted(draft: Draft, rule: Code, line: int, name: str) -> str:
    at, start, end = draft.page.span(line, name)
    draft.note("section", rule, at, start=start, end=end)
    return draft.page.written(line, name)


def _after_text(draft: Draft, body: list[int]) -> tuple[int, str] | None:
    """The bare line after a text that an end mark or lone dashes close."""
    if draft.end_line is None and not draft.closed_by_dashes:
        return None
    below = [(i, name) for i, name in draft.sections if i > body[-1] and not is_general(name, draft.added)]
    bare = [(i, name) for i, name in below if draft.page.texts[i].strip()[0] not in "-–—"]
    return (bare or below)[0] if bare or below else None


def _beside(draft: Draft, headline_at: int | None, body_start: int) -> tuple[int, str] | None:
    """The nearest name above the text that stands beside the headline or its stamp and in no menu."""
    page = draft.page
    order = {line: position for position, line in enumerate(page.nonblank())}
    start = order[body_start]
    head = order[headline_at] if headline_at is not None else start
    stamps = {order[stamp.line] for stamp in draft.stamps if stamp.line in order}
    anchors = {head, *(at for at in stamps if min(head, start) - _STAMP_ABOVE <= at <= start)}
    names = [(order[i], i, name) for i, name in draft.sections if i <= body_start]
    every = {at for at, _, _ in names}
    for at, i, name in reversed(names):
        others = (other for other in every if other != at and (other < head) == (at < head))
        if (
            not any(abs(other - at) <= _MENU_REACH for other in others)
            and not is_general(name, draft.added)
            and any(abs(at - anchor) <= _BESIDE for anchor in anchors)
        ):
            return i, name
    return None


def _in_path(draft: Draft) -> str:
    """The first folder of the page's address that is called as a section is."""
    try:
        folders = urlsplit(draft.hints.url).path.split("/")[:-1]
    except ValueError:
        return ""
    for folder in map(unquote, folders):
        if section_key(folder, draft.added) and not is_general(folder, draft.added):
            return folder
    return ""
