"""Datelines: ``Baku/31.10.20/Turan:`` and its relatives, from the templates of ``data/datelines.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from articles.reading.dates import FoundDate, find_dates, weekdays
from articles.reading.phrases import fold, load
from articles.reading.places import is_place
from articles.reading.vocabulary import NOTHING_ADDED, Vocabulary

_LONGEST = 130  # characters of a line in which a dateline must end
_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?"
_CAPITALISED = r"(?=[^\W\d_])(?=[^a-zа-яёա-ֆ])" + _WORD
_PLACE = rf"(?:{_CAPITALISED}(?:[ \xa0-](?:{_WORD})){{0,3}}?)"
_DASHES = r"\-–—‒―"
_PARTS = {
    "place": rf"(?P<place>{_PLACE})",
    "country": rf"(?:{_PLACE})",
    "date": r"(?P<date>(?:\d{1,2}[ -]?[./][ -]?\d{1,2}[ -]?[./][ -]?(?:\d{4}|\d{2})"
    r"|\d{1,2}(?:st|nd|rd|th)?[ .-]{0,2}[^\W\d_]{3,12}\.?,?[ -]?\d{4}(?:-c[iıuü] il|(?!-c[iıuü]))"
    r"|[^\W\d_]{3,12}\.?[ ]?\d{1,2}(?:st|nd|rd|th)?,[ ]?\d{4}))",
    "day": r"(?P<day>(?:\d{1,2}(?:st|nd|rd|th)?[ .]{0,2}[^\W\d_]{3,12}"
    r"|[^\W\d_]{3,12}\.?[ ]?\d{1,2}(?:st|nd|rd|th)?))",
    "agency": r"(?P<agency>[^\W\d_][^\d:()\n,]{0,38}?[^\W_])",
}
_SIGNS = re.compile(r"[\d(]")  # no dateline is without a date or a credit in brackets
_GATE = re.compile(r"[^\w\n]{0,2}[^\W\d_][\w'’. \xa0-]{1,44}?\s*[,./(–—-]")


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str
    agency: str
    found: FoundDate | None  # with or without a year
    end: int  # where the article's text begins in the line
    family: str
    place_span: tuple[int, int]
    agency_span: tuple[int, int] | None


@cache
def _families() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (family["name"], re.compile(_compiled(template)))
        for family in load("datelines")["family"]
        for template in family["templates"]
    ]


def _compiled(template: str) -> str:
    parts: list[str] = []
    for piece in template.split():
        if piece.startswith("{"):
            parts.append(_PARTS[piece[1:-1]])
        elif piece == "*":
            parts[-1] = f"(?:{parts[-1]})?"
        elif piece == "$":
            parts.append(r"\Z")
        else:
            signs = piece.strip("[]") if len(piece) > 1 else piece
            parts.append("[" + re.escape(signs.replace("-", "")) + (_DASHES if "-" in signs else "") + "]")
    return r"\s*".join(parts) + r"\s*"


def find_dateline(line: str, added: Vocabulary = NOTHING_ADDED) -> Dateline | None:
    """The dateline at the start of a line, or None. Looks at the first 130 characters only."""
    head = line[:_LONGEST]
    if head[:1] != head[:1].title() or not _SIGNS.search(head) or not _GATE.match(head):
        return None
    whole = len(line) <= _LONGEST
    for family, pattern in _families():
        match = pattern.match(head)
        if match and (match.end() < len(head) or whole):
            dateline = _understood(family, match, added)
            if dateline:
                return dateline
    return None


def _understood(family: str, match: re.Match[str], added: Vocabulary) -> Dateline | None:
    groups = match.groupdict()
    stated = groups.get("date") or groups.get("day")
    found = None
    if stated:
        dates = find_dates(stated)
        if not dates:
            return None
        found = dates[0]
    if fold(match.group("place")).rstrip(".") in weekdays():
        return None
    agency = groups.get("agency") or ""
    if not stated and not _is_credit(agency, match.group("place")):
        return None
    if not agency and not stated:
        return None
    if agency and len(agency.split()) > 5:
        return None
    if not agency and match.group().rstrip()[-1] not in _DASHES and not _is_city(match.group("place"), added):
        return None
    return Dateline(
        place=match.group("place").strip(" ."),
        agency=agency.strip(),
        found=found,
        end=match.end(),
        family=family,
        place_span=match.span("place"),
        agency_span=match.span("agency") if agency else None,
    )


def _is_city(place: str, added: Vocabulary) -> bool:
    """``Yesterday, 5 May 2020.`` is none: a city with no credit is a known one or in capitals."""
    return place.isupper() or is_place(place.strip(" ."), added)


def _is_credit(agency: str, place: str) -> bool:
    """Without a date, ``Name (Party) -`` is no dateline: the city or the credit must stand in capitals."""
    return (
        bool(agency)
        and (place.isupper() or (agency.isupper() and len(agency) <= 12))
        and len(agency.split()) <= 3
    )
