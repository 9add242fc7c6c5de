"""Words of a text: where they stand and what they are folded to.

Folding a word takes away case and accents, but keeps the marks that make another letter (``KEPT``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from articles.text.fold import fold

# Marks and invisible characters that belong to the word they stand in, though \w does not hold them:
# combining accents, Cyrillic titla, the Armenian marks of stress, exclamation and question, Hebrew and
# Arabic vowels, soft hyphen, joiners. The zero-width space parts words, as its name says.
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670"
_DROPPED = "\u055b\u055c\u055e\u00ad\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"[\w{_ACCENTS}{_DROPPED}]+")
_WITHOUT_DROPPED = str.maketrans("", "", _DROPPED)
# All kinds of apostrophe are one, and part words; three of them Unicode takes for letters. Character for
# character, so that places stay true.
APOSTROPHES = "'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u055a\u0060\u00b4\uff07"
PARTED = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {"_": " "})

# Letters whose mark makes another letter of them, in the languages that have them: war is not a warrior
# (война, воина), water not this (su, şu). Dotless ı is no such letter: the capitals of both are typed I.
KEPT = "йўїçşğöüə"
_SET_ASIDE = str.maketrans({letter: chr(0xE000 + n) for n, letter in enumerate(KEPT)})
_PUT_BACK = str.maketrans({chr(0xE000 + n): letter for n, letter in enumerate(KEPT)})

LONGEST = 100  # characters of a folded word; what follows is cut off
_REMEMBERED = 60_000  # words of a generation; the words of texts are few, those that stand once are not


class Token(NamedTuple):
    start: int  # code points from the start of the text, half-open
    end: int
    raw: str
    folded: str


Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """A function of one word that is computed once per word: texts repeat their words.

    Two generations bound the memory: when the young one is full it becomes the old one, and of that only what
    is asked for again is kept.
    """

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function
        self._older: dict[str, Value] = {}

    def __missing__(self, word: str) -> Value:
        try:
            value = self._older[word]
        except KeyError:
            value = self._function(word)
        if len(word) <= LONGEST:
            if len(self) >= _REMEMBERED:
                self._older = dict(self)
                self.clear()
            self[word] = value
        return value


def _fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFC", word.translate(_WITHOUT_DROPPED).replace("İ", "i").lower())
    folded = fold(plain.translate(_SET_ASIDE)).translate(_PUT_BACK)
    return folded.replace(" ", "")[:LONGEST]


fold_word = Remembered(_fold_word)


def raw_words(text: str) -> list[str]:
    """The words as they stand. Apostrophes, hyphens and dots part words: ``Bakı'da`` is two."""
    return _WORD.findall(text.translate(PARTED))


def word_matches(text: str) -> Iterator[re.Match[str]]:
    """The words as they stand, with their places."""
    return _WORD.finditer(text.translate(PARTED))


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


def without_marks(word: str) -> str:
    """A folded word as typed on a keyboard that lacks the letters of ``KEPT``: ``şəhər`` as ``seher``.

    The й of Russian stays: no keyboard has и alone.
    """
    return "".join(letter if letter == "й" else fold(letter) for letter in word)


_JOINED = re.compile(
    r"(?<![\w.,])[0-9]{1,3}(?:(?P<gap>[,.'\u00a0\u202f\u2009 ])[0-9]{3})(?:(?P=gap)[0-9]{3})*(?![\w,.]*[0-9])"
    r"|(?<!\w)[^\W\d_]{1,2}'[^\W\d_]{3,}(?!')"
    r"|(?<![^\W\d_])[\u0400-\u04ff]+(?:'[яюєїьъеёаоуіи][\u0400-\u04ff]*)+"
)


def joined_words(text: str) -> Iterator[re.Match[str]]:
    """What is written in parts but is one word: 1,250,000, O'Connor, Кам'янця (see ``without_joints``)."""
    return _JOINED.finditer(text.translate(PARTED))


def without_joints(written: str) -> str:
    """A match of ``joined_words`` as one folded word: ``1250000``, ``oconnor``, ``камянця``."""
    return "".join(words(written))
