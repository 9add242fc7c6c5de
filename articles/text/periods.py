"""When an article was published: a half-open interval of local days, and an instant to order by. Pure."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo


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
