"""The base form of an inflected name: "Сергеем Лавровым" → "Сергей Лавров"."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from articles.names.gazetteer import listed_form, words
from articles.names.romanise import language_of
from articles.names.russian_cases import russian_nominative
from articles.text import languages
from articles.text.scripts import script_of

_DATA = tomllib.loads(Path(__file__).with_name("nominative.toml").read_text(encoding="utf-8"))

_VOWELS = frozenset("aeəiıoöuüâîûаеёиоуыэюяաեէըիոօაეიოუ")
# Turkish, and often Azerbaijani, divide the ending off; "-" is common after foreign names.
_DIVIDED = re.compile(r"(?<=\w\w)['’ʼ`-](?=\w)")
_SHORTEST = 2  # letters that must remain
_HOW = {language.code: language.base_form for language in languages.LANGUAGES}
_APOSTROPHE = languages.codes(lambda language: language.apostrophe)
_APOSTROPHE_ONLY = languages.codes(lambda language: language.apostrophe == "always")

_RUSSIAN_CLEAR = (  # endings that only an inflected surname has
    (re.compile(r"(ск|цк)(?:ого|ому|им|ом)$"), r"\1ий"),
    (re.compile(r"((?:ов|ев|ёв|ин|ын))ым$"), r"\1"),
)


def _ends_in_vowel(word: str) -> bool:
    return word[-1:] in _VOWELS or word.endswith("ու")


def _known(word: str) -> bool:
    script = script_of(word)
    word = listed_form(word, script)
    return word in words("surname", script) or word in words("given", script)


def _stems(word: str, language: str) -> list[str]:
    """What `word` may be without its case ending, the longest ending first."""
    found = []
    for ending, before, base in sorted(_DATA["last"].get(language, ()), key=lambda rule: -len(rule[0])):
        stem = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(stem) < _SHORTEST or not stem[-1].isalpha():
            continue
        if before and (before == "V") != _ends_in_vowel(stem):
            continue
        found.append(stem + base)
    return found


def _last_word(word: str, language: str, given: str = "") -> str:
    small = word.lower()
    stems, how = _stems(small, language), _HOW[language]
    if not stems or (how != "vowel" and _known(small)):
        return word
    if how == "vowel":
        # A Georgian base form ends in a vowel, and a stem keeps its own: only the ending decides.
        return stems[0] if not _ends_in_vowel(small) or small.endswith(("მა", "სა")) else word
    if how == "ending":
        kept = small.endswith(tuple(_DATA["keep"][language].split()))
        return word if kept or len(stems[0]) < _SHORTEST + 1 else word[: len(stems[0])]
    if small.endswith(tuple(_DATA["hers"].get(language, ()))) and not _is_his(small, given, language):
        return word
    family, certain = tuple(_DATA["family"][language].split()), _DATA["certain"][language].split()
    for stem in stems:
        if len(stem) > _SHORTEST + 1 and (
            small[len(stem) :] in certain or stem.endswith(family) or _known(stem)
        ):
            return word[: len(stem)]
    return word


def _is_his(surname: str, given: str, language: str) -> bool:
    """Whether what ends as a woman's surname is a man's in a case: Rəşad Səfərova, but Günel Səfərova.

    Only an ending with a back vowel can be both: a man's of the other kind takes another vowel.
    """
    hers = surname.endswith(tuple(_DATA["only_hers"][language]))
    return not hers and languages.lower(given, language) in _men(language)


@cache
def _men(language: str) -> frozenset[str]:
    return frozenset(_DATA["men"][language].split())


def _is_ending(word: str, divided: re.Match[str], language: str) -> bool:
    """Erdoğan'ın, Kavano-nun: what is divided off is a case ending, and not the end of Jong-un."""
    after = word[divided.end() :].lower()
    if divided.group() == "-" and (
        language in _APOSTROPHE_ONLY or (divided.start() < 5 and after in ("un", "in"))
    ):
        return False
    endings = {rule[0] for rule in _DATA["last"][language]}
    if language in _APOSTROPHE:
        endings |= set("aeıiuüəyn") | {"na", "nə", "ne"}
    return after in endings


def without_divided_ending(word: str, language: str) -> str:
    """`word` without a case ending that an apostrophe or a hyphen sets off: Erdoğan'ın, Kavanaugh-ın."""
    divided = _DIVIDED.search(word)
    if divided and language in _DATA["last"] and _is_ending(word, divided, language):
        return word[: divided.start()]
    return word


@lru_cache(maxsize=65536)
def nominative(name: str, language: str) -> str:
    """The base form of a full name as it stands in a text of `language` (ISO 639-1).

    Knows ru, hy, ka, az, tr. What cannot be told from a base form comes back unchanged, and so does every
    other language.
    """
    language = language_of(name, language)
    names = name.split()
    if not names:
        return name
    how = _HOW.get(language)
    if how == "declension":
        if len(names) == 1:
            for pattern, base in _RUSSIAN_CLEAR:
                if pattern.search(name):
                    return pattern.sub(base, name)
            return name
        return " ".join(russian_nominative(names)) if "," not in name and "." not in name else name
    if language not in _DATA["last"]:
        return name
    last = names[-1]
    undivided = without_divided_ending(last, language)
    if undivided != last:
        return " ".join([*names[:-1], undivided])
    return (
        " ".join([*names[:-1], _last_word(last, language, names[0])])
        if len(names) > 1 or how == "vowel"
        else name
    )


@cache
def _word_endings(language: str) -> tuple[str, ...]:
    return tuple(sorted(_DATA["word"].get(language, "").split(), key=len, reverse=True))


def base_forms(token: str, language: str) -> frozenset[str]:
    """`token` and what it may be without its case ending, for keys: guesses, not for showing."""
    language = language_of(token, language)
    divided = _DIVIDED.split(token)
    if (not language or language in _APOSTROPHE) and len(divided) > 1 and len(divided[0]) > 2:
        return frozenset((token, divided[0]))
    endings = (ending for ending in _word_endings(language) if token.lower().endswith(ending))
    stems = (token[: -len(ending)] for ending in endings)
    return frozenset((token, *(stem for stem in stems if len(stem) > _SHORTEST)))
