"""Datelines: ``Baku/31.10.20/Turan:`` and its relatives, from the templates of ``data/datelines.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from articles.reading.dates import FoundDate, find_dates, weekdays
from articles.reading.phrases import fold, load
from articles.reading.places import is_place
from articles.reading.vocabulary import NOTHING_ADDED, Vocabulary

_LONGEST = 130  # characters of a line in which a dateline must end
_LONGEST_NAME = 45  # characters of a place's name
_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?"
_CAPITALISED = r"(?=[^\W\d_])(?=[^a-zа-яёա-ֆ])" + _WORD
_PLACE = rf"(?:{_CAPITALISED}(?:[ \xa0-](?:{_WORD})){{0,3}}?)"
_DASHES = "-–—‒―"
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
_STATED = re.compile(r"[0-9٠-٩۰-۹(]")  # no dateline is without a date or a credit in brackets
# All that can be the place, and the sign after it: the place ends there, or at a full stop or hyphen within.
_AFTER_PLACE = frozenset(",./(" + _DASHES)
_NEAR = re.compile("[^{0}]{{1,{1}}}[{0}]".format(re.escape("".join(sorted(_AFTER_PLACE))), _LONGEST_NAME))
_LONGEST_PLACE = re.compile(rf"({_CAPITALISED}(?:[ \xa0-]{_WORD}){{0,3}})\s*([^\w\s])?")


class Dateline(NamedTuple):
    place: str
    agency: str
    found: FoundDate | None  # with or without a year
    end: int  # where the article's text begins in the line
    family: str
    place_span: tuple[int, int]
    agency_span: tuple[int, int] | None


class _Template(NamedTuple):
    family: str
    pattern: re.Pattern[str]
    needed: tuple[frozenset[str], ...]  # the line must have one of each; of the first, after the place


@cache
def _templates() -> list[_Template]:
    return [
        _Template(family["name"], *_compiled(template))
        for family in load("datelines")["family"]
        for template in family["templates"]
    ]


def _compiled(template: str) -> tuple[re.Pattern[str], tuple[frozenset[str], ...]]:
    """The pattern of a template, and the signs that a line cannot do without."""
    parts: list[str] = []
    needed: list[frozenset[str]] = []
    for piece in template.split():
        if piece.startswith("{"):
            parts.append(_PARTS[piece[1:-1]])
        elif piece == "*":
            parts[-1] = f"(?:{parts[-1]})?"
            needed.pop()
        elif piece == "$":
            parts.append(r"\Z")
        else:
            signs = piece.strip("[]") if len(piece) > 1 else piece
            signs = signs.replace("-", _DASHES)
            parts.append("[" + re.escape(signs) + "]")
            needed.append(frozenset(signs))
    return re.compile(r"\s*".join(parts) + r"\s*"), tuple(needed)


def find_dateline(line: str, added: Vocabulary = NOTHING_ADDED) -> Dateline | None:
    """The dateline at the start of a line, or None. Looks at the first 130 characters only."""
    if not line[:1].isalpha():
        return None
    head = line[:_LONGEST]
    if not _NEAR.match(head) or not _STATED.search(head) or head[0] != head[0].title():
        return None
    place = _LONGEST_PLACE.match(head)
    if place is None:
        return None
    words, sign = place.groups("")
    after = {sign, *(each for each in ".-" if each in words)} & _AFTER_PLACE
    if not after:
        return None
    whole = len(line) <= _LONGEST
    signs = set(head)
    for template in _templates():
        first, *others = template.needed
        if first.isdisjoint(after) or any(map(signs.isdisjoint, others)):
            continue
        match = template.pattern.match(head)
        if match and (match.end() < len(head) or whole):
            dateline = _understood(template.family, match, added)
            if dateline:
                return dateline
    return None


def _understood(family: str, match: re.Match[str], added: Vocabulary) -> Dateline | None:
    groups = match.groupdict()
    if len(groups["place"]) > _LONGEST_NAME:
        return None
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
