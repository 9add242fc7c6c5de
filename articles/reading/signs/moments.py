"""Moments as programs write them: ISO 8601, with an offset or without."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from articles.reading.model import Precision, Published
from articles.text.periods import Period, moment_of

_OFFSET = re.compile(r"(?<=[\d ])(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)\Z", re.I)
_FRACTION = re.compile(r"(:\d\d)[.,]\d+")
_FIRST_YEAR = 1900
_FARTHEST = 12 * 60  # minutes from Greenwich that the zones of whole hours reach on either side


def parted(text: str) -> tuple[Period | None, int | None]:
    """What it says of day and time, and the minutes that its clock is before Greenwich; None: no offset."""
    text = _FRACTION.sub(r"\1", text.strip())
    found = _OFFSET.search(text) if ":" in text else None
    stated = moment_of(text[: found.start()].strip() if found else text)
    if found is None or stated is None or stated.time is None:
        return stated, None
    said = found[1].upper().replace(":", "")
    if said in ("Z", "UTC", "GMT"):
        return stated, 0
    return stated, int(f"{said[0]}1") * (int(said[1:3]) * 60 + int(said[3:5] or 0))


def published_of(text: str, timezone: str | None, latest: dt.date = dt.date.max) -> Published | None:
    """The local date and time in the outlet's zone; where that is not known, in the one of the offset.

    None where it is no date, or one after ``latest``.
    """
    stated, minutes = parted(text)
    if stated is None or stated.first.year <= _FIRST_YEAR or stated.first > latest:
        return None
    if stated.time is None or minutes is None:
        return Published(stated.first, stated.time, timezone, Precision(stated.precision))
    try:
        there = dt.timezone(dt.timedelta(minutes=minutes))
        moment = dt.datetime.combine(stated.first, stated.time, tzinfo=there)
        if timezone:
            moment, zone = moment.astimezone(ZoneInfo(timezone)), timezone
        elif minutes % 60 or abs(minutes) > _FARTHEST:
            moment, zone = moment.astimezone(dt.UTC), "UTC"
        else:
            zone = f"Etc/GMT{-minutes // 60:+d}" if minutes else "UTC"
    except (ValueError, OverflowError):
        return None
    return Published(moment.date(), moment.time(), zone, Precision.MINUTE)
