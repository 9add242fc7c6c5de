"""Counters of readers that stand in a text: others each time it is fetched, and read as text or not. Pure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

LONGEST = 80  # letters of such a line
_LINE = re.compile(rf"^.{{1,{LONGEST}}}$", re.MULTILINE)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """What is counted, and with it what may stand beside it."""
    lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    counted = frozenset(lists["counted"].split())
    return counted, counted | frozenset(lists["beside"].split())


def without_counts(text: str) -> str:
    """The text without the lines that count its readers: ``1,234 views``."""
    return _LINE.sub(_without, text) if _DIGIT.search(text) else text


def _without(match: re.Match[str]) -> str:
    line = match.group()
    if _DIGIT.search(line) is None:
        return line
    counted, known = _words()
    words = {word.replace("İ", "i").lower() for word in _WORD.findall(line)}
    return "" if words <= known and not words.isdisjoint(counted) else line
