"""Keys under which spellings of one name meet, whatever script and language they are written in.

A key is the consonants of a word in coarse classes, as it may sound (`sounds`): vowels, doubling, the
difference between voiced and voiceless, g and h, s and sh are what transcriptions disagree about.
"""

from functools import lru_cache
from itertools import islice, permutations, product

from articles.names.nominative import base_forms, nominative
from articles.names.parts import Part, family_names, joined, parts
from articles.names.romanise import language_of, romanise
from articles.names.sounds import SILENT, VOWELS, Sounds, alternatives, sayings, sounds
from articles.text import languages
from articles.text.scripts import script_of

_MOST_READINGS = 8
# Of a name that keys are made of: words and code points. Pairing stays cheap whatever comes.
_MOST_WORDS = 6
_LONGEST = 120

_COARSE = {
    **dict.fromkeys("bp", "P"),
    **dict.fromkeys("fvw", "F"),
    **dict.fromkeys("td", "T"),
    **dict.fromkeys(("g", "k", "q", "gh", "kh", "h"), "K"),
    **dict.fromkeys(("s", "z", "sh", "zh", "dz", "ts", "dzh", "ch"), "S"),
    **{letter: letter.upper() for letter in "lmnr"},
    **dict.fromkeys((*VOWELS, "y", SILENT), ""),
}
# For single words, which have no second word to help: voiced and voiceless, s and sh, k and kh stay apart.
_FINE = {
    **{letter: letter.upper() for letter in "bpklmnr"},
    **dict.fromkeys("td", "T"),
    **dict.fromkeys("fvw", "V"),
    **dict.fromkeys(("g", "gh"), "G"),
    **dict.fromkeys(("h", "kh"), "H"),
    **dict.fromkeys(("s", "z", "ts", "dz"), "S"),
    **dict.fromkeys(("zh", "dzh"), "J"),
    "q": "K",
    "sh": "X",
    "ch": "C",
    **dict.fromkeys((*VOWELS, "y", SILENT), ""),
}
_VOWEL_CLASS = {"a": "a", "e": "a", "i": "i", "y": "i", "o": "o", "u": "o", "w": "o"}
_MOST_KEYS = 12

_KEYED = languages.by_script(lambda language: language.keyed)
LANGUAGES_OF = {**_KEYED, "Latn": ("", *_KEYED["Latn"])}  # in Latin letters also of any other language

_MAY_VANISH = frozenset(("h", "w"))


def _classes(sound: int, classes: dict[str, str]) -> tuple[str, ...]:
    options = alternatives(sound)
    found = dict.fromkeys(classes[option] for option in options)
    if any(option in _MAY_VANISH for option in options):
        found[""] = None
    return tuple(found)


@lru_cache(maxsize=100_000)
def skeletons(word: Sounds) -> frozenset[str]:
    """The coarse consonants a word may have; few, since few letters have several readings."""
    choices = [_classes(sound, _COARSE) for sound in word]
    found = set()
    for reading in islice(product(*choices), _MOST_READINGS):
        skeleton = ""
        for letter in reading:
            if not skeleton.endswith(letter):
                skeleton += letter
        found.add(skeleton)
    return frozenset(found)


def _rows(name: str, language: str) -> list[tuple[Part, ...]]:
    """The words of a name, and with the halves of a hyphened word as one: Kai-Fu Lee is Ли Кайфу."""
    words = parts(name, language)
    plain = tuple(word for word in words if not word.patronymic)
    words = (plain if len(plain) > 1 else words)[:_MOST_WORDS]
    if len(words) < 3 or not any(word.half for word in words):
        return [words]
    return [words, *(row for row in joined(words) if not any(word.half for word in row))]


@lru_cache(maxsize=100_000)
def blocking_keys(name: str, language: str = "") -> frozenset[str]:
    """Keys of a full name: two spellings of one person share at least one, few strangers do.

    Each key holds two words of the name: all consonants of one and the first two of the other. A name of
    one word has none, as it can never be merged. Of a chain of words longer than any name only the
    beginning counts.
    """
    name = name[:_LONGEST]
    return frozenset(
        f"{one_skeleton[:2]}.{skeleton}"
        for form in {name, nominative(name, language)}
        for row in _rows(form, language)
        for one, other in permutations(row, 2)
        if not (one.initial or other.initial)
        for one_said in one.sayings
        for other_said in other.sayings
        for one_skeleton in skeletons(one_said)
        for skeleton in skeletons(other_said)
    )


def _first_vowels(word: Sounds, reading: tuple[str, ...], foreign: bool) -> set[str]:
    for sound, consonant in zip(word, reading, strict=True):
        if consonant:
            continue
        options = alternatives(sound)
        vowels = {_VOWEL_CLASS[option] for option in options[:2] if option in _VOWEL_CLASS}
        if vowels and options[0] != "y":
            # An English "i" is said ay, "u" a, "o" now and then a.
            return vowels | {"a"} if foreign else vowels
    return {""}


def _word_keys(word: Sounds, foreign: bool) -> set[str]:
    keys: set[str] = set()
    for reading in islice(product(*(_classes(sound, _FINE)[:3] for sound in word)), _MOST_KEYS):
        consonants = "".join(c for i, c in enumerate(reading) if c and (i == 0 or c != reading[i - 1]))
        key = consonants if reading[:1] != ("",) else "a" + consonants
        if len(consonants) < 3:
            # Two consonants are shared by too many words: a Bush is no Bash.
            keys.update(key + vowel for vowel in _first_vowels(word, reading, foreign))
        else:
            keys.add(key)
    return {key for key in keys if len(key) > 1 and key.lower() != key}


@lru_cache(maxsize=200_000)
def search_keys(token: str, language: str = "") -> frozenset[str]:
    """Keys of one word, for a search index: a name typed in one script finds the other scripts' spellings.

    The word and what it may be without a case ending are read by `language` (ISO 639-1), or by every
    language its script allows. A handful of keys; none for a word of a single sound.
    """
    script = script_of(token)
    known = language_of(token, language) if language else ""
    languages = (known,) if known else LANGUAGES_OF.get(script, (language_of(token),))
    return frozenset(
        key
        for each in languages
        for form in base_forms(token, each)
        for said in sayings(form, each)
        for key in _word_keys(said, foreign=script == "Latn" and each not in _KEYED["Latn"])
    )


def forget_words() -> None:
    """Empty what is remembered of single words; for who remembers the keys of each word himself."""
    for remembered in (search_keys, sounds, sayings, romanise):
        remembered.cache_clear()


@lru_cache(maxsize=100_000)
def surname_keys(name: str, language: str = "") -> frozenset[str]:
    """Keys of the words that may stand for a full name alone; `search_keys` of such a word meet them."""
    name = name[:_LONGEST]
    return frozenset(
        key
        for form in {name, nominative(name, language)}
        for word in family_names(parts(form, language)[:_MOST_WORDS])
        for key in search_keys(word.text, language)
    )


@lru_cache(maxsize=100_000)
def alone_keys(name: str, language: str = "") -> frozenset[str]:
    """Keys under which a name of one full word, perhaps after an initial, meets `surname_keys`; else none."""
    full = [word for word in parts(name[:_LONGEST], language) if not word.initial]
    return search_keys(full[0].text, language) if len(full) == 1 else frozenset()
