"""Which of a page's dates is the date of the article."""

from __future__ import annotations

import datetime as dt
import re

from articles.reading.draft import Draft
from articles.reading.learned.date_rank import Dated
from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.model import Precision, Published, Role
from articles.reading.signs.dates import find_dates, find_time, names_no_day
from articles.reading.signs.moments import published_of
from articles.reading.signs.stamps import Cue, Stamp
from articles.text import languages
from articles.text.codes import coded

_OF_SOMETHING_ELSE = (Cue.CLOCK, Cue.OTHER)  # the page's clock, the outlet's rights
_UNDER, _OVER = 5, 3  # nonblank lines under a headline and over it where its stamp stands
_BESIDE = 3  # lines between ``Published`` and ``Updated``
_MOST_STAMPS = 200  # of a page that are weighed; pages have a few dozen
_LONGEST_STAMP = 80  # characters of a line that is little more than a date
_LONGEST_DATELINE = 50  # characters in which a text begins with its date
LEAST, SURE = 0.65, 0.8  # probabilities: below them no date is given, or one that a person must look at
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|\Z)")


def choose_date(
    draft: Draft,
    headline_at: int | None,
    headline: str,
    body: list[int],
    latest: dt.date,
    timezone: str | None,
    month_first: bool | None,
    language: str,
    judges: Judges = SHIPPED,
) -> Published | None:
    """``month_first``: the order in which the outlet writes numeric dates, None where that is not known."""
    hinted = published_hint(draft.hints.published, timezone)
    if hinted:
        draft.note("published", coded("hint.given"))
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
        draft.doubts.append(coded("date.future", date=stated.isoformat()))
        stated = None
    dated = [(stamp, day) for stamp in draft.stamps if (day := _day_by(stamp, latest))]
    if stated and draft.dateline_line is not None:
        draft.note("published", coded("date.dateline"), draft.dateline_line)
        time, zone = _time_that_agrees(draft, dated, stated) or (None, "")
        return _local(stated, time, zone or timezone)
    stamped = _stamped(draft, dated, headline_at, body, month_first, language, judges, latest)
    if stamped:
        day, time, zone = stamped
        return _local(day, time, zone or timezone)
    if draft.collected and draft.collected <= latest:
        draft.note("published", coded("date.collector"), draft.collected_line)
        return _local(draft.collected, None, timezone)
    in_url = _date_of_url(draft.hints.url)
    if in_url and in_url <= latest:
        draft.note("published", coded("date.url"))
        return _local(in_url, None, timezone)
    for found in find_dates(headline):
        if found.date and found.date <= latest and (found.end == len(headline) or found.start == 0):
            draft.note(
                "published", coded("date.headline"), headline_at or 0, start=found.start, end=found.end
            )
            return _local(found.date, None, timezone)
    _doubt_what_is_no_day(draft, headline_at, body, latest)
    return None


def _doubt_what_is_no_day(draft: Draft, headline_at: int | None, body: list[int], latest: dt.date) -> None:
    """A line about the headline, or a dateline, that should name the day, and names none or one to come."""
    later = {stamp.line for stamp in draft.stamps if (day := stamp.found.date) and day > latest}
    head = headline_at if headline_at is not None else body[0]
    for i in draft.page.nonblank(max(0, head - _OVER), body[0] + 1):
        line = draft.page.texts[i].strip()
        stamp = line if len(line) <= _LONGEST_STAMP else line[:_LONGEST_DATELINE] if i == body[0] else ""
        if names_no_day(stamp) or (stamp and i in later):
            draft.doubts.append(coded("date.no_day", stamp=stamp))
            return


def _local(day: dt.date, time: dt.time | None, timezone: str | None) -> Published:
    return Published(day, time, timezone, Precision.MINUTE if time else Precision.DAY)


