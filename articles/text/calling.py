"""Names as a text would write them, where a page has them in capitals, or as addresses have them."""

from __future__ import annotations

import re

from articles.text import languages
from articles.text.fold import fold

_SHORTEST = 4  # letters; fewer may be an abbreviation: USA, UN
_TURKIC = re.compile("[ıİğĞşŞəƏ]")  # where one stands, I is the capital of ı
_BETWEEN = re.compile(r"([\s./–-]+)")
_SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+|[a-z]{3,}(?:-[a-z]{3,})+")
_SMALL = re.compile("al|am|an|and|aux?|d[aeiou]|del|der|des|el|en|la|les?|of|on|sur|the|upon|und|y")


def calmed(name: str) -> str:
    """East Rutherford for "EAST RUTHERFORD"; what is not all in capitals, or so short, stays."""
    letters = [letter for letter in name if letter.lower() != letter.upper()]
    if len(letters) < _SHORTEST or not all(letter.isupper() for letter in letters):
        return name
    language = "az" if _TURKIC.search(name) else ""
    parts = _BETWEEN.split(languages.lower(name, language))
    made = "".join(
        part if n and _SMALL.fullmatch(part) else languages.upper(part[:1], language) + part[1:]
        for n, part in enumerate(parts)
    )
    made = made.replace("եվ", "և")  # one letter in small, two in capitals
    return made if fold(made) == fold(name) else name


def spelled_out(name: str) -> str:
    """Not news for "not_news", World news for "world-news"; what is no word of an address stays."""
    if not _SLUG.fullmatch(name):
        return name
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
