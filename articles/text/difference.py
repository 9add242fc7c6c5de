"""What was changed from one text to another, word by word. Pure.

A difference is told in stretches: what both texts have, what is out, what came in. Those that both have and
those that came in, put together, are the later text, character for character; with those that are out
instead, they are the earlier one but for its blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, islice
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from articles.text.capitals import is_a_name
from articles.text.sameness import INVISIBLE, visible

LONGEST = 10_000  # words and marks of a text; longer ones are compared by lines, or as wholes
ISLAND = 3  # words: so few that stayed, between more that did not, make a difference hard to read

_LETTER = rf"[\w\u0300-\u036f{INVISIBLE}\u055b\u055c\u055e]"
_NUMBER = r"\d+(?:[.,:/-]\d+)*"
_WORD = re.compile(rf"{_NUMBER}(?!{_LETTER})|{_LETTER}+(?:['’ʼ-]{_LETTER}+)*|[^\w\s]")
_LINE = re.compile(r"[^\n]+")
_WHOLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_ENDS = frozenset('.!?…:։՜՞"“”«»„')  # what may stand before a sentence's first word


class Change(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


class Kind(StrEnum):
    """What a reader looks for first, where the other text has it less often."""

    NUMBER = "number"
    NAME = "name"


class Stretch(NamedTuple):
    text: str
    change: Change
    kind: Kind | None = None


class _Word(NamedTuple):
    blank: str  # before it
    text: str
    key: str  # the same for words that are one


@dataclass(frozen=True)
class Difference:
    """Of two articles, or two versions of one: each part by itself, the headline first."""

    headline: list[Stretch]
    caption: list[Stretch]
    body: list[Stretch]

    @property
    def parts(self) -> Mapping[str, list[Stretch]]:
        return {"headline": self.headline, "caption": self.caption, "body": self.body}

    @property
    def changed(self) -> list[str]:
        """The names of the parts that are not the same."""
        return [name for name, part in self.parts.items() if is_change(part)]

    @cached_property
    def told(self) -> list[Stretch]:
        """The numbers and names that changed, in order, each once."""
        found = (one for part in self.parts.values() for one in part if one.kind is not None)
        return list(dict.fromkeys(one._replace(text=" ".join(one.text.split())) for one in found))


def is_change(stretches: Sequence[Stretch]) -> bool:
    return any(one.change is not Change.SAME for one in stretches)


def difference_of(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """Of two texts with ``headline``, ``caption``, ``body``; what is missing is empty."""
    names = ("headline", "caption", "body")
    parts = [difference(before.get(name) or "", after.get(name) or "") for name in names]
    return Difference(*parts)


def difference(before: str, after: str) -> list[Stretch]:
    """The stretches in the order of the later text; what is out stands before what came in for it."""
    old, new = _pieces(before, after)
    told = _Telling(old, new)
    found: list[Stretch] = []
    for is_same, (a, b), (c, d) in _whole_sentences(_readable(_blocks(old, new), old), old, new):
        if is_same:
            found.append(Stretch(_joined(new[c:d]), Change.SAME))
        else:
            found += told.stretches(old[a:b], Change.OUT)
            found += told.stretches(new[c:d], Change.IN)
    end = after[sum(len(word.blank) + len(word.text) for word in new) :]  # blanks, which belong to no word
    return [*found, Stretch(end, Change.SAME)] if end else found


def _pieces(before: str, after: str) -> tuple[list[_Word], list[_Word]]:
    """Both texts in words, or lines, or whole: in the smallest pieces of which neither has too many."""
    for pattern in (_WORD, _LINE):
        old, new = _words(before, pattern), _words(after, pattern)
        if max(len(old), len(new)) <= LONGEST:
            return old, new
    return _words(before, _WHOLE), _words(after, _WHOLE)


def _words(text: str, pattern: re.Pattern[str]) -> list[_Word]:
    """No more of them than tell that they are too many."""
    words, at = [], 0
    for match in islice(pattern.finditer(text), LONGEST + 1):
        key = match.group()
        if not key.isascii():
            key = unicodedata.normalize("NFC", visible(key))
            if not key:  # nothing to be seen: as a blank
                continue
        words.append(_Word(text[at : match.start()], match.group(), key))
        at = match.end()
    return words


def _joined(words: Sequence[_Word]) -> str:
    return "".join(word.blank + word.text for word in words)


_Block = tuple[bool, tuple[int, int], tuple[int, int]]  # is the same, from and to in both


def _blocks(old: Sequence[_Word], new: Sequence[_Word]) -> list[_Block]:
    """What is the same and what is not, by turns."""
    numbers: dict[str, int] = {}
    keys = [[numbers.setdefault(word.key, len(numbers)) for word in words] for words in (old, new)]
    found: list[_Block] = []
    for is_same, steps in groupby(LCSseq.opcodes(*keys), key=lambda step: step.tag == "equal"):
        whole = list(steps)
        first, last = whole[0], whole[-1]
        found.append((is_same, (first.src_start, last.src_end), (first.dest_start, last.dest_end)))
    return found


def _readable(blocks: Sequence[_Block], old: Sequence[_Word]) -> list[_Block]:
    """With the few words that stayed by chance, between longer changes, taken as changed."""
    found: list[_Block] = []
    for n, block in enumerate(blocks):
        is_same, (a, b), (c, d) = block
        if is_same and found and n + 1 < len(blocks):
            words = sum(word.key[0].isalnum() for word in old[a:b])
            if words <= ISLAND and b - a < min(_size(found[-1]), _size(blocks[n + 1])):
                is_same = False
        if found and not is_same and not found[-1][0]:
            _, (a, _), (c, _) = found.pop()
        found.append((is_same, (a, b), (c, d)))
    return found


def _whole_sentences(blocks: Sequence[_Block], old: Sequence[_Word], new: Sequence[_Word]) -> list[_Block]:
    """With a sentence that is out or came in told from its first word, not from the mark before it."""
    found = list(blocks)
    for n in range(1, len(found) - 1):
        (_, (a, b), (c, d)), (_, (_, after), _) = found[n : n + 2]
        if (a == b) == (c == d):
            continue
        words, start, end = (new, c, d) if a == b else (old, a, b)
        on = _steps_to_a_sentence(words, start, end, after - b)
        found[n - 1 : n + 2] = _moved(found[n - 1 : n + 2], on)
    return [block for block in found if _size(block)]


def _steps_to_a_sentence(words: Sequence[_Word], start: int, end: int, most: int) -> int:
    """How many words later a stretch as long that says the same of both texts begins a sentence; else 0."""
    for on in range(most + 1):
        if not start + on or _begins(words[start + on - 1], words[start + on]):
            return on
        if on == most or words[start + on].key != words[end + on].key:
            break
    return 0


def _moved(three: Sequence[_Block], on: int) -> list[_Block]:
    """A block between two others, so many words later."""
    (left, (a, b), (c, d)), (middle, (_, e), (_, f)), (right, (_, g), (_, h)) = three
    b, d, e, f = b + on, d + on, e + on, f + on
    return [(left, (a, b), (c, d)), (middle, (b, e), (d, f)), (right, (e, g), (f, h))]


def _size(block: _Block) -> int:
    _, (a, b), (c, d) = block
    return max(b - a, d - c)


class _Telling:
    """Which words of two texts are numbers or names, and how often each text has them."""

    def __init__(self, old: Sequence[_Word], new: Sequence[_Word]) -> None:
        self.counts = {
            Change.OUT: Counter(word.key for word in old),
            Change.IN: Counter(word.key for word in new),
        }
        within, small = set[str](), set[str]()
        for words in (old, new):
            for n, word in enumerate(words):
                if word.key[0].islower():
                    small.add(word.key)
                elif word.key[0].isupper() and (_is_within(words, n) or _is_name_at_first(words, n)):
                    within.add(word.key)
        # A capital letter tells a name only where no sentence begins with it, or the word never stands small.
        self.names = {name for name in within if name.lower() not in small}

    def stretches(self, words: Sequence[_Word], change: Change) -> Iterator[Stretch]:
        other = Change.IN if change is Change.OUT else Change.OUT
        for kind, some in groupby(words, key=lambda word: self._kind(word, change, other)):
            yield Stretch(_joined(list(some)), change, kind)

    def _kind(self, word: _Word, own: Change, other: Change) -> Kind | None:
        if " " in word.key or "\n" in word.key or self.counts[own][word.key] <= self.counts[other][word.key]:
            return None
        if any(letter.isdigit() for letter in word.key):
            return Kind.NUMBER
        return Kind.NAME if word.key in self.names else None


def _is_within(words: Sequence[_Word], n: int) -> bool:
    return n > 0 and not _begins(words[n - 1], words[n])


def _is_name_at_first(words: Sequence[_Word], n: int) -> bool:
    """Of a word that begins a sentence."""
    is_last = n + 1 == len(words) or not _is_within(words, n + 1)
    return is_a_name(words[n].key, "" if is_last else words[n + 1].key)


def _begins(before: _Word, word: _Word) -> bool:
    return before.key in _ENDS or "\n" in word.blank
