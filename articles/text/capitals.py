"""Whether a word with a capital is a name where a sentence begins with it, and so tells nothing. Pure.

Only what is sure enough is told: a word before a name that is none of the words that stand everywhere, and a
surname of the region by its end.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

SHORTEST = 3  # letters
_SURNAME = re.compile(
    r"\w{2,}(?:ov|ev|ova|eva|yan|dze|shvili|zade|zadə|oglu|oğlu)(?:['’]\w+)?"
    r"|\w{2,}(?:yev|zadə)(?:[aə]|[iı]n|d[aə]n?)"
    r"|\w{2,}(?:ов|ев|ёв|ян|дзе|швили|заде|оглы|оглу)"
    r"|\w{3,}(?:ова|ева|ёва)|\w{2,}(?:ов|ев)(?:у|ым|ой)"
    r"|\w{2,}(?:յան|եան)\w{0,3}"
)


@cache
def _everywhere() -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("language_words.toml").read_text(encoding="utf-8"))
    return frozenset(
        word
        for script in lists.values()
        for language in script.values()
        for word in language["words"].split()
    )


def is_a_name(word: str, follower: str) -> bool:
    """``follower``: the word behind it in its sentence; "" where that ends."""
    if not _may_be_one(word):
        return False
    return _SURNAME.fullmatch(word.lower()) is not None or _may_be_one(follower)


def _may_be_one(word: str) -> bool:
    if len(word) < SHORTEST or not word[0].isupper() or word.isupper():
        return False
    return word.lower() not in _everywhere()
