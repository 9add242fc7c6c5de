"""Days, months and years: as people write them, and as a half-open interval of local days. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Digits of any script: int() takes them all.
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
    r"|(?P<day_>\d{1,2})(?P<mark>[./])(?P<month_>\d{1,2})(?P=mark)(?P<year_>\d{4})"
)
YEARS = range(1000, 9999)  # that a newspaper may have; the day after the last is one, too
_WITH_TIME = re.compile(
    r"(?P<date>[^T\s]+)(?:T|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
)


class Period(NamedTuple):
    """A year, a month, a day or a minute of one, as somebody wrote it down."""

    first: dt.date
    last: dt.date  # the same where the day is known
    time: dt.time | None
    precision: str  # "year", "month", "day" or "minute"


def period_of(text: str) -> Period | None:
    """What `2020`, `2020-10`, `2020-10-31`, `31.10.2020` or `31/10/2020` means; None for anything else.

    The one grammar of all date fields, options, hints and queries. The day comes first where the year does
    not; digits may be of any script, as in `٢٠٢٠`.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (
        int(found) if (found := match[name] or match[f"{name}_"]) else None
        for name in ("year", "month", "day")
    )
    try:
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return Period(first, first, None, "day")
    if month is not None:
        last = first.replace(day=calendar.monthrange(first.year, month)[1])
        return Period(first, last, None, "month")
    return Period(first, first.replace(month=12, day=31), None, "year")


def moment_of(text: str) -> Period | None:
    """As ``period_of``; a day may have a local time after it: `2020-10-31 19:19`, `2020-10-31T19:19:05`."""
    match = _WITH_TIME.fullmatch(text.strip())
    if match is None:
        return period_of(text)
    period = period_of(match["date"])
    if period is None or period.precision != "day":
        return None
    try:
        time = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
    return period._replace(time=time, precision="minute")


def clock(time: dt.time) -> str:
    """`19:19`; seconds only where there are some."""
    return time.isoformat(timespec="seconds" if time.second else "minutes")


def date_text(date: dt.date, precision: str) -> str:
    """By its precision: `2020`, `2020-10` or `2020-10-31`."""
    # not strftime: it writes years before 1000 with fewer than four digits
    return date.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def iso_text(date: str, time: str = "", timezone: str = "") -> str:
    """A date, its local time and that zone's offset, in one: `2020-10-31T19:19+04:00`."""
    if not time:
        return date
    moment = dt.datetime.fromisoformat(f"{date}T{time}")
    if timezone:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


class Interval(NamedTuple):
    start: dt.date | None
    end: dt.date | None  # the first day after
    time: dt.time | None
    precision: str
    instant: dt.datetime | None


UNKNOWN = Interval(None, None, None, "", None)


def interval_of(date: dt.date | None, time: dt.time | None, timezone: str, precision: str) -> Interval:
    """The columns that say when, from what is known.

    A date known to the year or month starts at its first day and lasts until the next one begins. The
    instant is the local midnight where the time is unknown; an unknown zone counts as UTC, for ordering only.
    Raises ``zoneinfo.ZoneInfoNotFoundError`` or ``ValueError`` for a zone that does not exist.
    """
    if date is None:
        return UNKNOWN
    if time is not None:
        precision = "minute"
    elif precision == "minute":
        precision = "day"
    start = date
    if precision == "year":
        start = date.replace(month=1, day=1)
        end = dt.date(date.year + 1, 1, 1)
    elif precision == "month":
        start = date.replace(day=1)
        end = (start + dt.timedelta(days=32)).replace(day=1)
    else:
        end = date + dt.timedelta(days=1)
    zone = ZoneInfo(timezone) if timezone else dt.UTC
    instant = dt.datetime.combine(start, time or dt.time(), tzinfo=zone).astimezone(dt.UTC)
    return Interval(start, end, time, precision, instant)


def written(start: dt.date | None, time: dt.time | None, timezone: str, precision: str) -> str:
    """All that is known, exactly as far as it is: "2020-10-31 19:19 Asia/Baku", "2020-10"; "" for nothing."""
    if start is None:
        return ""
    letters = {"year": 4, "month": 7}.get(precision, 10)
    # not strftime: it writes years before 1000 with fewer than four digits
    parts = [start.isoformat()[:letters]]
    if time is not None:
        parts.append(time.isoformat("seconds" if time.second else "minutes"))
    return " ".join([*parts, timezone] if timezone else parts)
