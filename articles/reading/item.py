"""One item of a page, from its lines: stages 3 to 9 of the cascade (reader.py lists them)."""

from __future__ import annotations

import datetime as dt
import itertools
import re

from articles.names.document import find_persons
from articles.names.known import KnownNames
from articles.reading.draft import Draft
from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.markup.beside import (
    find_published,
    find_title,
    lay_beside,
    marked_body,
    take_byline,
    take_section,
)
from articles.reading.model import Item, Role
from articles.reading.signs.marks import is_furniture
from articles.reading.signs.outlets import is_month_first, source_of, timezone_of
from articles.reading.signs.places import is_place
from articles.reading.stages.body import below_headline, find_body, is_plain_text
from articles.reading.stages.claims import claim_lines, stands_alone
from articles.reading.stages.headline import find_caption, find_headline
from articles.reading.stages.publication import choose_date
from articles.reading.stages.review import doubt
from articles.reading.stages.section import find_section
from articles.text.codes import coded
from articles.text.language import detect_language
from articles.text.languages import UNDETERMINED

_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3
_FEWEST_WORDS_ALONE = 5
_LISTS = re.compile(r"[|•·»>/©]|\s[-–—]\s.*\s[-–—]\s")  # what stands between the entries of a menu


def read_item(
    draft: Draft,
    number: int,
    latest: dt.date,
    find_people: bool,
    names: KnownNames | None,
    judges: Judges = SHIPPED,
) -> Item | None:
    """The item whose lines and bounds the draft holds; None where there is no text to be one.

    ``names`` are those of people the archive knows.
    """
    page, hints = draft.page, draft.hints
    whole = draft.first == 0 and draft.stop == len(page.rest)
    begins = page.rest[page.nonblank()[0]] != ""  # and is not a collector's prefix alone
    plain = not draft.beside.leans and begins and whole and not draft.bounded
    plain = plain and is_plain_text(page) and stands_alone(page)
    if not plain:
        claim_lines(draft)
        lay_beside(draft)
    marked, how = marked_body(draft)
    body = marked or find_body(draft, plain, judges) or _lone_sentence(draft)
    if not body:
        return None
    for i in body:
        page.roles[i] = Role.BODY
    told = find_title(draft, body)
    if told is not None:
        headline_at, headline = told
        body = [i for i in body if headline_at is None or i > headline_at] or body
        for i in page.nonblank(draft.first, body[0]):
            page.roles[i] = Role.FURNITURE if page.roles[i] is Role.BODY else page.roles[i]
    else:
        headline_at = find_headline(draft, body[0], plain, judges)
        headline = page.written(headline_at) if headline_at is not None else ""
    if headline_at is not None:
        page.roles[headline_at] = Role.HEADLINE
        body = below_headline(draft, body, headline_at)
    caption = find_caption(draft, headline_at, body[0])
    _take_dateline(draft, body[0])
    text = "\n\n".join(draft.paragraphs(body))
    if len(list(itertools.islice(_WORD.finditer(text), _FEWEST_WORDS))) < _FEWEST_WORDS:
        return None
    how = how or (coded("body.plain") if plain else coded("body.prose"))
    draft.note("body", how, *page.whole_lines(body))
    source, rule = source_of(hints, draft.agency, draft.added)
    if rule:
        draft.note("source", rule)
    timezone = hints.timezone or timezone_of(source, draft.added)
    section = take_section(draft) or find_section(draft, headline_at, body)
    language = hints.language or detect_language(f"{headline}\n{text}")
    if not language and draft.beside.languages:
        rule, language = draft.beside.languages[0]
        draft.note("language", rule)
    language = language or UNDETERMINED
    published = None if hints.published else find_published(draft, headline_at, latest, timezone)
    published = published or choose_date(
        draft, headline_at, headline, body, latest, timezone, is_month_first(source), language, judges
    )
    doubt(draft, body, published)
    texts = {"headline": headline, "caption": caption, "body": text}
    return Item(
        number=number,
        language=language,
        source=source,
        headline=headline,
        caption=caption,
        byline=draft.byline or take_byline(draft),
        place=draft.place,
        agency=draft.agency,
        section=section,
        published=published,
        body=text,
        teasers=tuple(page.written(i) for i in draft.teasers if page.roles[i] is Role.TEASER),
        persons=find_persons(texts, language, names) if find_people else (),
        lines=page.finished(),
        evidence=draft.evidence,
        doubts=tuple(draft.doubts),
        needs_review=draft.needs_review,
    )


def _lone_sentence(draft: Draft) -> list[int]:
    """The only line of a file if it is prose that lacks its full stop, and no menu."""
    page = draft.page
    lines = page.nonblank()
    if len(lines) > 1 or not page.free(lines[0]):
        return []
    line = page.rest[lines[0]]
    words = _WORD.findall(line)
    entries = sum(1 for word in words if word[0].isupper() or is_furniture(word))
    if len(words) < _FEWEST_WORDS_ALONE or 2 * entries > len(words) or _LISTS.search(line):
        return []
    draft.doubts.append(coded("page.one_line"))
    return lines


def _take_dateline(draft: Draft, body_start: int) -> None:
    page, dateline, line = draft.page, draft.dateline, draft.dateline_line
    if dateline and line is not None:
        rule = coded("dateline", family=dateline.family)
        draft.place = page.written(line, dateline.place)
        at, start, end = page.span(line, dateline.place)
        draft.note("place", rule, at, start=start, end=end)
        if dateline.agency:
            draft.agency = page.written(line, dateline.agency, after=len(dateline.place))
            at, start, end = page.span(line, dateline.agency, after=end)
            draft.note("agency", rule, at, start=start, end=end)
        return
    for i in page.nonblank(0, body_start):
        city = page.rest[i]
        if page.roles[i] is None and city.isupper() and is_place(city, draft.added):
            page.roles[i] = Role.DATELINE
            draft.place = city
            draft.note("place", coded("place.capitals"), i)
