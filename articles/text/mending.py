"""Whether a change says something else, or only mends how it is written. Pure.

Mends are blanks, marks, capitals, accents, hyphens, how thousands are set apart, a word that stood twice, and
mistakes in writing: two letters that changed places, one that is missing, doubled or beside the right one.
All else is substance: another word, number or name. Where a mistake cannot be told from another form of the
word (its ending, a letter that says *not*), it is substance: to be shown once too often does less harm.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from articles.text.difference import Change, Difference, Kind, Stretch
from articles.text.fold import fold

SHORTEST = 4  # letters of a word in which a mistake can be told from another word
LONG = 9  # letters of one in which two can
LONGEST = 4_000  # words of one change that are looked at one by one
_GROUPED = re.compile(r"(?<!\d)(\d{1,3})((?:[ .,'’\u00a0\u202f]\d{3})+)(?!\d)")
_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*|(?<!\S)[-−](?=\s?\d)|[^\W\d_\u00ad]+|[%‰°№±+<>=]|[$€£¥₽₼₾֏₺₴]",
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_VOWELS = frozenset("aeiouyаеиоуыэюяіաեէըիոօաეიოუ")


@dataclass(frozen=True)
class _Endings:
    end: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()


@cache
def _endings() -> dict[str, _Endings]:
    told = tomllib.loads(Path(__file__).with_name("endings.toml").read_text(encoding="utf-8"))
    return {
        code: _Endings(*(frozenset(one.get(name, "")) for name in ("end", "within")))
        for code, one in told.items()
    }


class _Region(NamedTuple):
    """What is out and what came in for it, with the word before and the word behind."""

    out: list[str]
    into: list[str]


@dataclass(frozen=True)
class _Words:
    """How often each word stands in the two texts, as written; and which are names as far as can be told."""

    before: Counter[str]
    after: Counter[str]
    names: frozenset[str]
    endings: _Endings

    def is_name(self, word: str) -> bool:
        return word in self.names and not (self.before[word.lower()] or self.after[word.lower()])


def is_substance(difference: Difference, language: str = "") -> bool:
    """Whether it says something else. ``language`` is ISO 639-1; of others only the letters are known."""
    words = _words_of(difference, language)
    return any(_says_other(region, words) for part in difference.parts.values() for region in _regions(part))


def _words_of(difference: Difference, language: str) -> _Words:
    before, after, names = Counter[str](), Counter[str](), set[str]()
    for stretch in chain.from_iterable(difference.parts.values()):
        tokens = _tokens(stretch.text)
        if stretch.change is not Change.IN:
            before.update(tokens)
        if stretch.change is not Change.OUT:
            after.update(tokens)
        if stretch.kind is Kind.NAME:
            names.update(tokens)
    return _Words(before, after, frozenset(names), _endings().get(language, _Endings()))


def _regions(part: Sequence[Stretch]) -> Iterator[_Region]:
    """Each with a word of what is the same on both sides: one that stood twice has its double there."""
    last = ""
    out: list[str] = []
    into: list[str] = []
    is_open = False
    for stretch in (*part, Stretch("", Change.SAME)):
        if stretch.change is not Change.SAME:
            if not is_open:
                out, into, is_open = [last], [last], True
            (out if stretch.change is Change.OUT else into).append(stretch.text)
            continue
        if is_open:
            start = stretch.text[:80]
            yield _Region(_tokens("".join((*out, start))), _tokens("".join((*into, start))))
            is_open = False
        last = stretch.text[-80:]


def _tokens(text: str) -> list[str]:
    plain = _GROUPED.sub(_without_groups, _INVISIBLE.sub("", text))
    return _TOKEN.findall(plain)


def _without_groups(number: re.Match[str]) -> str:
    return number[1] + re.sub(r"\D", "", number[2])


def _says_other(region: _Region, words: _Words) -> bool:
    out, into = _each_once(region.out), _each_once(region.into)
    keys = [[_key(word) for word in side] for side in (out, into)]
    if keys[0] == keys[1] or _joined(keys[0]) == _joined(keys[1]):
        return False
    if max(len(out), len(into)) > LONGEST:
        return True
    changed: list[list[int]] = []
    for step in Levenshtein.opcodes(*keys):
        if step.tag == "equal":
            continue
        span = [step.src_start, step.src_end, step.dest_start, step.dest_end]
        if changed and changed[-1][1] == span[0] and changed[-1][3] == span[2]:
            changed[-1][1], changed[-1][3] = span[1], span[3]
        else:
            changed.append(span)
    return any(_is_other(out[a:b], into[c:d], words) for a, b, c, d in changed)


def _each_once(tokens: Sequence[str]) -> list[str]:
    """Without a word that stands twice in a row; a number twice may be meant."""
    return [
        token
        for n, token in enumerate(tokens)
        if not (n and token.isalpha() and _key(token) == _key(tokens[n - 1]))
    ]


@cache
def _sign(key: str) -> str:
    return key if key.isalpha() else f" {key} "


def _joined(keys: Sequence[str]) -> str:
    """As one word: blanks and hyphens between letters say nothing, those between numbers do."""
    return "".join(map(_sign, keys))


def _key(word: str) -> str:
    if word == "−":
        return "-"
    return fold(word) if word.isalpha() else word


def _is_other(out: Sequence[str], into: Sequence[str], words: _Words) -> bool:
    if _joined([*map(_key, out)]) == _joined([*map(_key, into)]):
        return False
    if len(out) != len(into):
        return not _is_parted(out, into, words)
    return any(_key(a) != _key(b) and not _is_mistake(a, b, words) for a, b in zip(out, into, strict=True))


def _is_parted(out: Sequence[str], into: Sequence[str], words: _Words) -> bool:
    """A word in two, and a mistake in it besides."""
    fewer = min(len(out), len(into))
    if fewer != 1 or not all(token.isalpha() for token in (*out, *into)) or len(out) + len(into) > 3:
        return False
    return _is_mistake("".join(out), "".join(into), words)


def _is_mistake(a: str, b: str, words: _Words) -> bool:
    """Whether two words that differ are likely one, written wrong in one of the texts."""
    old, new = _key(a), _key(b)
    if not (old.isalpha() and new.isalpha()) or min(len(old), len(new)) < SHORTEST - 1:
        return False
    if max(len(old), len(new)) < SHORTEST or not _is_slip(old, new, words.endings):
        return False
    if words.is_name(a) or words.is_name(b):
        # Another name, unless the right one stands in both texts and the wrong one in neither but here.
        return min(words.before[b], words.after[b]) > 0 and words.before[a] == 1 and not words.after[a]
    # A word that stands elsewhere, too, is no slip of the pen.
    return words.before[a] <= 1 and not words.after[a]


def _is_slip(old: str, new: str, endings: _Endings) -> bool:
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    out, into = old[start : len(old) - end], new[start : len(new) - end]
    if len(out) == len(into) == 2 and out == into[::-1]:
        return True
    if start == 0:
        return False  # where words of denial begin
    if len(out) + len(into) == 1:
        letter = out or into
        if letter in (old[start - 1], new[start + len(into) :][:1]):
            return True  # doubled
        if end == 0:
            return letter not in endings.end
        return letter not in endings.within
    if len(out) == len(into) == 1:
        if end == 0:
            return not {out, into} <= endings.end
        return not (end == 1 and {out, into} <= _VOWELS) and max(len(old), len(new)) > SHORTEST
    return (
        min(len(old), len(new)) >= LONG
        and start > 1
        and end > 1
        and not endings.within
        and OSA.distance(old, new, score_cutoff=2) <= 2
    )


def _shared(a: str, b: str) -> int:
    """How many letters are the same from the beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
