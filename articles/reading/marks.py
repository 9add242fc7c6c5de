"""What single lines say by themselves: end marks, stamps, section lines, furniture phrases, photo credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from articles.reading.phrases import fold, load

LONGEST_SHORT = 160  # a longer line is never furniture by its words alone
_FINAL = " \t\xa0.!:…»›>•|*"
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-zа-яəöüğışç0-9-]+\.){1,3}(?:[a-z]{2,6}|рф|az|am|ge|tr|ru)\Z", re.I)
_COUNTER = re.compile(r"[\d\s.,:/+|•·\-–—↺−×x()%]{1,24}(?:px)?\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,3}(?:\S+\.\w{2,4})?\Z")
_RULE = re.compile(r"[\W_]+\Z")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = load("furniture")
    return (
        frozenset(map(fold, data["lines"])),
        frozenset(map(fold, data["tail"])),
        tuple(map(fold, data["starts"])),
        tuple(map(fold, data["captions"])),
    )


@dataclass(frozen=True, slots=True)
class EndMark:
    start: int  # where the text before it ends


@cache
def _end_marks() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    data = load("endmarks")
    return [re.compile(each) for each in data["glued"]], [re.compile(each) for each in data["alone"]]


def end_mark(line: str) -> EndMark | None:
    """The end mark that closes a (stripped) line; ``start`` is 0 where the line is nothing else."""
    if not line or line[-1] not in "-–—#)*/" and not ("A" <= line[-1] <= "Я" and line[-1].isupper()) and not line[-1].isdigit():
        if line not in ("REUTER", "Reuter"):
            return None
    glued, alone = _end_marks()
    if len(line) <= 12:
        return EndMark(0) if any(pattern.match(line) for pattern in alone) else None
    tail = max(0, len(line) - 24)
    for pattern in glued:
        match = pattern.search(line, tail)
        if match and match.start() > 0:
            return EndMark(match.start())
    return None


def is_furniture(line: str) -> bool:
    """Whether a (stripped) line is furniture by its words or its form, wherever it stands."""
    if len(line) > LONGEST_SHORT:
        return fold(line[:40]).startswith(_lists()[2])
    low = fold(line)
    lines, tail, starts, _ = _lists()
    bare = low.strip(_FINAL)
    return (
        bare in lines
        or bare in tail
        or low.startswith(starts)
        or bool(_RULE.match(low))
        or bool(_COUNTER.match(low))
        or bool(_DOMAIN.match(bare))
    )


def opens_tail(line: str) -> bool:
    """Whether nothing of the article follows a line such as "Related news"."""
    return len(line) <= 60 and fold(line).strip(_FINAL) in _lists()[1]


def is_photo_credit(line: str) -> bool:
    if len(line) > LONGEST_SHORT:
        return False
    low = fold(line)
    return any(words in low for words in _lists()[3])


def is_initials(line: str) -> bool:
    """``S.I. 1news.az``, ``A.M.``: who wrote it, in initials."""
    return len(line) <= 40 and bool(_INITIALS.match(line))
