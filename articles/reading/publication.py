"""Which of a page's dates is the date of the article."""

from __future__ import annotations

import datetime as dt
import re

from articles.reading.draft import Draft
from articles.reading.dates import find_dates, find_time
from articles.reading.model import Precision, Published, Role
from articles.reading.stamps import Cue, Stamp


_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|\Z)")


def choose_date(
    draft: Draft, headline_at: int | None, headline: str, body: list[int], latest: dt.date, timezone: str | None
) -> Published | None:
    body_start = body[0]
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
    best = _best_stamp(draft, stamps, headline_at, body_start)
    if best and best.found.date:
        draft.note("published", "stamp", best.line)
        time = best.time or _time_beside(draft, best)
        return Published(best.found.date, time, timezone, Precision.MINUTE if time else Precision.DAY)
    if draft.collected and draft.collected <= latest:
        draft.note("published", "the collector's prefix", draft.collected_line)
        return Published(draft.collected, None, timezone, Precision.DAY)
    match = _IN_URL.search(draft.hints.url)
    if match:
        try:
            day = dt.date(*map(int, match.groups()))
        except ValueError:
            day = None
        if day and day <= latest:
            draft.note("published", "date in the URL")
            return Published(day, None, timezone, Precision.DAY)
    for found in find_dates(headline):
        if found.date and found.date <= latest and (found.end == len(headline) or found.start == 0):
            draft.note("published", "date in the headline", headline_at or 0, start=found.start, end=found.end)
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
    precision = Precision.MINUTE if time else Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return Published(date, time, timezone, precision)


def _time_that_agrees(draft: Draft, stamps: list[Stamp], date: dt.date) -> dt.time | None:
    """The time of a stamp of the same day, unless the stamp may be the next item's."""
    for stamp in stamps:
        if stamp.time is None or stamp.found.date != date:
            continue
        if draft.end_line is not None and stamp.line > draft.end_line and not _section_agrees(draft, stamp.line):
            draft.doubts.append("the stamp after the text may belong to the next item: its section is another")
            continue
        draft.note("time", "stamp that agrees with the dateline", stamp.line)
        return stamp.time
    return None


def _section_agrees(draft: Draft, line: int) -> bool:
    """``- Politics`` above the stamp and a bare ``Politics`` below it name the same section."""
    above = [name for i, name in draft.sections if line - 2 <= i < line]
    below = [name for i, name in draft.sections if line < i <= line + 2]
    return not above or not below or above[-1] == below[0]


def _best_stamp(draft: Draft, stamps: list[Stamp], headline_at: int | None, body_start: int) -> Stamp | None:
    candidates = [stamp for stamp in stamps if stamp.cue is not Cue.CLOCK and stamp.cue is not Cue.OTHER]
    if not candidates:
        return None
    anchor = headline_at if headline_at is not None else body_start

    def score(stamp: Stamp) -> float:
        value = {Cue.PUBLISHED: 3.0, Cue.UPDATED: -1.5}.get(stamp.cue, 0.0)
        distance = len(draft.page.nonblank(min(anchor, stamp.line), max(anchor, stamp.line)))
        value -= 0.25 * distance
        if anchor <= stamp.line <= body_start:
            value += 3.0
        elif stamp.line > body_start:
            value -= 2.0
        if stamp.time:
            value += 0.5
        return value - 0.1 * stamp.words

    best = max(candidates, key=score)
    return best if score(best) > -6 else None


def _time_beside(draft: Draft, stamp: Stamp) -> dt.time | None:
    """A time alone on the line after the stamp, as in ``• 14 November, 2025`` / ``• 11:41``."""
    following = draft.page.nonblank(stamp.line + 1)[:1]
    if following and len(draft.page.rest[following[0]]) <= 12 and draft.page.roles[following[0]] is not Role.BODY:
        found = find_time(draft.page.rest[following[0]])
        return found[0] if found else None
    return None
