"""Which of a page's dates is the date of the article."""

from __future__ import annotations

import datetime as dt
import re

from articles.reading.dates import find_dates, find_time
from articles.reading.draft import Draft
from articles.reading.model import Precision, Published, Role
from articles.reading.stamps import Cue, Stamp

_FAR = 40  # nonblank lines; a headline farther above its text is the page's title
_LISTED = 25  # nonblank lines below the text
_LEAST = -3.5
_BY_CUE = {Cue.PUBLISHED: 2.0, Cue.UPDATED: -1.5}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|\Z)")


def choose_date(
    draft: Draft,
    headline_at: int | None,
    headline: str,
    body: list[int],
    latest: dt.date,
    timezone: str | None,
    language: str,
) -> Published | None:
    hinted = published_hint(draft.hints.published, timezone)
    if hinted:
        draft.note("published", "hint")
        return hinted
    dateline = draft.dateline
    stated = dateline.found.date if dateline and dateline.found else None
    if dateline and dateline.found and not stated and draft.collected:
        year = draft.collected.year
        try:
            stated = dt.date(year, dateline.found.month, dateline.found.day)
        except ValueError:
            stated = None
        if stated and stated > draft.collected:
            stated = stated.replace(year=year - 1)
    if stated and stated > latest:
        draft.doubts.append(f"the dateline's date {stated} lies in the future")
        stated = None
    stamps = [stamp for stamp in draft.stamps if stamp.found.date and stamp.found.date <= latest]
    if stated and draft.dateline_line is not None:
        draft.note("published", "dateline", draft.dateline_line)
        time = _time_that_agrees(draft, stamps, stated)
        return Published(stated, time, timezone, Precision.MINUTE if time else Precision.DAY)
    best = _best_stamp(draft, stamps, headline_at, body)
    day = _resolved(draft, best, language) if best else None
    if best and day:
        draft.note("published", "stamp", best.line)
        time = best.time or _time_beside(draft, best)
        return Published(day, time, timezone, Precision.MINUTE if time else Precision.DAY)
    if draft.collected and draft.collected <= latest:
        draft.note("published", "the collector's prefix", draft.collected_line)
        return Published(draft.collected, None, timezone, Precision.DAY)
    in_url = _date_of_url(draft.hints.url)
    if in_url and in_url <= latest:
        draft.note("published", "date in the URL")
        return Published(in_url, None, timezone, Precision.DAY)
    for found in find_dates(headline):
        if found.date and found.date <= latest and (found.end == len(headline) or found.start == 0):
            draft.note(
                "published", "date in the headline", headline_at or 0, start=found.start, end=found.end
            )
            return Published(found.date, None, timezone, Precision.DAY)
    return None


def published_hint(hint: str, timezone: str | None) -> Published | None:
    match = _ISO.match(hint.strip())
    if not match:
        return None
    year, month, day, hour, minute = match.groups()
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
        time = dt.time(int(hour), int(minute)) if hour else None
    except ValueError:
        return None
    precision = (
        Precision.MINUTE if time else Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    )
    return Published(date, time, timezone, precision)


def _date_of_url(url: str) -> dt.date | None:
    match = _IN_URL.search(url)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _time_that_agrees(draft: Draft, stamps: list[Stamp], date: dt.date) -> dt.time | None:
    """The time of a stamp of the same day, unless the stamp may be the next item's."""
    for stamp in stamps:
        if stamp.time is None or stamp.found.date != date:
            continue
        if (
            draft.end_line is not None
            and stamp.line > draft.end_line
            and not _section_agrees(draft, stamp.line)
        ):
            draft.doubts.append(
                "the stamp after the text may belong to the next item: its section is another"
            )
            continue
        draft.note("time", "stamp that agrees with the dateline", stamp.line)
        return stamp.time
    return None


def _section_agrees(draft: Draft, line: int) -> bool:
    """``- Politics`` above the stamp and a bare ``Politics`` below it name the same section."""
    above = [name for i, name in draft.sections if line - 2 <= i < line]
    below = [name for i, name in draft.sections if line < i <= line + 2]
    return not above or not below or above[-1] == below[0]


def _best_stamp(draft: Draft, stamps: list[Stamp], headline_at: int | None, body: list[int]) -> Stamp | None:
    """The stamp nearest to the headline and the ends of the text, by what its words say."""
    page = draft.page
    order = {line: position for position, line in enumerate(page.nonblank())}
    start, end = order[body[0]], order[body[-1]]
    headline = order[headline_at] if headline_at is not None else start
    if start - headline > _FAR:
        headline = start  # the page's title, not the article's head
    title = page.rest[headline_at] if headline_at is not None else ""
    below = {stamp.found.date for stamp in stamps if end < order[stamp.line] < end + _LISTED}
    listed = len(below) > 1  # comments, or other items with their dates
    best, highest = None, _LEAST
    for stamp in stamps:
        if stamp.cue in (Cue.CLOCK, Cue.OTHER) or (
            title and stamp.words > 1 and title in page.rest[stamp.line]
        ):
            continue
        at = order[stamp.line]
        value = _BY_CUE.get(stamp.cue, 0.0) - 0.1 * min(stamp.words, 8) + (0.5 if stamp.time else 0.0)
        if headline <= at <= start + 2:
            value += 3.0 - 0.1 * (at - headline)
        elif at < headline:
            value -= 0.25 * (headline - at) + (0.5 if stamp.weekday else 0.0)
        elif at < end - 1:
            if stamp.cue is not Cue.PUBLISHED:
                continue  # a date within the story, or of a comment taken for it
            value -= 2.0
        elif listed and stamp.cue is Cue.NONE:
            continue
        else:
            value -= 1.0 + 0.25 * max(0, at - end)
        if value > highest:
            best, highest = stamp, value
    return best


def _resolved(draft: Draft, stamp: Stamp, language: str) -> dt.date | None:
    """The day of a stamp; of ``05/08/2008`` in English only where another date says which is the month."""
    date = stamp.found.date
    if not stamp.found.ambiguous or language != "en" or date is None:
        return date
    other = dt.date(date.year, date.day, date.month)
    stated = {each.found.date for each in draft.stamps if not each.found.ambiguous}
    stated |= {found.date for found in find_dates(draft.hints.url.replace("/", "-")) if not found.ambiguous}
    if (date in stated) != (other in stated):
        return date if date in stated else other
    draft.doubts.append(f"{draft.page.texts[stamp.line].strip()[:40]!r} can be read day first or month first")
    return None


def _time_beside(draft: Draft, stamp: Stamp) -> dt.time | None:
    """A time alone on the line after the stamp, as in ``• 14 November, 2025`` / ``• 11:41``."""
    following = draft.page.nonblank(stamp.line + 1)[:1]
    if (
        following
        and len(draft.page.rest[following[0]]) <= 12
        and draft.page.roles[following[0]] is not Role.BODY
    ):
        found = find_time(draft.page.rest[following[0]])
        return found[0] if found else None
    return None
