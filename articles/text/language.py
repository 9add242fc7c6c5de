"""The language of a text: by its script, then by its frequent short words and its own letters."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import filterfalse
from pathlib import Path

from articles.text import languages

WORDS = Path(__file__).with_name("language_words.toml")
ENOUGH_LETTERS = 20  # below this nothing is said
_SAMPLE, _LONGEST_SAMPLE = 300, 1200  # characters looked at; more where the first leave it unclear
_SCRIPT_SAMPLE = 400
_ENOUGH_SAID, _LEAD = 5.0, 2.0  # how much speaks for a language that is clear, and over the second
_WORDS = re.compile(r"[^\W\d_]+(?:['’ʻ‘`][^\W\d_]+)*")
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha() or byte > 127)
_SCRIPTS = (
    ("Armn", re.compile("[\u0531-\u0587]+")),
    ("Geor", re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]+")),
    ("Cyrl", re.compile("[\u0400-\u052f]+")),
    ("Latn", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")),
    ("Arab", re.compile("[\u0620-\u06ff\ufb50-\ufdff]+")),
    ("Hebr", re.compile("[\u05d0-\u05ea]+")),
    ("Grek", re.compile("[\u0370-\u03ff]+")),
)
_SPOKEN = languages.by_script(lambda _: True)


@cache
def _tables() -> dict[str, dict[str, tuple[str, ...]]]:
    """Script → word → languages that use it often; and "letters:<script>" → letter → languages."""
    data = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for script, spoken in data.items():
        words: dict[str, tuple[str, ...]] = {}
        letters: dict[str, tuple[str, ...]] = {}
        for language, table in spoken.items():
            for word in set(table["words"].split()):
                words[word] = (*words.get(word, ()), language)
            for letter in table["letters"]:  # a letter set down twice counts twice
                letters[letter] = (*letters.get(letter, ()), language)
        tables[script] = words
        tables[f"letters:{script}"] = letters
    return tables


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language most of a text is in; None where there is too little text to say."""
    script = _script(text[:_SCRIPT_SAMPLE]) or _script(text)
    if script is None:
        return None
    if script not in _tables():  # no words tell its languages apart
        return _SPOKEN[script][0]
    low = text[:_LONGEST_SAMPLE].lower()
    scores = _scores(low[:_SAMPLE], script)
    if len(low) > _SAMPLE and not _is_clear(scores):
        scores = _scores(low, script)
    if not scores:
        return None
    return max(scores, key=lambda language: scores[language])


def _scores(low: str, script: str) -> dict[str, float]:
    """What the words and letters of a text in small letters say for each language."""
    words_of, letters_of = _tables()[script], _tables()[f"letters:{script}"]
    scores: dict[str, float] = {}
    for word, times in Counter(filter(words_of.__contains__, _words(low))).items():
        languages = words_of[word]
        share = times / len(languages)
        for language in languages:
            scores[language] = scores.get(language, 0.0) + share
    for letter in filter(low.__contains__, letters_of):
        languages = letters_of[letter]
        share = 0.5 * low.count(letter) / len(languages)
        for language in languages:
            scores[language] = scores.get(language, 0.0) + share
    return scores


def _is_clear(scores: dict[str, float]) -> bool:
    """Whether one language has far more than any other, and enough to mean something."""
    if not scores:
        return False
    second, first = sorted([0.0, *scores.values()])[-2:]
    return first >= _ENOUGH_SAID and first >= _LEAD * second


def _words(low: str) -> list[str]:
    """The words of a text; most tokens are one word and nothing else, which need no pattern."""
    tokens = low.split()
    words = list(filter(str.isalpha, tokens))
    if len(words) < len(tokens):
        words += _WORDS.findall(" ".join(filterfalse(str.isalpha, tokens)))
    return words


def _script(text: str) -> str | None:
    """The script of most letters of a text, or None where it has too few."""
    plain = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    if plain >= ENOUGH_LETTERS and 2 * plain > len(text):
        return "Latn"
    most, best = 0, ""
    for script, pattern in _SCRIPTS:
        letters = sum(map(len, pattern.findall(text)))
        if (letters, script) > (most, best):
            most, best = letters, script
        if 2 * letters > len(text):
            break
    return best if most >= ENOUGH_LETTERS else None
