"""Cities of datelines: their names in several languages, country and time zone."""

from __future__ import annotations

from functools import cache
from typing import TypedDict

from articles.reading.signs.phrases import fold_case, load
from articles.reading.signs.vocabulary import Vocabulary


class KnownPlace(TypedDict):
    country: str  # ISO 3166-1 alpha-2
    timezone: str  # IANA name
    names: dict[str, list[str]]  # language → names, the one to show first


def known_places() -> dict[str, KnownPlace]:
    """{key: {"country", "timezone", "names": {language: [names]}}}."""
    return {
        key: KnownPlace(
            country=table["country"],
            timezone=table["timezone"],
            names={lang: list(names) for lang, names in table.items() if isinstance(names, list)},
        )
        for key, table in load("places").items()
    }


@cache
def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for key, place in known_places().items():
        for names in place["names"].values():
            for name in names:
                keys.setdefault(fold_case(name), key)
    return keys


def is_place(name: str, added: Vocabulary) -> bool:
    """Whether a city is so called in any language."""
    folded = fold_case(name.strip())
    return folded in _keys() or folded in added.places
