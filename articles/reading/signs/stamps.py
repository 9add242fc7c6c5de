"""Stamps: lines that carry a date (and time) and little else, and what the words beside it say it is."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from articles.reading.signs.dates import FoundDate, find_dates, find_time, plain_signs, weekdays
from articles.reading.signs.phrases import fold_case, load

LONGEST = 170  # characters of a line that can be a stamp
_CRAWLER = re.compile(r"\s*date (\d{4})-(\d\d)-(\d\d)(?:\s+|\Z)")
_WORDS = re.compile(r"[^\W\d_]+")
_SEPARATED = re.compile(r"\s*[|•·–—/\-]\s*\Z|\s*[|•·–—/\-]")
STAMP_JOINTS = " \t\xa0-–—|•·"  # between a stamp and the text on the same line
_LABEL = re.compile(r"([^\W\d_][^|•·;/:]*):\s*\Z")  # what stands before a date
_MOST_DATES, _MOST_DIGITS = 4, 36  # of a stamp
_PROSE_WORDS = 5  # beginning in small letters, in a line that no cue calls a stamp
_ZONE = re.compile(
    r"[\s,.]{0,3}[(\[]?([A-ZİМСК]{1,4})(?![^\W\d_])(?:\s?([+-])(\d{1,2})(?::?([0-5]\d))?(?!\d))?"
)
_OFFSET = re.compile(r"\s?\(?([+-])(\d{2}):?([0-5]\d)?(?!\d)")
_ISO_TIME = re.compile(r"\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\Z")
_EAST, _WEST = 14, 12  # hours from Greenwich
_AROUND_TIME = 4  # words: ``at``, ``a las``, ``hrs``, ``p.m.``
_DIGIT = re.compile("[0-9٠-٩۰-۹]")


class Cue(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"
    CLOCK = "clock"
    OTHER = "other"
    NONE = ""


class Stamp(NamedTuple):
    line: int  # index of the line
    found: FoundDate
    time: dt.time | None
    cue: Cue
    words: int  # words of the line beside date, time, weekday
    weekday: bool = False
    zone: str = ""  # IANA name, where the line says it


def _signed(line: str, dates: list[FoundDate]) -> bool:
    """``Written by Ana Sandoiu on July 27, 2017``: nothing but a name before the date."""
    before = line[: dates[0].start].split()
    joints = load("stamps")["joints"]
    names = [word for word in before if fold_case(word).strip(":,.") not in joints]
    return len(names) < len(before) and len(names) <= 6 and all(not word[0].islower() for word in names)


@cache
def _cues() -> list[tuple[Cue, re.Pattern[str]]]:
    data = load("stamps")
    return [
        (
            Cue(name),
            re.compile(r"(?<!\w)(?:" + "|".join(re.escape(fold_case(each)) for each in data[name]) + ")"),
        )
        for name in ("other", "clock", "updated", "published")
    ]


def crawler_prefix(line: str) -> tuple[dt.date, int] | None:
    """(date, end) of the `` date 2018-12-18 `` that collectors of pages put before the text."""
    match = _CRAWLER.match(line)
    if not match:
        return None
    try:
        return dt.date(*map(int, match.groups())), match.end()
    except ValueError:
        return None


def stamps_of(index: int, line: str) -> list[Stamp]:
    """The dates of a line that is a stamp; nothing where the line is prose with a date in it."""
    if len(line) > LONGEST or not _DIGIT.search(line):
        return []
    line = plain_signs(line)
    if len(line) > _MOST_DIGITS and len(_DIGIT.findall(line)) > _MOST_DIGITS:
        return []
    dates = find_dates(line, _MOST_DATES + 1)
    if not dates or len(dates) > _MOST_DATES:
        return []
    beside = "".join(
        line[start:end]
        for start, end in zip(
            [0, *(d.end for d in dates)], [*(d.start for d in dates), len(line)], strict=True
        )
    )
    days = weekdays()
    as_set = _WORDS.findall(beside)
    all_words = list(map(fold_case, as_set))
    words = [word for word in all_words if word not in days]
    has_year = any(date.year for date in dates)
    if len(words) > (14 if has_year else 2):
        return []
    if all_words and line[dates[0].end :].lstrip()[:1] == ":" and not find_time(beside):
        return []  # ``27 September 2020: fighting breaks out``
    low = fold_case(line)
    cued = bool(words) or "©" in line
    if len(words) >= 3 and _cue_before(low, len(low)) is Cue.NONE and not _signed(line, dates):
        apart = (
            _SEPARATED.search(line[: dates[0].start])
            or _SEPARATED.match(line, dates[-1].end)
            or dates[0].start == 0
        )
        if sum(1 for word in as_set if word[0] != word[0].title()) >= _PROSE_WORDS:
            return []
        timed = find_time(beside)
        closed = line[-1] in ".!?…" and not (timed and len(words) <= _AROUND_TIME)  # ``at 4:56 p.m.``
        if closed or not (apart or timed):
            return []
    found = []
    previous_end = 0
    for number, date in enumerate(dates):
        following = dates[number + 1].start if number + 1 < len(dates) else len(line)
        cue = _cue_before(low[previous_end : date.start], date.start - previous_end) if cued else Cue.NONE
        if cued and cue is Cue.NONE and number == 0:
            cue = _cue_before(low[date.end : following], following - date.end, clock_only=True)
        after = _time_in(line[date.end : min(following, date.end + 30)])
        before = None if after else _time_in(line[max(previous_end, date.start - 16) : date.start])
        time = after[0] if after else before[0] if before else None
        zone = _zone_of(line, date.end + after[2]) if after else ""
        found.append(Stamp(index, date, time, cue, len(words), len(words) < len(all_words), zone))
        previous_end = date.end
    if len(found) == 2 and found[0].found.date != found[1].found.date:
        between = line[dates[0].end : dates[1].start].strip()
        if not words or between in "-–—":
            return []  # a period
    return found


def _zone_of(line: str, end: int) -> str:
    """The zone said right after a time: ``10:15 GMT`` is UTC, ``GMT+4`` the zone four hours ahead of it."""
    offset = _OFFSET.match(line, end)
    if offset and (offset[1] == "+" or _ISO_TIME.search(line, 0, end)):  # ``10:15-11:00`` is from, to
        return _zone_at(offset[1], int(offset[2]), int(offset[3] or 0))
    match = _ZONE.match(line, end)
    name = load("stamps")["zones"].get(match.group(1), "") if match else ""
    if match and match.group(2):
        return _zone_at(match[2], int(match[3]), int(match[4] or 0)) if name == "UTC" else ""
    if name:
        return str(name)
    words = fold_case(line[end : end + 40]).lstrip(" ,(")
    named = [zone for phrase, zone in load("stamps")["zone_words"].items() if words.startswith(phrase)]
    return named[0] if named else ""


def _zone_at(sign: str, hours: int, minutes: int) -> str:
    """The zone so far from Greenwich; of zones at half an hour the one that keeps it all year."""
    if minutes:
        return str(load("stamps")["half_hours"].get(f"{sign}{hours}:{minutes:02}", ""))
    if not hours:
        return "UTC"
    # Etc/GMT counts westwards: what the world writes GMT+4 is Etc/GMT-4.
    east = sign == "+"
    return f"Etc/GMT{'-' if east else '+'}{hours}" if hours <= (_EAST if east else _WEST) else ""


@cache
def _lasting() -> frozenset[str]:
    return frozenset(load("stamps")["lasting"])


def _time_in(text: str) -> tuple[dt.time, int, int] | None:
    """The time of day beside a date, where no word says that the number is something else."""
    found = find_time(text)
    return found if found and _lasting().isdisjoint(_WORDS.findall(fold_case(text))) else None


class GluedStamp(NamedTuple):
    """A stamp at the start of a line that goes on as text."""

    found: FoundDate
    time: dt.time
    end: int

    def at(self, line: int) -> Stamp:
        return Stamp(line, self.found, self.time, Cue.NONE, 0)


def glued_stamp(line: str) -> GluedStamp | None:
    """``12 Aralık 2025 Cuma - 17:11 Kış bahçesi …``: date with year, time, at least 40 characters."""
    if len(line) < 60 or not line[0].isdigit():
        return None
    head = line[:48]
    dates = find_dates(head, 2)
    if not dates or dates[0].start or not dates[0].year:
        return None
    time = find_time(head[dates[0].end :])
    if not time or time[1] > 16 or len(line) - dates[0].end - time[2] < 40:
        return None
    between = _WORDS.findall(fold_case(head[dates[0].end : dates[0].end + time[1]]))
    if any(word not in weekdays() for word in between):
        return None
    return GluedStamp(dates[0], time[0], dates[0].end + time[2])


def _cue_before(text: str, end: int, clock_only: bool = False) -> Cue:
    """The cue that stands last before the date: in "Published 5 May, updated 6 May" each has its own."""
    best, last = Cue.NONE, None
    for cue, pattern in _cues():
        if clock_only and cue not in (Cue.CLOCK, Cue.OTHER):
            continue
        for match in pattern.finditer(text, 0, end):
            if last is None or match.start() > last.start():
                best, last = cue, match
    label = None if clock_only else _LABEL.search(text, 0, end)
    return best if label is None else _labelled(best, last, label)


def _labelled(best: Cue, last: re.Match[str] | None, label: re.Match[str]) -> Cue:
    """``Date:`` is what it says, ``Event date:`` and whatever label is not known say another thing's date."""
    words = label.group(1)
    if weekdays().issuperset(_WORDS.findall(words)):
        return best
    if last is None or last.start() < label.start(1):
        return Cue.OTHER
    if any(pattern.search(words) for cue, pattern in _cues() if cue in (Cue.CLOCK, Cue.OTHER)):
        return best if best is Cue.CLOCK else Cue.OTHER
    qualified = last.group().endswith(":") and last.start() > label.start(1)
    return Cue.OTHER if qualified else best
