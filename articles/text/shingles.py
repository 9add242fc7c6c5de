"""What tells whether one text was made of another: its runs of words, those with numbers, its names. Pure.

Thousands of texts a second are compared, so words are bytes here, and runs are hashed all at once.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TypeAlias
from zlib import crc32

import numpy as np

RUN = 3  # words
Hashes: TypeAlias = np.ndarray  # of uint64

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(rb"\d")
# Letters that outlets write one for the other, and marks that are in a word or not.
_SAME = (("ё", "е"), ("ı", "i"), ("և", "եւ"), *((mark, "") for mark in "\u00ad\u0307\u055b\u055c\u055e"))
# What is no letter, in UTF-8: marks and signs of Latin-1, of Armenian, of all scripts, full-width blanks.
_MARKS = re.compile(
    rb"\xe2[\x80-\x8f][\x80-\xbf]|\xc2[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]"
    rb"|\xd5[\x9a-\x9f]|\xd6[\x89\x8a]|\xe3\x80[\x80-\xbf]"
)


def _plain(code: int) -> int:
    """Of a byte: the small letter of ASCII, a blank for what is no letter; of other letters itself."""
    letter = chr(code)
    return code if code >= 128 else ord(letter.lower()) if letter.isalnum() or letter == "_" else ord(" ")


_TABLE = bytes(map(_plain, range(256)))


def _words(text: str) -> list[bytes]:
    """Folded more quickly, and less, than for searching."""
    if text.isascii():
        return text.encode().translate(_TABLE).split()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.casefold()
    for letter, same in _SAME:
        text = text.replace(letter, same)
    return _MARKS.sub(b" ", text.encode("utf-8", "surrogatepass")).translate(_TABLE).split()


# Odd numbers that scatter (of xxHash), one for each place in a run: the same on every machine, as the rows of
# the database that are made by them.
_FIRST, _SECOND, _THIRD = (np.uint64(n) for n in (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_HALF = np.uint64(32)


def runs(text: str) -> Hashes:
    """The hashes of all runs of three words, in order, whatever their case; of fewer words, of the whole."""
    words = _words(text)
    hashes = np.fromiter(map(crc32, words), np.uint64, len(words))
    hashes *= _FIRST  # which wraps, as hashes may
    hashes ^= hashes >> _HALF
    hashes *= _SECOND
    if len(words) < RUN:
        return hashes[:1] * _FIRST + hashes[-1:] * _SECOND
    found = hashes[:-2] * _FIRST + hashes[1:-1] * _SECOND + hashes[2:] * _THIRD
    found ^= found >> _HALF
    return found


def shingles(text: str) -> frozenset[int]:
    """The same (64 bits each), each once."""
    return frozenset(runs(text).tolist())


def numbers(text: str) -> frozenset[tuple[bytes, bytes]]:
    """Each number with the word before it and with that after it: what is 14 degrees is not 14 people."""
    return frozenset(
        (word, after) for word, after in pairwise(_words(text)) if _DIGIT.search(word) or _DIGIT.search(after)
    )


def names(text: str) -> frozenset[str]:
    """Words that stand in it with a capital only, folded: names, and what begins a sentence once."""
    raw = set(_WORD.findall(text))
    capital = {word.lower() for word in raw if word[0].isupper()}
    return frozenset(capital - {word for word in raw if word[0].islower()})
