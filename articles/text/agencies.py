"""Whom a text credits: the news agency that a story came from, as outlets say it. Pure.

An agency's name within a text may be its subject. It is a credit where it stands as agencies are credited:
in the agency's own field, in brackets or between slashes, after "via" or "source:", before or after a verb of
saying in the first sentences or the last (``agencies.toml``, ``crediting.toml``).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

BEGINNING, END = 400, 200  # characters of a body in which credits stand
_BESIDE: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("crediting.toml").read_text(encoding="utf-8")
)
_QUOTES = str.maketrans("", "", "\"'“”«»„")


class Agency(NamedTuple):
    domain: str
    name: str


@cache
def _known() -> dict[str, Agency]:
    """By their credits."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        credit: Agency(domain, table["name"])
        for domain, table in tables.items()
        for credit in table["credits"]
    }


def _bare(credit: str) -> str:
    """Without quotation marks, dots and blanks around it."""
    return credit.translate(_QUOTES).strip(" .:")


@cache
def _by_bare_credit() -> dict[str, Agency]:
    return {_bare(credit): agency for credit, agency in _known().items()}


@cache
def _pattern() -> re.Pattern[str]:
    name = "|".join(re.escape(credit) for credit in sorted(_known(), key=len, reverse=True))
    before = "|".join(map(re.escape, sorted(_BESIDE["before"], key=len, reverse=True)))
    after = "|".join(map(re.escape, sorted(_BESIDE["after"], key=len, reverse=True)))
    quote = "[\"'“”«»„]?"
    ending = r"(?:['’-]?[^\W\d_]{1,4})?"  # a case: AZƏRTAC-ın, Turan’a
    return re.compile(
        rf"(?<!\w)(?i:{before})\s+{quote}(?P<a>{name}){ending}(?!\w)"
        rf"|[(/\[]\s*{quote}(?P<b>{name}){quote}(?:,[^)/\]]{{0,30}})?\s*[)/\]]"
        rf"|(?<!\w){quote}(?P<c>{name}){quote}{ending}\s+(?i:{after})(?!\w)"
        rf"|(?:^|\n|[.!?:…–—-]\s)\s*{quote}(?P<d>{name}){quote}\s*[.:–—-]?\s*\Z"
    )


def credited(body: str, agency: str = "", byline: str = "") -> Agency | None:
    """The agency that a text credits; ``agency`` and ``byline`` are what the page says in these fields.

    Of ``body`` its beginning and end are looked at; who has more need not give it.
    """
    for text in (agency, byline):
        for word in (text.strip(), *re.split(r"[,/()–—]|\s-\s", text)):
            if found := _by_bare_credit().get(_bare(word)):
                return found
    ends = [body] if len(body) <= BEGINNING + END else [body[:BEGINNING], body[-END:]]
    for part in ends:
        if match := _pattern().search(part):
            return _known()[next(name for name in match.groups() if name)]
    return None
