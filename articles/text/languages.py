"""What is known of each language, told once: ``languages.toml`` says what the fields mean.

Codes are ISO 639-1 (639-3 where that has none). No other module compares language codes: it asks for a
property, so that a new language is an entry and data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

UNDETERMINED = "und"  # ISO 639's code for a text whose language nobody can tell
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Thaa"})
_NO_CAPITAL_FIRST = frozenset({"Geor"})  # its capitals are for whole words


@dataclass(frozen=True, slots=True)
class Language:
    """One language; whatever is left out of its entry is not known of it."""

    code: str
    name: str = ""
    script: str = ""
    also_in: str = ""
    dotted_i: bool = False
    telling: str = ""
    month_first: bool = False
    stemmer: str = ""
    stem_form: str = ""
    stem_again: bool = False
    article: str = ""
    names: str = ""
    name_ending: str = "every"
    apostrophe: str = ""
    base_form: str = ""
    keyed: bool = False
    by_sound: bool = False
    alone_if_known: bool = False
    taught_as: tuple[str, str] = ("", "")
    extractor: str = ""
    cut_months: bool = False
    alphabet: str = ""
    thousands: str = ","
    day: str = "d MMMM y"
    title_of_day: str = "EEEE, d MMMM y"
    weekday: str = ""
    lists: str = ""

    @property
    def scripts(self) -> tuple[str, ...]:
        return (self.script, self.also_in) if self.also_in else (self.script,)

    @property
    def right_to_left(self) -> bool:
        return self.script in _RIGHT_TO_LEFT

    @property
    def capital_first(self) -> bool:
        """Whether sentences begin with a capital."""
        return self.script not in _NO_CAPITAL_FIRST


_ENTRIES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(Language(code, **entry) for code, entry in _ENTRIES.items())
MAIN = LANGUAGES[0].code  # what is shown where a thing has no name in the language wanted
_BY_CODE = {language.code: language for language in LANGUAGES}


def of(code: str) -> Language:
    """What is known of a language; of one without an entry, nothing."""
    return _BY_CODE.get(code) or Language(code)


def codes(having: Callable[[Language], object]) -> frozenset[str]:
    """The codes of the languages that have a property."""
    return frozenset(language.code for language in LANGUAGES if having(language))


def by_script(having: Callable[[Language], object]) -> dict[str, tuple[str, ...]]:
    """Script → codes of its languages that have a property, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for language in filter(having, LANGUAGES):
        found[language.script] = (*found.get(language.script, ()), language.code)
    return found


_DOTTED_I = codes(lambda language: language.dotted_i)


def lower(text: str, language: str) -> str:
    """Small letters as the language has them; never the loose dot that Python leaves above a foreign İ."""
    if language in _DOTTED_I:
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower().replace("i\u0307", "i")


def upper(text: str, language: str) -> str:
    """Capital letters as the language has them."""
    return (text.replace("i", "İ") if language in _DOTTED_I else text).upper()
