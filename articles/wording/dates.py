"""Dates as a language writes them: it says in which order, names of months and days are CLDR's, by Babel."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date

from articles.text import languages
from articles.wording.languages import first_upper, language_in_use

# For each form its pattern (Unicode TR 35), where all languages write it alike.
_PATTERNS = {
    "year": "y",
    "month": "LLLL y",
    "short month": "LLL y",
    "short day": "d MMM",
    "name of month": "LLLL",
    "short name of month": "LLL",
}
_FIRST_DAYS = [dt.date(2001, month, 1) for month in range(1, 13)]
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
    text = str(format_date(day, _pattern(form, languages.of(language)), language))
    return first_upper(text, language) if form in _HEADINGS else text


def _pattern(form: str, language: languages.Language) -> str:
    match form:
        case "day":
            return language.day
        case "title of day":
            return language.title_of_day
        case "weekday":
            return language.weekday or language.title_of_day
        case _:
            return _PATTERNS[form]


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


def months() -> list[tuple[str, str]]:
    """The twelve months from January on: (short, whole) names."""
    return [(dated(day, "short name of month"), dated(day, "name of month")) for day in _FIRST_DAYS]
