"""The word lists and patterns of this room, read once from the TOML files beside the code."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_TERM = 6  # letters that inflection leaves alone
_TERMS = re.compile(rf"(\w{{4,{_TERM}}})\w*")
_IN_WORD = re.compile(r"\w")
_SHORT = 200  # characters; longer lines are folded where needed and forgotten
DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """Lower case for comparing phrases: both Turkish i's are one letter, Georgian capitals are letters."""
    return _fold_short(text) if len(text) < _SHORT else _fold(text)


def _fold(text: str) -> str:
    return text.lower().replace("i̇", "i").replace("ı", "i")


_fold_short = lru_cache(maxsize=2048)(_fold)  # several rules look at each short line


def terms_of(text: str) -> list[str]:
    """The words that say what a text is about, cut to what inflection leaves alone."""
    return _TERMS.findall(fold(text))


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