def _stamped(
    draft: Draft,
    dated: list[Dated],
    headline_at: int | None,
    body: list[int],
    month_first: bool | None,
    language: str,
    judges: Judges,
    latest: dt.date,
) -> tuple[dt.date, dt.time | None, str] | None:
    """Day, time and stated zone of the stamp the text begins with, or of the likeliest if likely enough."""
    for stamp, day in dated:
        if stamp.line in (draft.dateline_line, body[0]):
            draft.note("published", coded("date.stamp_at_start"), stamp.line)
            return day, stamp.time, stamp.zone
    clocks = {day for stamp, day in dated if stamp.cue is Cue.CLOCK}
    head = headline_at if headline_at is not None else body[0]
    candidates = [
        (stamp, day)
        for stamp, day in dated
        if stamp.cue not in _OF_SOMETHING_ELSE and (day not in clocks or stamp.line > head)
    ][:_MOST_STAMPS]
    candidates = _without_updates(_without_clocks(draft, candidates, headline_at, body[0]))
    likely = judges.date(draft, candidates, headline_at, body)
    if likely is None or likely[1] < LEAST:
        return None
    stamp, probability = likely
    resolved = _resolved(draft, stamp, month_first, language, latest)
    if resolved is None:
        return None
    if probability < SURE:
        draft.doubts.append(coded("date.guess", percent=round(100 * probability)))
    draft.note("published", coded("date.stamp"), stamp.line)
    return resolved, stamp.time or _time_beside(draft, stamp), stamp.zone


def _day_by(stamp: Stamp, latest: dt.date) -> dt.date | None:
    """The stamp's day, no later than this; of ``05/08/2008`` the order of which that can be said."""
    day = stamp.found.date
    if day and day > latest and stamp.found.ambiguous:
        day = dt.date(day.year, day.day, day.month)
    return day if day and day <= latest else None


def _without_clocks(
    draft: Draft, dated: list[Dated], headline_at: int | None, body_start: int
) -> list[Dated]:
    """Where a stamp stands right under the headline, those well above are a clock's or other items'."""
    if headline_at is None:
        return dated
    head = draft.page.nonblank(headline_at)[: _UNDER + 1][-1]
    if not any(headline_at < stamp.line <= min(head, body_start) for stamp, _ in dated):
        return dated
    above = draft.page.nonblank(0, headline_at)[-_OVER:]
    return [each for each in dated if not above or each[0].line >= above[0]]


def _without_updates(dated: list[Dated]) -> list[Dated]:
    """``Updated`` beside ``Published`` dates no article, whichever stands first."""
    published = [(stamp.line, day) for stamp, day in dated if stamp.cue is Cue.PUBLISHED]
    return [
        (stamp, day)
        for stamp, day in dated
        if stamp.cue is not Cue.UPDATED
        or not any(abs(line - stamp.line) <= _BESIDE and first <= day for line, first in published)
    ]


def published_hint(hint: str, timezone: str | None) -> Published | None:
    return published_of(hint, timezone)


def _date_of_url(url: str) -> dt.date | None:
    match = _IN_URL.search(url)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _time_that_agrees(draft: Draft, dated: list[Dated], date: dt.date) -> tuple[dt.time, str] | None:
    """Time and stated zone of a stamp of the same day, unless the stamp may be the next item's."""
    below = min(draft.teasers, default=None)
    for stamp, day in dated:
        if stamp.time is None or day != date or (below is not None and stamp.line > below):
            continue
        if (
            draft.end_line is not None
            and stamp.line > draft.end_line
            and not _section_agrees(draft, stamp.line)
        ):
            draft.doubts.append(coded("time.next_item"))
            continue
        draft.note("time", coded("time.stamp"), stamp.line)
        return stamp.time, stamp.zone
    return None


def _section_agrees(draft: Draft, line: int) -> bool:
    """``- Politics`` above the stamp and a bare ``Politics`` below it name the same section."""
    above = [name for i, name in draft.sections if line - 2 <= i < line]
    below = [name for i, name in draft.sections if line < i <= line + 2]
    return not above or not below or above[-1] == below[0]


def _resolved(
    draft: Draft, stamp: Stamp, month_first: bool | None, language: str, latest: dt.date
) -> dt.date | None:
    """The day of a stamp: ``05/08/2008`` is read as its outlet or language writes dates.

    In English, which is written both ways, only where another date says which is the month.
    """
    date = stamp.found.date
    if date is None or not (stamp.found.american or stamp.found.ambiguous):
        return date
    other = dt.date(date.year, date.day, date.month)
    if max(date, other) > latest:
        return min(date, other)
    if month_first is None and not languages.of(language).month_first:
        month_first = False
    if month_first is not None:
        return date if month_first == stamp.found.american else other
    if stamp.found.american:
        return date
    stated = {each.found.date for each in draft.stamps if not each.found.ambiguous}
    stated |= {found.date for found in find_dates(draft.hints.url.replace("/", "-")) if not found.ambiguous}
    if (date in stated) != (other in stated):
        return date if date in stated else other
    draft.doubts.append(coded("date.order", stamp=draft.page.texts[stamp.line].strip()[:40]))
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
