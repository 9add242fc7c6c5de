"""A name in any script → English-like Latin letters, by the language it is written in.

The tables (`romanisation.toml`) follow the way English-language news of the region spells names, in the
manner of BGN/PCGN for Cyrillic, the Georgian national system of 2002 and Hübschmann–Meillet without
marks for Eastern Armenian, so that "Бужинский" becomes "Buzhinsky" and not "Bužinskij".
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from anyascii import anyascii

from articles.text import languages
from articles.text.scripts import script_of

_TABLES = tomllib.loads(Path(__file__).with_name("romanisation.toml").read_text(encoding="utf-8"))
_SCRIPTS = ("Cyrl", "Armn", "Geor")
_VOWELS = frozenset("аеёиоуыэюяіїєўաեէըիոօაეიოუ")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ]+[^\W\d_]+)*")

_TELLING = [
    (language.code, frozenset(language.telling)) for language in languages.LANGUAGES if language.telling
]
_FIRST_OF_SCRIPT = {
    script: spoken[0] for script, spoken in languages.by_script(lambda _: True).items() if script in _SCRIPTS
}
# Of the languages that the tables read; whatever else is written in Latin letters is read as they stand.
_SCRIPTS_OF = {
    language.code: language.scripts for language in languages.LANGUAGES if language.script in _SCRIPTS
}


@dataclass(frozen=True)
class _Table:
    letters: dict[str, str]
    start: dict[str, str]
    after_vowel: dict[str, str]
    end: dict[str, str]


@lru_cache(maxsize=256)
def _table(language: str, script: str) -> _Table:
    merged = {
        part: {**_TABLES.get(script, {}).get(part, {}), **_TABLES.get(language, {}).get(part, {})}
        for part in ("letters", "start", "after_vowel", "end")
    }
    return _Table(**merged)


def language_of(name: str, language: str = "") -> str:
    """The language whose letters `name` is read by: `language` where it is written in that script, else
    what telling letters (ї, ў, ə, ğ …) or the script suggest, `""` where they say nothing."""
    script = script_of(name)
    if language and script in _SCRIPTS_OF.get(language, ("Latn",)):
        return language
    letters = set(name.lower())
    for candidate, telling in _TELLING:
        if telling & letters and script in _SCRIPTS_OF.get(candidate, (script,)):
            return candidate
    return _FIRST_OF_SCRIPT.get(script, "")


def _lower(text: str, language: str) -> str:
    # Georgian capitals (Mtavruli) become ordinary letters.
    return unicodedata.normalize("NFC", languages.lower(text, language))


def _romanise_word(word: str, table: _Table) -> str:
    for end, latin in table.end.items():
        if word.endswith(end) and len(word) > len(end):
            return _romanise_word(word[: -len(end)], table) + latin
    out: list[str] = []
    at, previous = 0, ""
    while at < len(word):
        pair, letter = word[at : at + 2], word[at]
        special = table.start if at == 0 else table.after_vowel if previous in _VOWELS else {}
        for chunk, choices in product((pair, letter), (special, table.letters)):
            if chunk and chunk in choices:
                out.append(choices[chunk])
                break
        else:
            chunk = letter
            out.append(letter if letter.isascii() else anyascii(letter).lower())
        at += len(chunk)
        previous = chunk[-1]
    return "".join(out)


@lru_cache(maxsize=65536)
def romanise(name: str, language: str) -> str:
    """`name` in plain Latin letters, read by the letters of `language` (ISO 639-1, `""` if unknown).

    Each word comes out with a capital if it had one or if its script has none (Georgian). What stands
    between words is kept. Letters no table has are left to anyascii.
    """
    name = unicodedata.normalize("NFC", name)
    language = language_of(name, language)

    def one(match: re.Match[str]) -> str:
        word = match.group()
        script = script_of(word)
        table = _table(language, script if script in _SCRIPTS else "")
        latin = _romanise_word(_lower(word, language), table)
        return latin.capitalize() if word[0].isupper() or script == "Geor" else latin

    return anyascii(_WORD.sub(one, name))
