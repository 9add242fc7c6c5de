"""Dates and times as they stand in one line of text, in some fifteen languages.

A month's name is looked up in ``data/calendar.toml`` and the day and year are sought on both sides of it, so
that one rule covers ``31 October 2020``, ``Dec 14, 2019``, ``2017 November 01``, ``2024, 08 Noyabr`` and
``2018թ. դեկտեմբերի 18``. Numeric dates are day-month-year or year-month-day, and month-day-year only where
nothing else is possible or a time with am or pm follows; ``ambiguous`` is set where both orders are possible.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from functools import cache
from typing import NamedTuple

from articles.reading.signs.phrases import fold_case, load
from articles.text import languages

_SHORTENED = tuple(language.code for language in languages.LANGUAGES if language.cut_months)
_SHORTEST = 5  # letters of such a cut
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_DATES = 8  # of one line; more of them are a calendar


class FoundDate(NamedTuple):
    """One date in a line. ``date`` is None where the year is not stated."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    ambiguous: bool = False  # day and month could be the other way round
    american: bool = False  # read month first, since a time with am or pm follows

    @property
    def date(self) -> dt.date | None:
        return dt.date(self.year, self.month, self.day) if self.year else None


_NUMERIC = re.compile(
    r"(?<![\d./-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}(?!:\d\d)|\d{2})(?!\d(?!\d:))"
)
_BESIDE_WORD = re.compile(r"(?<=[^\W\d_])/|/(?=[^\W\d_])")  # Baku/31.02.2020/Turan
_WORD = re.compile(r"[^\W\d_]+")
_DAY_BEFORE = re.compile(
    r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|-?го|-?е|-?[cc][iıuü]|-?ին|º|ª)?[\s.,/\-–]{0,3}(?:of |de )?\Z",
    re.I,
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})(?:\s?թ|-?c[iıuü] il\w{0,4}|\s?წლის|\s?ж)?[\s.,/\-–]{0,4}\Z", re.I)
_YEAR_AFTER = re.compile(r"[.,]?\s?(?:del? )?[\s,.\-–/]{0,3}(\d{4})(?=\D|\Z|\d{1,2}:\d\d)")
_SHORT_YEAR_AFTER = re.compile(r"(?:\s?[’']|[.\-/])(\d{2})(?![\d:.])")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DAY_AFTER = re.compile(r"[.,]?[\s\-–/]{0,2}(\d{1,2})(?:st|nd|rd|th|-?ին|-[iıuü]n?)?(?![\d:])")
_YEAR_AFTER_TIME = re.compile(r"\s\d{1,2}:\d\d(?::\d\d)?\s(?:[A-Z]{2,5}\s)?(\d{4})(?!\d)")
_ROMAN = re.compile(r"(?<![\w./-])(\d{1,2})([. /-])([IVXІХ]{1,4})\2(\d{4})(?!\d)")
_ROMAN_MONTHS = {
    numeral: n
    for n, numeral in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], 1)
}
_LATIN_NUMERALS = str.maketrans("ІХ", "IX")
_ARMENIAN_SIGNS = str.maketrans("\u058a\u2024", "-.")
_ARMENIAN_COLON = re.compile(r"(?<=\d)\u0589(?=\d)")
_TIME = re.compile(
    r"(?<![\d:.,])([01]?\d|2[0-4])\s?(?::|(\.)|h)\s?([0-5]\d)(?:[:.][0-5]\d(?:[.,]\d{1,6})?)?(?![\d:]|\.\d)"
    r"(?!\s?(?:[km%°]|mins?|мин|dəq|deq|dk|dak|sec|views)\b)\s?([ap])?\.?(?(4)m\b|)",
    re.I,
)
_HALF_DAY = re.compile(r"[\s,|@-]{1,3}(?:at )?(?:0?\d|1[0-2]):\d\d(?::\d\d)?\s?[ap]\.?m", re.I)
_OF_CLOCK = re.compile(r"\s?(?:Uhr|hrs|h\b|часов|saat)", re.I)
_MILITARY_TIME = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)\s(?:GMT|UTC|ET|MSK)\b")


def plain_signs(text: str) -> str:
    """Armenian hyphens, dots and the colon between digits as the signs of everyone; as long as before."""
    if text.isascii():
        return text
    return _ARMENIAN_COLON.sub(":", text.translate(_ARMENIAN_SIGNS))


@cache
def _months() -> dict[str, int]:
    """Folded form → month. Short forms that another language uses for another month are left out by order."""
    months: dict[str, int] = {}
    for names in load("calendar")["months"].values():
        for number, forms in enumerate(names, 1):
            for form in forms.split("|"):
                months.setdefault(fold_case(form), number)
    for name in _SHORTENED:
        for number, forms in enumerate(load("calendar")["months"][name], 1):
            for form in map(fold_case, forms.split("|")):
                for length in range(_SHORTEST, len(form)):
                    months.setdefault(form[:length], number)
    return months


@cache
def weekdays() -> frozenset[str]:
    return frozenset(fold_case(day) for days in load("calendar")["weekdays"].values() for day in days.split())


