"""The word lists and patterns of this room, read once from the TOML files beside the code."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_PART = 4  # letters of what phrases share
_TERM = 6  # letters that inflection leaves alone
_TERMS = re.compile(rf"(\w{{4,{_TERM}}})\w*")
_IN_WORD = re.compile(r"\w")
_SHORT = 200  # characters; longer lines are folded where needed and forgotten
DATA = Path(__file__).parent.parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fold_case(text: str) -> str:
    """Lower case for comparing phrases: both Turkish i's are one letter, Georgian capitals are letters."""
    return _small_letters_short(text) if len(text) < _SHORT else _small_letters(text)


def _small_letters(text: str) -> str:
    return text.lower().replace("i̇", "i").replace("ı", "i")


_small_letters_short = lru_cache(maxsize=2048)(_small_letters)  # several rules look at each short line


def shared_parts(phrases: Iterable[str]) -> list[str]:
    """A few short strings, one of which stands in each of the phrases: most lines hold none of them.

    By the greedy rule of set covering: always the string that stands in most of the phrases left.
    """
    left = set(phrases)
    parts = []
    while left:
        counts = Counter(
            part
            for phrase in left
            for part in {phrase[n : n + _PART] for n in range(max(1, len(phrase) - _PART + 1))}
        )
        most = max(counts, key=lambda part: (counts[part], part))
        parts.append(most)
        left = {phrase for phrase in left if most not in phrase}
    return parts


def terms_of(text: str) -> list[str]:
    """The words that say what a text is about, cut to what inflection leaves alone."""
    return _TERMS.findall(fold_case(text))


def says(folded: str, term: str) -> bool:
    """Whether a term is among those of a folded text, which is cheaper to ask than to list them all."""
    at = folded.find(term)
    while at >= 0:
        end = at + len(term)
        begins = at == 0 or not _IN_WORD.match(folded, at - 1)
        if begins and (len(term) == _TERM or not _IN_WORD.match(folded, end)):
            return True
        at = folded.find(term, end)
    return False
