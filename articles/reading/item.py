"""One item of a page, from its lines: stages 2 to 8 of the cascade (reader.py lists them)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from articles.reading.body import find_body, is_plain_text, is_sentence
from articles.reading.datelines import Dateline, find_dateline
from articles.reading.headline import find_caption, find_headline
from articles.reading.lines import PageLines
from articles.reading.marks import end_mark, is_furniture, is_initials, is_photo_credit, opens_tail
from articles.reading.model import Evidence, Hints, Item, Role
from articles.reading.outlets import outlet, source_of
from articles.reading.people_in_text import persons_of
from articles.reading.places import place_key
from articles.reading.publication import choose_date
from articles.reading.sections import section_key
from articles.reading.stamps import Stamp, crawler_prefix, stamps_of
from articles.text.language import detect_language

_BYLINE = re.compile(
    r"(?:By|Von|Par|Por|Автор|Автор текста|Müəllif|Yazar|Հեղինակ|ავტორი)\s*:?\s+(?P<name>[^\d.!?]{2,70}?)(?:\s*[-–]\s*(?P<agency>[^\d\s:][^\d:]{1,30}))?\s*:?\Z"
)


@dataclass(slots=True)
class Draft:
    """What is known so far of an item."""

    page: PageLines
    hints: Hints
    evidence: dict[str, Evidence] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    collected: dt.date | None = None  # from the collector's prefix
    dateline: Dateline | None = None
    dateline_line: int | None = None
    end_line: int | None = None
    sections: list[tuple[int, str]] = field(default_factory=list)
    byline: str = ""
    agency: str = ""
    place: str = ""
    teasers: list[int] = field(default_factory=list)

    def note(self, name: str, rule: str, *lines: int, start: int | None = None, end: int | None = None) -> None:
        self.evidence[name] = Evidence(tuple(line + 1 for line in lines), rule, start, end)


def read_item(page: PageLines, hints: Hints, latest: dt.date, find_people: bool) -> Item:
    draft = Draft(page, hints)
    _take_collector_prefix(draft)
    _find_bounds(draft)
    plain = draft.dateline is None and draft.end_line is None and is_plain_text(page) and not _has_marks(page)
    if not plain:
        _take_marked_lines(draft)
    body = _body(draft, plain)
    headline_at, headline = _headline(draft, body, plain)
    return _finish(draft, body, headline_at, headline, latest, find_people)


def _take_collector_prefix(draft: Draft) -> None:
    page = draft.page
    first = page.nonblank()[0]
    prefix = crawler_prefix(page.texts[first])
    if not prefix:
        return
    draft.collected, end = prefix
    draft.note("collected", "the collector's prefix", first, start=0, end=end)
    page.rest[first] = page.texts[first][end:].strip()
    if not page.rest[first]:
        page.roles[first] = Role.TIME_STAMP


def _find_bounds(draft: Draft) -> None:
    """The first dateline and the first end mark after it."""
    page = draft.page
    for i in page.nonblank():
        line = page.rest[i]
        if draft.dateline is None and page.free(i):
            found = find_dateline(line)
            if found and not line.startswith(("-", "•")):
                draft.dateline, draft.dateline_line = found, i
                page.rest[i] = line[found.end :].strip()
                if not page.rest[i]:
                    page.roles[i] = Role.DATELINE
                continue
        mark = end_mark(line)
        if mark and _closes(draft, i, mark.start):
            page.rest[i] = line[: mark.start].rstrip()
            if not page.rest[i]:
                page.roles[i] = Role.END_MARK
            draft.end_line = i
            draft.note("end mark", "an agency's end mark", i, start=page.texts[i].find(line) + mark.start)
            return


def _closes(draft: Draft, index: int, start: int) -> bool:
    """A mark glued to a sentence closes the text; one alone does after some prose."""
    if start:
        return is_sentence(draft.page.rest[index])
    return any(is_sentence(draft.page.rest[i]) for i in draft.page.nonblank(0, index))


def _has_marks(page: PageLines) -> bool:
    """Whether a page that looks like plain text carries stamps, phrases or credits after all."""
    indexes = page.nonblank()
    ends = indexes[:4] + indexes[-3:]
    for i in indexes:
        line = page.rest[i]
        if len(line) > 160:
            continue
        if any(stamp.found.year for stamp in stamps_of(i, line)) or opens_tail(line):
            return True
        if i in ends and any(map(str.isalpha, line)) and (is_furniture(line) or is_photo_credit(line) or _BYLINE.match(line)):
            return True
    return False


def _take_marked_lines(draft: Draft) -> None:
    page = draft.page
    stop = len(page.rest)
    prose_seen = False
    after_dash = False
    for i in page.nonblank():
        if not page.free(i):
            prose_seen = prose_seen or page.roles[i] is Role.DATELINE
            continue
        line = page.rest[i]
        after_end = draft.end_line is not None and i > draft.end_line
        if i == draft.dateline_line or i == draft.end_line:
            prose_seen = True
            continue
        if line in "-–—":
            page.roles[i] = Role.FURNITURE
            after_dash = True
            continue
        bare = line[1:].strip() if after_end and line[0] in "-–—" else line
        stamps = stamps_of(i, bare)
        if stamps:
            page.roles[i] = Role.TIME_STAMP
            draft.stamps += stamps
        elif section_key(bare) and not (prose_seen and not after_end and draft.end_line is not None):
            page.roles[i] = Role.SECTION
            draft.sections.append((i, bare))
        elif byline := _BYLINE.match(line):
            page.roles[i] = Role.BYLINE
            draft.byline = draft.byline or byline.group("name").strip()
            if draft.dateline and not draft.agency and byline.group("agency"):
                draft.agency = byline.group("agency").strip()
                draft.note("agency", "the byline under the dateline", i, start=byline.start("agency"), end=byline.end("agency"))
            if not draft.evidence.get("byline"):
                draft.note("byline", "a byline", i)
        elif is_photo_credit(line) and not is_sentence(line) or is_photo_credit(line) and len(line) < 90:
            page.roles[i] = Role.CAPTION
        elif is_furniture(line) or is_initials(line):
            page.roles[i] = Role.FURNITURE
            if prose_seen and opens_tail(line):
                stop = i
                break
        elif after_dash and after_end:
            page.roles[i] = Role.TEASER
            draft.teasers.append(i)
        elif is_sentence(line):
            prose_seen = True
        after_dash = False
    for i in page.nonblank(stop + 1):
        if page.free(i):
            page.roles[i] = Role.TEASER if len(page.rest[i]) > 20 else Role.FURNITURE
            if page.roles[i] is Role.TEASER:
                draft.teasers.append(i)


def _body(draft: Draft, plain: bool) -> list[int]:
    page = draft.page
    if plain:
        indexes = page.nonblank()
        first_line = page.rest[indexes[0]]
        has_headline = not (first_line[-1] in ".:։" and is_sentence(first_line))
        body = indexes[1:] if has_headline else indexes
    else:
        body = find_body(page, draft.dateline_line, draft.end_line)
        body = _without_summaries(page, body)
    for i in body:
        page.roles[i] = Role.BODY
    return body


def _without_summaries(page: PageLines, body: list[int]) -> list[int]:
    """Leads set above the text a second time, whole or cut: the first body lines repeated further down."""
    while len(body) > 1:
        first, second = page.rest[body[0]], page.rest[body[1]]
        key = first.rstrip(" .…")
        if second.startswith(key):
            page.roles[body[0]] = Role.FURNITURE
            if second == first:
                page.roles[body[1]] = Role.FURNITURE
                body = body[2:]
            else:
                body = body[1:]
            continue
        if len(first) >= 60 and first[-1].isalpha() and len(body) > 2 and len(first) % 10 == 0:
            page.roles[body[0]] = Role.TEASER
            body = body[1:]
            continue
        break
    return body


def _headline(draft: Draft, body: list[int], plain: bool) -> tuple[int | None, str]:
    page = draft.page
    start = body[0] if body else len(page.rest)
    if plain:
        first = page.nonblank()[0]
        if first == start:
            return None, ""
        page.roles[first] = Role.HEADLINE
        draft.note("headline", "the line above a plain text", first)
        return first, page.rest[first]
    found = find_headline(page, start)
    if not found:
        return None, ""
    index, rule = found
    page.roles[index] = Role.HEADLINE
    draft.note("headline", rule, index)
    return index, page.rest[index]


def _finish(
    draft: Draft, body: list[int], headline_at: int | None, headline: str, latest: dt.date, find_people: bool
) -> Item:
    page, hints = draft.page, draft.hints
    start = body[0] if body else len(page.rest)
    caption = ""
    found = find_caption(page, headline_at, start)
    if found:
        caption = page.rest[found[0]]
        for i in page.nonblank(0, start):
            if page.rest[i] == caption and page.roles[i] in (None, Role.CAPTION):
                page.roles[i] = Role.CAPTION
        draft.note("caption", found[1], found[0])
    _take_dateline(draft, start)
    text = "\n\n".join(page.rest[i] for i in body)
    if body:
        draft.note("body", "the prose of the page", *body)
    source, rule = source_of(hints, draft.agency)
    if rule:
        draft.note("source", rule)
    known = outlet(source) if source else None
    timezone = hints.timezone or (known.timezone if known else None)
    section = _section(draft, start, body[-1] if body else start)
    published = choose_date(draft, headline_at, headline, start, latest, timezone)
    language = hints.language or detect_language(f"{headline}\n{text}") or "und"
    if not published:
        draft.doubts.append("no date was found")
    persons = persons_of(headline, caption, text, language) if find_people else ()
    return Item(
        number=1,
        language=language,
        source=source,
        headline=headline,
        caption=caption,
        byline=draft.byline,
        place=draft.place,
        agency=draft.agency,
        section=section,
        published=published,
        body=text,
        teasers=tuple(page.rest[i] for i in draft.teasers),
        persons=persons,
        lines=page.finished(),
        evidence=draft.evidence,
        doubts=tuple(draft.doubts),
        needs_review=bool(draft.doubts),
    )


def _take_dateline(draft: Draft, body_start: int) -> None:
    page, dateline, line = draft.page, draft.dateline, draft.dateline_line
    if dateline and line is not None:
        offset = page.texts[line].find(dateline.place)
        draft.place = dateline.place
        draft.note("place", f"dateline, {dateline.family}", line, start=offset, end=offset + len(dateline.place))
        if dateline.agency:
            draft.agency = dateline.agency
            offset = page.texts[line].find(dateline.agency, offset)
            draft.note("agency", f"dateline, {dateline.family}", line, start=offset, end=offset + len(dateline.agency))
        return
    for i in page.nonblank(0, body_start):
        city = page.rest[i]
        if page.roles[i] is None and city.isupper() and place_key(city):
            page.roles[i] = Role.DATELINE
            draft.place = city
            draft.note("place", "a city in capitals above the text", i)


def _section(draft: Draft, body_start: int, body_end: int) -> str:
    if draft.hints.section:
        draft.note("section", "hint")
        return draft.hints.section
    if not draft.sections:
        return ""
    bare = [(i, name) for i, name in draft.sections if i > body_end and draft.page.texts[i].strip()[0] not in "-–—"]
    above = [(i, name) for i, name in draft.sections if i < body_start]
    index, name = (bare or above[-1:] or draft.sections)[0]
    draft.note("section", "a line that is a section's name", index)
    return name