def find_dates(line: str, most: int = MOST_DATES) -> list[FoundDate]:
    """Some of the first dates of a line in order; also day and month without a year. Linear in its length."""
    line = plain_signs(line)
    found: list[FoundDate] = []
    for match in itertools.islice(_ROMAN.finditer(line), most):
        roman = _ROMAN_MONTHS.get(match.group(3).translate(_LATIN_NUMERALS))
        if roman:
            checked = _checked(*match.span(), int(match.group(1)), roman, int(match.group(4)))
            found += [checked] if checked else []
    for match in itertools.islice(_NUMERIC.finditer(line), most):
        numeric = _numeric(match)
        if numeric:
            found.append(numeric)
    if not line.isascii():
        for match in _EAST_ASIAN.finditer(line):
            year, number, day = map(int, match.groups())
            found += filter(None, [_checked(match.start(), match.end(), day, number, year)])
    months = _months()
    words = _WORD.findall(fold_case(line))
    has_month = bool(words) and not months.keys().isdisjoint(words)  # most lines with a digit name none
    for match in _WORD.finditer(line) if has_month else ():
        word = match.group()
        if 2 < len(word) < 14 or len(word) == 2:
            month = months.get(fold_case(word))
            if month:
                if len(found) >= most:
                    break
                named = _named(line, match.start(), match.end(), month)
                if named and not any(other.start < named.end and named.start < other.end for other in found):
                    found.append(named)
    if len(found) > 1:
        found.sort(key=lambda each: each.start)
    return found


def names_no_day(line: str) -> bool:
    """Whether a line has numbers written as a date that no calendar has, or none can mean: 31.02.2020."""
    matches = _NUMERIC.finditer(_BESIDE_WORD.sub(" ", plain_signs(line)))
    written = (match for match in matches if len(match[1]) + len(match[4]) > 4)  # with a year of four digits
    return any(_numeric(match) is None for match in itertools.islice(written, MOST_DATES))


def _numeric(match: re.Match[str]) -> FoundDate | None:
    first, last = match.group(1), match.group(4)
    middle = int(match.group(3))
    if len(first) == 4:
        return None if len(last) == 4 else _checked(match.start(), match.end(), int(last), middle, int(first))
    if len(first) == 3:
        return None
    if len(last) == 2 and not last.isascii():
        return None  # Persian pages write so the years of another calendar
    year = _century(last)
    day = int(first)
    if middle > 12 >= day:
        return _checked(match.start(), match.end(), middle, day, year)
    if match.group(2) == "/" and _HALF_DAY.match(match.string, match.end()):
        found = _checked(match.start(), match.end(), middle, day, year)  # mostly Americans write both so
        return found._replace(american=day <= 12) if found else None
    ambiguous = match.group(2) == "/" and day <= 12 and middle <= 12 and day != middle
    return _checked(match.start(), match.end(), day, middle, year, ambiguous)


def _century(year: str) -> int:
    """``20`` and ``2020`` are 2020, ``87`` is 1987."""
    number = int(year)
    return number if len(year) == 4 else 2000 + number if number < 70 else 1900 + number


def _named(line: str, start: int, end: int, month: int) -> FoundDate | None:
    before, after = line[max(0, start - 24) : start], line[end : end + 24]
    day_before = _DAY_BEFORE.search(before)
    year_after = _YEAR_AFTER.match(after)
    begin = start - len(before)
    if day_before:
        day = int(day_before.group(1))
        first = begin + day_before.start()
        if year_after:
            return _checked(first, end + year_after.end(), day, month, int(year_after.group(1)))
        short_year = _SHORT_YEAR_AFTER.match(after)
        if short_year:
            return _checked(first, end + short_year.end(), day, month, _century(short_year.group(1)))
        year_before = _YEAR_BEFORE.search(before[: day_before.start()])
        if year_before:
            return _checked(begin + year_before.start(), end, day, month, int(year_before.group(1)))
        return _checked(first, end, day, month, None)
    day_after = _DAY_AFTER.match(after)
    if not day_after:
        return None
    day, last = int(day_after.group(1)), end + day_after.end()
    year_before = _YEAR_BEFORE.search(before)
    if year_before:
        return _checked(begin + year_before.start(), last, day, month, int(year_before.group(1)))
    year_after = _YEAR_AFTER.match(line[last : last + 14])
    if year_after:
        return _checked(start, last + year_after.end(), day, month, int(year_after.group(1)))
    after_time = _YEAR_AFTER_TIME.match(line, last)
    if after_time:
        return _checked(start, last, day, month, int(after_time.group(1)))
    return _checked(start, last, day, month, None)


def _checked(
    start: int, end: int, day: int, month: int, year: int | None, ambiguous: bool = False
) -> FoundDate | None:
    try:
        dt.date(year or 2000, month, day)
    except ValueError:
        return None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return FoundDate(start, end, day, month, year, ambiguous)


def _of_half_day(hour: int, before: str, after: str) -> int:
    """The hour of the day, where a word beside it says which half: ``3:20 ÖS``, ``в 7:15 вечера``."""
    halves = load("calendar")["half_days"]
    words = fold_case(after.lstrip()).split()[:2]
    named = (" ".join(words), *words[:1], *fold_case(before).split()[-1:])
    for half, forms in halves.items():
        if any(name.strip(".,;()") in forms for name in named):
            return hour % 12 + (12 if half == "second" else 0)
    return hour


def find_time(text: str) -> tuple[dt.time, int, int] | None:
    """The first time of day in a short text as (time, start, end)."""
    text = plain_signs(text)
    for match in _TIME.finditer(text):
        hour, minute, half = int(match.group(1)), int(match.group(3)), match.group(4)
        if match.group(2) and len(match.group(1)) < 2 and not half and not _OF_CLOCK.match(text, match.end()):
            continue  # ``USD 1.70``
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half in "pP" else 0)
        elif not half and 1 <= hour <= 12:
            hour = _of_half_day(hour, text[: match.start()], text[match.end() : match.end() + 24])
        if hour < 24:
            return dt.time(hour, minute), match.start(), match.end()
    military = _MILITARY_TIME.search(text)
    if military:
        return dt.time(int(military.group(1)), int(military.group(2))), military.start(), military.end()
    return None
