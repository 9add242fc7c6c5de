"""Words of a text: where they stand and what they are folded to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from articles.text.fold import fold

# Marks and invisible characters that belong to the word they stand in, though \w does not hold them:
# combining accents, Cyrillic titla, the Armenian marks of stress, exclamation and question, Hebrew and
# Arabic vowels, soft hyphen, zero-width joiners.
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670"
_DROPPED = "\u055b\u055c\u055e\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"[\w{_ACCENTS}{_DROPPED}]+")
_WITHOUT_DROPPED = str.maketrans("", "", _DROPPED)

LONGEST = 100  # characters of a folded word; what follows is cut off
_REMEMBERED = 500_000  # words


class Token(NamedTuple):
    start: int  # code points from the start of the text, half-open
    end: int
    raw: str
    folded: str


Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """A function of one word that is computed once per word: texts repeat their words."""

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Value:
        value = self._function(word)
        if len(word) <= LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = value
        return value


def _fold_word(word: str) -> str:
    return fold(word.translate(_WITHOUT_DROPPED)).replace(" ", "")[:LONGEST]


fold_word = Remembered(_fold_word)


def raw_words(text: str) -> list[str]:
    """The words as they stand. Apostrophes, hyphens and dots part words: ``Bakı'da`` is two."""
    return _WORD.findall(text.replace("_", " "))


def word_matches(text: str) -> Iterator[re.Match[str]]:
    """The words as they stand, with their places."""
    return _WORD.finditer(text.replace("_", " "))


def words(text: str) -> list[str]:
    """The folded words, in order."""
    return folded_words(raw_words(text))


def folded_words(raw: Iterable[str]) -> list[str]:
    """The words folded; those of which nothing is left are dropped."""
    return list(filter(None, map(fold_word.__getitem__, raw)))


def tokens(text: str) -> list[Token]:
    """The words with their places; ``[token.folded for token in tokens(text)] == words(text)``."""
    found = []
    for match in word_matches(text):
        raw = match.group()
        if folded := fold_word[raw]:
            found.append(Token(match.start(), match.end(), raw, folded))
    return found
