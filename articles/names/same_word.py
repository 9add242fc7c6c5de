"""How likely two single words, perhaps in two scripts, are one name: for a search, which knows no more."""

from __future__ import annotations

from functools import lru_cache

from articles.names.keys import LANGUAGES_OF
from articles.names.match import gender_of, part_likeness
from articles.names.nominative import base_forms, nominative
from articles.names.parts import Part, parts
from articles.names.romanise import language_of
from articles.names.sounds import length
from articles.text import languages
from articles.text.scripts import script_of

_VOWELS = frozenset("аеёиоуыэюяіїє")  # of a declined name's ending: Трамп-а, Трамп-ом


@lru_cache(maxsize=50_000)
def _typed(word: str) -> tuple[Part, ...]:
    return tuple(
        part
        for language in LANGUAGES_OF.get(script_of(word), (language_of(word),))
        for form in dict.fromkeys((word, nominative(word, language)))
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
