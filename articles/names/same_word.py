"""How likely two single words, perhaps in two scripts, are one name: for a search, which knows no more."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.names import gazetteer
from articles.names.keys import LANGUAGES_OF
from articles.names.match import gender_of, part_likeness
from articles.names.nominative import base_forms, nominative
from articles.names.parts import Part, parts
from articles.names.romanise import language_of
from articles.names.sounds import length
from articles.text import languages
from articles.text.scripts import script_of

_VOWELS = frozenset("аеёиоуыэюяіїє")  # of a declined name's ending: Трамп-а, Трамп-ом


# How English says what it writes otherwise: Blake is Блейк, Ashley Эшли.
_ENGLISH = (
    (re.compile(r"(?<=.)a([bcdfgklmnpstvz])e$", re.I), r"ey\1"),
    (re.compile(r"(?<=...)ey$"), "i"),
    (re.compile(r"^A(?=sh|bb|nd)"), "E"),
)


def _said_in_english(word: str) -> str:
    for pattern, said in _ENGLISH:
        word = pattern.sub(said, word)
    return word


@lru_cache(maxsize=50_000)
def _typed(word: str) -> tuple[Part, ...]:
    said = {word, _said_in_english(word)} if word.isascii() else {word}
    return tuple(
        part
        for language in LANGUAGES_OF.get(script_of(word), (language_of(word),))
        for form in dict.fromkeys(nominative(one, language) for one in sorted(said))
        | dict.fromkeys(sorted(said))
        for part in parts(form, language)[:1]
    )


def _may_be_ending(word: str, letters: int) -> bool:
    """Whether so many last letters may be the case ending of a name that ends in a consonant."""
    base, ending = word[:-letters], word[-letters:]
    return len(base) > 2 and base[-1] not in _VOWELS and ending[0] in _VOWELS


@lru_cache(maxsize=200_000)
def _standing(word: str, language: str) -> tuple[Part, ...]:
    """A word of a text, and what it may be without its case ending."""
    forms = base_forms(word, language)
    if languages.of(language).base_form == "declension":
        forms |= {word[:-letters] for letters in (1, 2) if _may_be_ending(word, letters)}
    return tuple(part for form in sorted(forms) for part in parts(form, language)[:1])


@lru_cache(maxsize=500_000)
def word_likeness(asked: str, word: str, language: str) -> float:
    """How alike the word that is asked for sounds to a word of a text in `language`, 0 to 1.

    A man's surname is not a woman's: Əliyev is no Алиева, unless that may be his in another case.
    """
    return max(
        (
            part_likeness(one, other)
            for one in _typed(asked)
            for other in _standing(word, language)
            if not (one.initial or other.initial) and {gender_of(one), gender_of(other)} != {"m", "f"}
        ),
        default=0.0,
    )


_SHORT = 2.75  # consonants, a vowel counting half: San, Hay, Ali, Los; not Blair


def is_short(word: str) -> bool:
    """Whether a word has so few sounds that many words have nearly the same."""
    return min((length(part.sounds) for part in _typed(word)), default=0.0) < _SHORT


def is_only_place(word: str, language: str) -> bool:
    """Whether a folded word is a place by the lists, and no person's name: Հայաստան is no Houston."""
    script = script_of(word)
    forms = {gazetteer.listed_form(form, script) for form in (word, *base_forms(word, language))}
    return gazetteer.words("place", script).has_any(forms) and not any(
        gazetteer.words(kind, script).has_any(forms) for kind in ("given", "surname")
    )
