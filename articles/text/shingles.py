"""What tells whether one text was made of another: its runs of words, those with numbers, its names. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import pairwise

from articles.text.tokens import Remembered

RUN = 3  # words
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
# Letters that outlets write one for the other, and marks that are in a word or not.
_SAME = str.maketrans(
    {"ё": "е", "ı": "i", "և": "եւ"} | dict.fromkeys("\u00ad\u0307\u055b\u055c\u055e"),
)


def _hashes(word: str) -> tuple[int, int, int]:
    """One of 64 bits for each place in a run; the same on every machine, as the rows they are stored in."""
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=24).digest()
    return (
        int.from_bytes(digest[:8], "big"),
        int.from_bytes(digest[8:16], "big"),
        int.from_bytes(digest[16:], "big"),
    )


_hashes_of = Remembered(_hashes)


def _words(text: str) -> list[str]:
    """Folded more quickly, and less, than for searching."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        return _WORD.findall(text.casefold().translate(_SAME))
    return _WORD.findall(text.lower())


def shingles(text: str) -> frozenset[int]:
    """The hashes (64 bits) of all runs of three words, whatever their case; of fewer words, of the whole."""
    hashes = [_hashes_of[word] for word in _words(text)]
    if len(hashes) < RUN:
        return frozenset([hashes[0][0] ^ hashes[-1][1]] if hashes else [])
    first, second, third = zip(*hashes, strict=True)
    return frozenset([a ^ b ^ c for a, b, c in zip(first, second[1:], third[2:], strict=False)])


def numbers(text: str) -> frozenset[tuple[str, str]]:
    """Each number with the word before it and with that after it: what is 14 degrees is not 14 people."""
    return frozenset(
        (word, after) for word, after in pairwise(_words(text)) if _DIGIT.search(word) or _DIGIT.search(after)
    )


def names(text: str) -> frozenset[str]:
    """Words that stand in it with a capital only, folded: names, and what begins a sentence once."""
    raw = set(_WORD.findall(text))
    capital = {word.lower() for word in raw if word[0].isupper()}
    return frozenset(capital - {word for word in raw if word[0].islower()})
