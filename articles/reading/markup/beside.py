"""What the markup says, laid beside the lines of the page: leans of lines, and the fields that it gives."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from articles.reading.draft import Beside, Draft
from articles.reading.markup.told import Said, Told
from articles.reading.markup.visible import VisibleLine, is_links
from articles.reading.model import Published, Role
from articles.reading.signs.moments import published_of
from articles.reading.signs.prose import is_sentence
from articles.text.codes import Code, coded

# What lines get for being the text, on the scale of the reader's own scores.
IN_TEXT, AROUND, LINKS, HEADING, TITLE, ELSEWHERE = 2.0, -5.0, -3.0, -1.0, -4.0, -2.5
_WORDS = re.compile(r"\w+")
_JOINTS = re.compile(r"\s+[|–—:·•»-]+\s+|\s*[|»]\s*")  # between a title and the site's name
_FEWEST = 2  # words of a title that is believed without being seen on the page
_OF_JSON = "headline.json"
_FEWEST_PARAGRAPHS, _MOST_OF_IT = 2, 0.6  # of the element that holds the text
_LONG = 80  # characters of a line that is no menu's
_ENOUGH_PROSE = 80  # characters of sentences
_NEAR = 25  # lines below the headline in which a <time> is the article's


def beside_of(lines: list[VisibleLine], told: Told) -> Beside:
    leans = {i: lean for i, line in enumerate(lines) if line.text and (lean := _lean(line))}
    main = _main_group(lines)
    if main is not None:
        for i, line in enumerate(lines):
            if line.text and line.around.group != main and i not in leans:
                leans[i] = ELSEWHERE
    return Beside(
        leans=leans,
        headings={i: line.around.heading for i, line in enumerate(lines) if line.around.heading},
        titles=tuple(told.titles),
        titled=frozenset(i for i, line in enumerate(lines) if line.around.title),
        published=tuple(told.published),
        times={i: line.time for i, line in enumerate(lines) if line.time and not line.around.boilerplate},
        sections=tuple(told.sections),
        bylines=tuple(told.bylines),
        languages=tuple(told.languages),
        site=told.site,
    )


def _lean(line: VisibleLine) -> float:
    around = line.around
    if around.text:
        return HEADING if around.heading == 1 else (LINKS if is_links(line) else IN_TEXT)
    if around.boilerplate:
        return AROUND
    if around.heading == 1 or around.title:
        return TITLE
    return LINKS if is_links(line) else 0.0


def _main_group(lines: list[VisibleLine]) -> int | None:
    """The element that holds most of the prose, in several paragraphs; None where none does."""
    prose: dict[int, list[int]] = {}
    for line in lines:
        if line.text and not line.around.boilerplate and _is_prose(line):
            prose.setdefault(line.around.group, []).append(len(line.text))
    group, found = max(prose.items(), key=lambda each: sum(each[1]), default=(None, []))
    whole = sum(map(sum, prose.values()))
    return group if len(found) >= _FEWEST_PARAGRAPHS and sum(found) >= _MOST_OF_IT * whole else None


def _is_prose(line: VisibleLine) -> bool:
    return not is_links(line) and (len(line.text) >= _LONG or is_sentence(line.text))


# The text


def marked_body(draft: Draft) -> tuple[list[int], Code | None]:
    """The lines of the element that is named as the text; or what a second reader takes for it."""
    page, beside = draft.page, draft.beside
    lines = page.nonblank(draft.first, draft.stop)
    again = [
        i
        for i in lines
        if i in beside.again and i not in beside.headings and page.roles[i] is not Role.TIME_STAMP
    ]
    if again:
        return again, coded("body.second_opinion")
    inside = [
        i
        for i in lines
        if beside.leans.get(i) == IN_TEXT and page.rest[i] and page.roles[i] in (None, Role.DATELINE)
    ]
    prose = sum(len(page.rest[i]) for i in inside if is_sentence(page.rest[i]))
    outside = sum(
        len(page.rest[i]) for i in lines if beside.leans.get(i, 0.0) == 0.0 and is_sentence(page.rest[i])
    )
    if prose < _ENOUGH_PROSE or prose < outside:
        return [], None
    return inside, coded("body.markup")


# The headline


def find_title(draft: Draft, body: list[int]) -> tuple[int | None, str] | None:
    """(index of the line, or None where it is only told; the headline); None where the markup says nothing.

    What is told and stands on the page is sure; so is the only heading of the first rank.
    """
    beside, page = draft.beside, draft.page
    told = [(rule, wanted, _key(wanted)) for rule, wanted in _titles(beside)]
    keys = {i: key for i in page.nonblank(draft.first, draft.stop) if (key := _key(page.rest[i]))}
    lines = list(keys)
    first = [i for i in lines if beside.headings.get(i) == 1]
    for among in ([*first, *(i for i in lines if i in beside.titled)], lines):
        for rule, _, key in told:
            same = [i for i in among if keys[i] == key and beside.leans.get(i, 0) > AROUND]
            if same:
                at = _above(same, body[0])
                draft.note("headline", coded("headline.heading") if at in first else rule, at)
                return at, page.written(at)
    alone = [i for i in first if beside.leans.get(i, 0.0) > AROUND and keys[i] != _key(beside.site)]
    named = [i for i in lines if i in beside.titled and beside.leans.get(i, 0.0) > AROUND]
    for found in (alone, named):
        if len({page.rest[i] for i in found}) == 1 and len(_WORDS.findall(page.rest[found[0]])) >= _FEWEST:
            at = _above(found, body[0])
            draft.note("headline", coded("headline.heading"), at)
            return at, page.written(at)
    for rule, wanted, _ in told:
        # Whoever wrote the JSON said that it is the headline, however short; a page's may be the site's name.
        is_told = rule.code == _OF_JSON and any(map(str.isalpha, wanted))
        if is_told or (rule.code != "headline.title_element" and len(_WORDS.findall(wanted)) > _FEWEST):
            draft.note("headline", rule)
            return None, wanted
    return None


def _above(lines: list[int], body_start: int) -> int:
    """The nearest above the text, or else the first."""
    above = [i for i in lines if i <= body_start]
    return above[-1] if above else lines[0]


def _titles(beside: Beside) -> Said:
    """As they are told, then without the site's name at an end."""
    found: Said = []
    for rule, title in beside.titles:
        parts = _JOINTS.split(title)
        cut = [_JOINTS.split(title, maxsplit=1)[0], title]
        cut += [title[: joint.start()] for joint in _JOINTS.finditer(title)]
        for wanted in (title, *sorted(cut, key=len, reverse=True), *(parts[1:] if len(parts) > 1 else [])):
            if (rule, wanted) not in found and _key(wanted) != _key(beside.site):
                found.append((rule, wanted))
    return found


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


