"""Stems: what the inflected forms of a word have in common, per language.

Snowball for English, Russian, Turkish and Armenian (https://snowballstem.org); light rules of our own for
Azerbaijani and Georgian (``stems.toml``). An index term holds the stem and the form that the text has, such
as ``ru:войн|+е``: the forms of a stem can be looked up, and those that only look like it left out. Upper,
lower and title case of a word have the same stem.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import takewhile
from operator import eq
from pathlib import Path
from typing import Any

import Stemmer

from articles.text import languages
from articles.text.fold import fold
from articles.text.languages import Language
from articles.text.scripts import script_of
from articles.text.tokens import LONGEST, Remembered, fold_word

_OF_SCRIPT = languages.by_script(lambda language: language.stemmer)
_SCRIPT = {language: script for script, spoken in _OF_SCRIPT.items() for language in spoken}

UNDETERMINED, OTHER = languages.UNDETERMINED, "other"
FORM = "|"  # stands between a stem and the form of it that a text has
_ENDED = (
    "+"  # before the ending of a form that begins with the stem: half the size, since words share endings
)

_LEAST_SHARED, _ENDING, _SHORTEST = 4, 3, 3  # letters

_FRONT, _BACK = frozenset("eiöü"), frozenset("aıou")
_RULES = tomllib.loads(Path(__file__).with_name("stems.toml").read_text(encoding="utf-8"))


def _light(rules: dict[str, Any]) -> Callable[[str], str]:
    least: int = rules["least"]
    rounds = [
        (frozenset(endings), sorted({len(ending) for ending in endings}, reverse=True))
        for endings in rules["rounds"]
    ]

    def stem(word: str) -> str:
        plain = fold(word)
        if len(plain) != len(word):
            word = plain
        for endings, lengths in rounds:
            for length in lengths:
                if len(plain) - length >= least and plain[-length:] in endings:
                    plain = plain[:-length]
                    break
        return word[: len(plain)]

    return stem


def _by_harmony(word: str, language: Language) -> str:
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


def _with_short_i(word: str, language: Language) -> str:
    """Lower case, ё as е, й kept, every other accent dropped."""
    lowered = unicodedata.normalize("NFC", word.casefold()).replace("ё", "е")
    return "".join(letter if letter == "й" else fold(letter) for letter in lowered)


def _with_one_abstract_ending(word: str, language: Language) -> str:
    folded = fold(word)
    abstract: list[str] = _RULES[language.code]["abstract"]
    for ending in abstract:
        at = folded.rfind(ending)
        if at > 0:
            return folded[:at] + abstract[0]
    return folded.removesuffix(language.article) or folded


_FORMS = {
    "vowel harmony": _by_harmony,
    "short i": _with_short_i,
    "abstract nouns": _with_one_abstract_ending,
}
_LETTERS: dict[str, Callable[[str], str]] = {
    language.code: partial(_FORMS[language.stem_form], language=language)
    for language in languages.LANGUAGES
    if language.stem_form
}


def _letters(language: str, word: str) -> str:
    """The form of a word that does not depend on its case, as the stemmer of its language wants it."""
    return _LETTERS.get(language, fold_word.__getitem__)(word)


def _stemmer(language: Language) -> Callable[[str], str]:
    if language.stemmer == "light":
        return _light(_RULES[language.code])
    # Without the cache of PyStemmer, which would grow with every spelling; `Remembered` holds the results.
    snowball: Callable[[str], str] = Stemmer.Stemmer(language.stemmer, 0).stemWord

    def once(word: str) -> str:
        # Of Turkish ları and bunu nothing is left, or one letter, which would be the stem of many words.
        shorter = snowball(word)
        return shorter if len(shorter) > 1 else word

    if not language.stem_again:
        return once

    def stem(word: str) -> str:
        # Snowball takes more off Алиев (ал) than off Алиева (алиев), off kadın than off kadınlar.
        while (shorter := once(word)) != word:
            word = shorter
        return word

    return stem


_STEMMERS = {code: _stemmer(languages.of(code)) for code in _SCRIPT}


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem in one language. As an index term it carries the language: ``ru:войн``."""

    language: str
    text: str

    @property
    def term(self) -> str:
        """What the index terms of its forms begin with."""
        return f"{self.language}:{self.text}"[:LONGEST]

    @property
    def word(self) -> str:
        """The folded word that is its own stem; "" where folding makes another of it: войн is not воин."""
        folded = fold_word[self.text]
        return folded if _letters(self.language, folded) == self.text else ""


