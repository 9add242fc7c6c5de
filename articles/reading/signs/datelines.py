"""Datelines: ``Baku/31.10.20/Turan:`` and its relatives, from the templates of ``data/datelines.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from articles.reading.signs.dates import FoundDate, find_dates, weekdays
from articles.reading.signs.outlets import domain_of_credit
from articles.reading.signs.phrases import fold_case, load
from articles.reading.signs.places import is_place
from articles.reading.signs.vocabulary import NOTHING_ADDED, Vocabulary

_SENTENCES = "sentences"  # the family whose templates end with a full stop
_LONGEST = 130  # characters of a line in which a dateline must end
_LONGEST_NAME = 45  # characters of a place's name
_ABBREVIATION = 4  # letters of an agency's name that may be small
_MOST_WORDS, _MOST_UNDATED_WORDS = 5, 3  # of an agency's name, with a date beside it and without
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "və", "ve", "и", "de", "la", "und"})
_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?"
_CAPITALISED = r"(?=[^\W\d_])(?=[^a-zа-яёա-ֆ])" + _WORD
_PLACE = rf"(?:{_CAPITALISED}(?:[ \xa0-](?:{_WORD})){{0,3}}?)"
_DASHES = "-–—‒―"
_PARTS = {
    "place": rf"(?P<place>{_PLACE})",
    "country": rf"(?:{_PLACE})",
    "date": r"(?P<date>(?:\d{1,2}[ -]?[./][ -]?\d{1,2}[ -]?[./][ -]?(?:\d{4}|\d{2})"
    r"|\d{1,2}(?:st|nd|rd|th)?[ .-]{0,2}[^\W\d_]{3,12}\.?,?[ -]?\d{4}(?:-c[iıuü] il|(?!-c[iıuü]))"
    r"(?:[ \xa0]?(?:г\.|года|р\.|թ\.|წ\.))?"
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
    place = groups["place"].strip(" .")
    if not weekdays().isdisjoint(fold_case(place).split()) or _within_word(match):
        return None
    agency = groups.get("agency") or ""
    known = is_place(place, added)
    city = known or place.isupper()
    if family == _SENTENCES and not _is_abbreviated(agency):
        return None
    if agency:
        if not _is_agency(agency, city) or not (stated or _is_credited(place, agency, known)):
            return None
    elif not stated or not city:
        return None  # ``Today, 5 May - a holiday`` is none
    return Dateline(
        place=place,
        agency=agency.strip(),
        found=found,
        end=match.end(),
        family=family,
        place_span=match.span("place"),
        agency_span=match.span("agency") if agency else None,
    )


def _within_word(match: re.Match[str]) -> bool:
    """Whether the last sign is the hyphen of a word: ``… 2022 - Der Öko-Betrieb``."""
    sign = len(match.group().rstrip()) - 1
    around = match.string[sign - 1 : sign + 2]
    return len(around) == 3 and around[1] == "-" and around[0].isalnum() and around[2].isalnum()


def _is_agency(agency: str, beside_city: bool) -> bool:
    """Up to five words, the first with a capital, all of them beside no city; or ``dpa``: not ``two men``."""
    words = agency.split()
    if len(words) == 1 and beside_city and len(agency) <= _ABBREVIATION:
        return True
    if len(words) > _MOST_WORDS or not _begins_large(agency):
        return False
    return beside_city or all(_begins_large(word) or fold_case(word) in _SMALL_WORDS for word in words)


def _is_abbreviated(agency: str) -> bool:
    """``РИА Новости``, ``AFP``: what stands before a full stop is mostly a sentence."""
    first, *others = agency.split()
    return len(first) > 1 and first.isupper() and len(others) < 3 and all(map(_begins_large, others))


def _begins_large(word: str) -> bool:
    return word[0] == word[0].title()  # as letters without case do


def _is_credited(place: str, agency: str, place_is_known: bool) -> bool:
    """Without a date: ``Name (Party) -`` is no dateline, ``ANKARA (AA) -`` and ``Berlin (AFP) -`` are."""
    if len(agency.split()) > _MOST_UNDATED_WORDS:
        return False
    credited = agency.isupper() or domain_of_credit(agency) is not None or len(place) > _ABBREVIATION - 1
    return place_is_known or (place.isupper() and credited)