# The date


def find_published(
    draft: Draft, headline_at: int | None, latest: dt.date, timezone: str | None
) -> Published | None:
    """The first of what is told that is a date up to now; then a <time> close to the headline."""
    beside = draft.beside
    for rule, text in beside.published:
        if found := published_of(text, timezone, latest):
            draft.note("published", rule)
            others = [*(other for _, other in beside.published), *beside.times.values()]
            return found if timezone else _as_local(found, others, latest)
    head = headline_at or 0
    near = [i for i in beside.times if head - 5 <= i <= head + _NEAR] or list(beside.times)[:1]
    for i in sorted(near, key=lambda i: (i < head, i)):
        if found := published_of(beside.times[i], timezone, latest):
            draft.note("published", coded("date.time_element"), i)
            return found
    return None


def _as_local(found: Published, others: list[str], latest: dt.date) -> Published:
    """The same moment by the clock of the place, where the page has it so, too: programs write UTC."""
    if found.timezone != "UTC" or found.time is None:
        return found
    moment = dt.datetime.combine(found.date, found.time, tzinfo=dt.UTC)
    for text in others:
        other = published_of(text, None, latest)
        if other is None or other.time is None or other.timezone in (None, "UTC"):
            continue
        if dt.datetime.combine(other.date, other.time, ZoneInfo(str(other.timezone))) == moment:
            return other
    return found


# What else there is


def take_section(draft: Draft) -> str:
    """As the markup has it, with its evidence; "" where it has none, or a hint says better."""
    if not draft.beside.sections or draft.hints.section:
        return ""
    rule, section = draft.beside.sections[0]
    draft.note("section", rule)
    return section


def take_byline(draft: Draft) -> str:
    """As the markup has it, with its evidence."""
    if not draft.beside.bylines:
        return ""
    rule, byline = draft.beside.bylines[0]
    draft.note("byline", rule)
    return byline


def lay_beside(draft: Draft) -> None:
    """Lines around the article, links and what stands in other elements are not its text."""
    page = draft.page
    for i, lean in draft.beside.leans.items():
        if lean in (AROUND, LINKS, ELSEWHERE) and page.rest[i] and page.free(i):
            page.roles[i] = Role.TEASER if lean == LINKS else Role.FURNITURE
