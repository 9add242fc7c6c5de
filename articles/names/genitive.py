"""A Russian name that may be a woman's, or a man's in the genitive: "Владимира Путина".

The words do not tell, since a list of the world's given names has Владимира and Олега among the women's, too.
Beside a man of that name the genitive is what was meant, if his given name is one whose genitive hardly any
woman is called by: Александра Захарова may be either, and is nobody's genitive here.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from articles.names.declension import russian_forms
from articles.names.romanise import language_of
from articles.text import languages

_MEN = Path(__file__).parent / "data" / "men.ru.txt"
_SURNAMES = ("ова", "ева", "ёва", "ина", "ына")


def _is_declined(name: str, language: str) -> bool:
    return languages.of(language_of(name, language)).base_form == "declension"


@lru_cache(maxsize=20_000)
def mans_name(name: str, language: str = "") -> str:
    """The man's name that `name` may be the genitive of: Владимир Путин for Владимира Путина; "" if none."""
    given, _, surname = name.partition(" ")
    if " " in surname or not surname.endswith(_SURNAMES) or not _is_declined(name, language):
        return ""
    for ending in ("", "й", "ь"):
        man = f"{given[:-1]}{ending} {surname[:-1]}"
        if f"{given[:-1]}{ending}".lower() in _men() and russian_forms(man)[0] == name:
            return man
    return ""


@cache
def _men() -> frozenset[str]:
    return frozenset(_MEN.read_text(encoding="utf-8").split())
