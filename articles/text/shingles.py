"""What tells whether one text was made of another: its runs of words, those with numbers, its names. Pure.

Thousands of texts a second are compared, so the letters of many texts are one array, and words and runs are
hashed all at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from articles.text.sameness import visible

RUN = 3  # words
Hashes: TypeAlias = np.ndarray  # of uint64

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d+")
# Letters that outlets write one for the other, and marks that are in a word or not.
_SAME = {"ё": "е", "ı": "i"}
_MARKS = "\u0307\u055b\u055c\u055e"
_ONE_LETTER = (("եւ", "և"), ("Եւ", "և"), ("ԵՒ", "և"))
_ARMENIAN = "\u0582", "\u0552"  # one of them stands in all of these
_AT_ONCE = 1 << 16  # letters: what the nearest memory of a processor holds


def _plain(code: int) -> int:
    """Of a unit of UTF-16: its small letter, 0 for what is in no word. Halves of a letter are letters."""
    letter = chr(code)
    if not (0xD800 <= code <= 0xDFFF or letter == "_" or unicodedata.category(letter)[0] in "LMN"):
        return 0
    small = letter.casefold()[0] if letter != "և" else letter
    return ord(_SAME.get(small, small))


@lru_cache(maxsize=1)
def _table() -> np.ndarray:
    return np.array([_plain(code) for code in range(1 << 16)], np.uint16)


# Odd numbers that scatter (of xxHash), one for each place in a run: the same on every machine, as the rows of
# the database that are made by them.
_FIRST, _SECOND, _THIRD = (np.uint64(n) for n in (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_HALF = np.uint64(32)
_BASE = 0x27D4EB2F165667C5  # a word is a number of which its letters are the digits, modulo 2 to the 64th


@lru_cache(maxsize=2)
def _powers(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Of the base and of its inverse."""
    bases = (_BASE, pow(_BASE, -1, 1 << 64))
    one, other = (
        np.multiply.accumulate(np.r_[np.uint64(1), np.full(count, base, np.uint64)]) for base in bases
    )
    return one, other


def runs(text: str) -> Hashes:
    """The hashes of all runs of three words, in order, whatever their case; of fewer words, of the whole."""
    return next(runs_of_each([text]))


def runs_of_each(texts: Iterable[str]) -> Iterator[Hashes]:
    """The same of many texts, in their order: much quicker than one by one."""
    some: list[bytes] = []
    size = 0
    for text in texts:
        some.append(_units(text))
        size += len(some[-1]) // 2
        if size >= _AT_ONCE:
            yield from _runs(some)
            some, size = [], 0
    if some:
        yield from _runs(some)


def shingles(text: str) -> frozenset[int]:
    """The same of one text (64 bits each), each once."""
    return frozenset(runs(text).tolist())


def _units(text: str) -> bytes:
    """In UTF-16, with a blank at the end. Folded more quickly, and less, than for searching."""
    if not text.isascii():
        text = visible(text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        for mark in _MARKS:
            text = text.replace(mark, "")
        if any(letter in text for letter in _ARMENIAN):
            for letters, one in _ONE_LETTER:
                text = text.replace(letters, one)
    return f"{text} ".encode("utf-16-le", "surrogatepass")


def _runs(texts: Sequence[bytes]) -> Iterator[Hashes]:
    letters = _table()[np.frombuffer(b"".join(texts), "<u2")]
    ends_of_texts = np.cumsum([len(text) // 2 for text in texts])
    is_letter: np.ndarray = np.empty(len(letters) + 1, np.int8)
    is_letter[0] = 0
    np.not_equal(letters, 0, out=is_letter[1:].view(bool))
    steps = np.diff(is_letter)
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    powers, inverse = _powers(max(2 * _AT_ONCE, len(letters)))
    digits = letters.astype(np.uint64)
    digits *= powers[: len(letters)]
    sums: np.ndarray = np.empty(len(letters) + 1, np.uint64)
    sums[0] = 0
    np.cumsum(digits, out=sums[1:])  # which wraps, as hashes may
    hashes = sums[ends] - sums[starts]
    hashes *= inverse[starts]
    hashes *= _FIRST
    hashes ^= hashes >> _HALF
    hashes *= _SECOND
    hashes ^= hashes >> _HALF
    found = hashes[:-2] * _FIRST + hashes[1:-1] * _SECOND + hashes[2:] * _THIRD
    found ^= found >> _HALF
    first = 0
    for last in np.asarray(np.searchsorted(starts, ends_of_texts)).tolist():
        if last - first >= RUN:
            yield found[first : last - RUN + 1]
        else:
            yield hashes[first:last][:1] * _FIRST + hashes[first:last][-1:] * _SECOND
        first = last


def _words(text: str) -> list[str]:
    """As they are compared, but for their case."""
    return _WORD.findall(visible(text).casefold())


def numbers(text: str) -> frozenset[tuple[str, str]]:
    """Each number with the word before it and with that after it: what is 14 degrees is not 14 people."""
    words = _words(text)
    # Most words are letters only: that is told sooner than whether a digit is in them.
    at = [n for n, word in enumerate(words) if not word.isalpha() and _DIGIT.search(word)]
    beside = {first for n in at for first in (n - 1, n) if 0 <= first < len(words) - 1}
    return frozenset((words[first], words[first + 1]) for first in beside)


def figures(text: str) -> frozenset[str]:
    """Its numbers alone, parted at points and commas: 0.5 is as 0,5."""
    return frozenset(_FIGURE.findall(visible(text)))


def names(text: str) -> frozenset[str]:
    """Words that stand in it with a capital only, folded: names, and what begins a sentence once."""
    raw = set(_WORD.findall(visible(text)))
    capital = {word.lower() for word in raw if word[0].isupper()}
    return frozenset(capital - {word for word in raw if word[0].islower()})
