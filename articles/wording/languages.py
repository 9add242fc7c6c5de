"""The language that is being shown, and what languages are called in it (CLDR, by Babel)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from string import ascii_lowercase
from typing import TypeVar

from babel import Locale
from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.text import languages

T = TypeVar("T")

SHOWN = tuple(code for code, _name in settings.LANGUAGES)


def language_in_use() -> str:
    """One of SHOWN; English where nothing is being shown, as in commands."""
    code = (get_language() or languages.MAIN)[:2]
    return code if code in SHOWN else languages.MAIN


def named_in(path: str) -> tuple[str, str]:
    """The language that a path names and the path without it: of /ru/people/ ru, /people/; else "", path."""
    language, slash, rest = path[1:].partition("/")
    if slash and language in SHOWN and not rest.startswith("/"):  # what is left must be no other host
        return language, f"/{rest}"
    return "", path


def permanent(address: str) -> str:
    """An address of this archive without a language; whole ones are left alone."""
    return named_in(address)[1] if address.startswith("/") else address


def language_name(code: str) -> str:
    """What a language is called in the one that is shown, with a capital; its code where nobody knows."""
    if code in {"", languages.UNDETERMINED}:
        return _("Language undetermined")
    return _name(code, language_in_use())


@cache
def _name(code: str, shown: str) -> str:
    name = Locale(shown).languages.get(code, code)
    return name if name == code else first_upper(name, shown)


def country_name(code: str) -> str:
    """What a country (ISO 3166-1 alpha-2) is called in the language shown; its code where nobody knows."""
    return str(Locale(language_in_use()).territories.get(code, code))


def first_upper(text: str, language: str) -> str:
    """With a capital as the language has it, if it has one at the beginning of sentences."""
    if not languages.of(language).capital_first:
        return text
    return languages.upper(text[:1], language) + text[1:]


def listed(names: Iterable[str]) -> str:
    """The names in a sentence: "a, b and c"."""
    shown = language_in_use()
    return str(format_list(list(names), locale=languages.of(shown).lists or shown))


def sorted_by_name(rows: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """In the order of the alphabet of the language that is shown, whatever the case and foreign accents."""
    shown = language_in_use()
    return sorted(rows, key=lambda row: sort_key(name_of(row), shown))


def sort_key(name: str, language: str) -> tuple[tuple[int, int], ...]:
    """What names of that language are sorted by. Letters of other scripts follow in the order of Unicode."""
    places = _places(language)
    key: list[tuple[int, int]] = []
    for letter in languages.lower(name, language):
        if letter in places:
            key.append((1, places[letter]))
            continue
        plain = unicodedata.normalize("NFD", letter)[0]
        key.append((1, places[plain]) if plain in places else (2 if plain.isalpha() else 0, ord(plain)))
    return tuple(key)


@cache
def _places(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(languages.of(language).alphabet or ascii_lowercase)}
