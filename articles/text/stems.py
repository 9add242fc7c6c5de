"""Stems: what the inflected forms of a word have in common, per language.

Snowball for English, Russian, Turkish and Armenian (https://snowballstem.org); light rules of our own for
Azerbaijani and Georgian (``stems.toml``). A stem is an index term, such as ``ru:войн``; it is never shown.
Upper, lower and title case of a word have the same stem.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import Stemmer

from articles.text.fold import fold
from articles.text.scripts import script_of
from articles.text.tokens import LONGEST, Remembered

LANGUAGES = {"Latn": ("en", "tr", "az"), "Cyrl": ("ru",), "Armn": ("hy",), "Geor": ("ka",)}
_SCRIPT = {language: script for script, languages in LANGUAGES.items() for language in languages}

UNDETERMINED, OTHER = "und", "other"

_FRONT, _BACK = frozenset("eiöü"), frozenset("aıou")
_RULES = tomllib.loads(Path(__file__).with_name("stems.toml").read_text(encoding="utf-8"))


def _light(language: str) -> Callable[[str], str]:
    least: int = _RULES[language]["least"]
    rounds = [
        (frozenset(endings), sorted({len(ending) for ending in endings}, reverse=True))
        for endings in _RULES[language]["rounds"]
    ]

    def stem(word: str) -> str:
        for endings, lengths in rounds:
            for length in lengths:
                if len(word) - length >= least and word[-length:] in endings:
                    word = word[:-length]
                    break
        return word

    return stem


def _turkish_letters(word: str) -> str:
    """Lower case, every i and ı set by vowel harmony, since capitals and foreign keyboards lose the dot."""
    lowered = unicodedata.normalize("NFC", word.replace("İ", "i").casefold()).replace("i\u0307", "i")
    letters = []
    back = False
    for letter in lowered:
        if letter in "iı":
            letters.append("ı" if back else "i")
            continue
        if letter in _BACK or letter in _FRONT:
            back = letter in _BACK
        letters.append(letter)
    return "".join(letters)


def _russian_letters(word: str) -> str:
    """Lower case, ё as е, й kept, every other accent dropped."""
    lowered = unicodedata.normalize("NFC", word.casefold()).replace("ё", "е")
    return "".join(letter if letter == "й" else fold(letter) for letter in lowered)


def _armenian_letters(word: str) -> str:
    folded = fold(word)
    for ending in _RULES["hy"]["abstract"]:
        at = folded.rfind(ending)
        if at > 0:
            return folded[:at] + str(_RULES["hy"]["abstract"][0])
    return folded.removesuffix(_RULES["hy"]["article"])


_LETTERS: dict[str, Callable[[str], str]] = {
    "tr": _turkish_letters,
    "ru": _russian_letters,
    "hy": _armenian_letters,
}
_ALGORITHM = {"en": "english", "hy": "armenian", "tr": "turkish", "ru": "russian"}


def _letters(language: str, word: str) -> str:
    """The form of a word that does not depend on its case, as the stemmer of its language wants it."""
    return _LETTERS.get(language, fold)(word)


def _stemmer(language: str) -> Callable[[str], str]:
    if "rounds" in _RULES.get(language, ()):
        return _light(language)
    # Without the cache of PyStemmer, which would grow with every spelling; `Remembered` holds the results.
    once: Callable[[str], str] = Stemmer.Stemmer(_ALGORITHM[language], 0).stemWord
    if language in ("en", "hy"):
        return once

    def stem(word: str) -> str:
        # Snowball takes more off Алиев (ал) than off Алиева (алиев), off kadın than off kadınlar.
        while (shorter := once(word)) != word:
            word = shorter
        return word

    return stem


_STEMMERS = {language: _stemmer(language) for language in _SCRIPT}


def _tagged(language: str, stem: str) -> str:
    return f"{language}:{stem}"[:LONGEST]


def _term(language: str, word: str) -> str:
    """``word`` in a text of ``language``; "" where there is no stemmer for it."""
    script = script_of(word)
    if _SCRIPT.get(language) != script:
        if script not in LANGUAGES or language == OTHER:
            return ""
        language = LANGUAGES[script][0]
    return _tagged(language, _STEMMERS[language](_letters(language, word)))


_remembered: dict[str, Remembered[str]] = {}


def stem_terms(raw_words: list[str], language: str) -> list[str]:
    """The stems of a text's words, in its language; a word in a foreign script in that script's first one."""
    remembered = _remembered.get(language)
    if remembered is None:
        known = language if language in _SCRIPT or language == UNDETERMINED else OTHER
        remembered = _remembered.setdefault(known, Remembered(partial(_term, known)))
    return list(filter(None, map(remembered.__getitem__, raw_words)))


def possible_stems(word: str) -> frozenset[str]:
    """The stems that a word of a query may have, one for every language of its script."""
    return frozenset(
        _tagged(language, _STEMMERS[language](_letters(language, word)))
        for language in LANGUAGES.get(script_of(word), ())
    )
