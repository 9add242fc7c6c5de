"""Dates as a language writes them: the order is told here, names of months and days are CLDR's, by Babel."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date

from articles.wording.languages import first_upper, language_in_use

# For each form its pattern (Unicode TR 35), and those of languages that write it another way. MMMM is a month
# with a day, LLLL one by itself: in Russian and Armenian they differ.
_PATTERNS = {
    "year": {"": "y"},
    "month": {"": "LLLL y"},
    "day": {"": "d MMMM y", "hy": "d MMMM, y", "ka": "d MMMM, y"},
    "title of day": {
        "": "EEEE, d MMMM y",
        "hy": "EEEE, d MMMM, y",
        "ka": "EEEE, d MMMM, y",
        "tr": "d MMMM y EEEE",
    },
    "weekday": {"en": "EEEE d MMMM y"},
    "short month": {"": "LLL y"},
    "short day": {"": "d MMM"},
    "name of month": {"": "LLLL"},
    "short name of month": {"": "LLL"},
}
_PATTERNS["weekday"] = _PATTERNS["title of day"] | _PATTERNS["weekday"]
_HEADINGS = {
    "month",
    "title of day",
    "weekday",
    "short month",
    "name of month",
    "short name of month",
}  # stand by themselves


def dated(day: dt.date, form: str = "day") -> str:
    """A date in one of these forms: year, month, day, weekday (a day with its name), title of day,
    short month, short day (both for little room), name of month, short name of month. Raises KeyError.
    """
    return _written(dt.date(day.year, day.month, day.day), form, language_in_use())


@lru_cache(maxsize=10_000)
def _written(day: dt.date, form: str, language: str) -> str:
    patterns = _PATTERNS[form]
    text = str(format_date(day, patterns.get(language, patterns[""]), language))
    return first_upper(text, language) if form in _HEADINGS else text


def weekdays() -> list[tuple[str, str]]:
    """The seven days from Monday on: (short, whole) names."""
    return _weekdays(language_in_use())


@cache
def _weekdays(language: str) -> list[tuple[str, str]]:
    days = Locale(language).days["stand-alone"]
    return [
        (first_upper(days["short"][day], language), first_upper(days["wide"][day], language))
        for day in range(7)
    ]