def form_term(stem: Stem, form: str) -> str:
    """The index term of a stem and a folded form of it: ``en:war|+s``."""
    written = f"{_ENDED}{form[len(stem.text) :]}" if form.startswith(stem.text) else form
    return f"{stem.term}{FORM}{written}"


def form_of(stem: Stem, term: str) -> str:
    """The folded form that an index term of this stem stands for."""
    written = term[len(stem.term) + len(FORM) :]
    return stem.text + written.removeprefix(_ENDED) if written.startswith(_ENDED) else written


def _stem(language: str, word: str) -> Stem:
    return Stem(language, _STEMMERS[language](_letters(language, word)))


def stemmed_as(word: str, language: str) -> str:
    """The language in whose way a word of a text is stemmed: a foreign one in that of its script's first."""
    script = script_of(word)
    if _SCRIPT.get(language) == script:
        return language
    known = language in _SCRIPT or language == UNDETERMINED
    return _OF_SCRIPT[script][0] if known and script in _OF_SCRIPT else ""


def _term(language: str, word: str) -> str:
    """``word`` in a text of ``language``; "" where there is no stemmer for it, or nothing to take off."""
    language = stemmed_as(word, language)
    if not language:
        return ""
    stem = _stem(language, word)
    form = fold_word[word]
    return "" if stem.word == form else form_term(stem, form)


_remembered: dict[str, Remembered[str]] = {}


def stem_terms(raw_words: list[str], language: str) -> list[str]:
    """The stems of a text's inflected words, in its language, or in the first one of a foreign word's script.

    A word that is its own stem has no term: it can be looked for as a word, at half the size of the index.
    """
    known = language if language in _SCRIPT or language == UNDETERMINED else OTHER
    if known not in _remembered:
        _remembered[known] = Remembered(partial(_term, known))
    return list(filter(None, map(_remembered[known].__getitem__, raw_words)))


def is_form(typed: str, other: str, language: str) -> bool:
    """Whether a folded word of the same stem is an inflection of what was typed: a stem says too little.

    Stems of few letters are shared by words that have nothing to do with each other (Turkish ``al-``: ali,
    alan), and long endings lead away from the word (reportedly, report). The two must share all but the last
    three letters of what was typed, and four; or one is the other and an ending of its language. Off what was
    typed that may take one letter (wars, суда): yer, a place, stands in many texts for one with yerde.
    """
    if share_beginning(typed, other):
        return True
    shared = _shared(typed, other)
    short, long = sorted((typed, other), key=len)
    ending = long[shared:]
    if long == typed and (len(ending) > 1 or other in _short_endings(language)):
        return False  # an ending stands by itself where an apostrophe parts it: Ankara'nin
    return shared == len(short) >= _SHORTEST and ending in _short_endings(language)


def share_beginning(typed: str, other: str) -> bool:
    """Whether two folded words share all but the last three letters of what was typed, and four."""
    return _shared(typed, other) >= max(_LEAST_SHARED, len(typed) - _ENDING)


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


@cache
def _short_endings(language: str) -> frozenset[str]:
    return frozenset(_RULES["short"].get(language, "").split())


def possible_stems(word: str) -> frozenset[Stem]:
    """The stems that a word of a query may have, one for every language of its script."""
    return frozenset(_stem(language, word) for language in _OF_SCRIPT.get(script_of(word), ()))
