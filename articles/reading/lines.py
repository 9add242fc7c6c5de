"""The lines of a page while it is being read: text, what is left to explain, and the role found so far.

Rules match what is seen of a line: hard-wrapped lines joined, letters composed, invisible characters gone.
Fields hold what is written: :meth:`PageLines.written` gives it back.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

from articles.reading.model import Line, Role
from articles.reading.signs.wrapping import joint, unwrapped

_SPACES = " \t\xa0\u2007\u202f\u200b\u200e\u200f\ufeff\x1a"


_RARE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_TO_LF = str.maketrans(dict.fromkeys(_RARE_ENDS, "\n"))
# Soft hyphens, zero-width signs, marks of direction: they are seen by nobody and hide words from rules.
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CLUSTER = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|.[\u0300-\u036f]*", re.S)

Span = tuple[int, int, int]  # index of a line, first character and the end of what stands in it


def split_lines(text: str) -> list[str]:
    """Lines without their ends; the end of the last line begins no further line.

    A line ends with LF, CRLF, CR, a vertical tab, a form feed, or Unicode's NEL, line or paragraph separator.
    """
    if any(end in text for end in _RARE_ENDS):
        text = text.replace("\r\n", "\n").translate(_TO_LF)
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a line, and where each of its characters is written."""

    text: str
    places: list[tuple[int, int]]  # (line, character) of each character and of the end

    @classmethod
    def of(cls, index: int, raw: str) -> Seen:
        letters: list[str] = []
        places: list[tuple[int, int]] = []
        for cluster in _CLUSTER.finditer(raw):
            if _INVISIBLE.match(cluster.group()):
                continue
            for letter in unicodedata.normalize("NFC", cluster.group()):
                letters.append(letter)
                places.append((index, cluster.start()))
        return cls("".join(letters), [*places, (index, len(raw))])

    def stripped(self) -> Seen:
        start = len(self.text) - len(self.text.lstrip(_SPACES))
        text = self.text.strip(_SPACES)
        return Seen(text, self.places[start : start + len(text) + 1])

    def followed_by(self, other: Seen) -> Seen:
        """Both as one line; the blank between them is where the first ends."""
        between = joint(self.text)
        places = self.places if between else self.places[:-1]
        return Seen(self.text + between + other.text, places + other.places)


@dataclass(slots=True)
class PageLines:
    """Lists of equal length. ``rest`` is the line stripped and cut where a rule has taken an end of it."""

    texts: list[str]
    rest: list[str] = field(default_factory=list)
    roles: list[Role | None] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)  # indexes of the lines that are not blank
    seen: dict[int, Seen] = field(default_factory=dict)  # of the lines that are seen otherwise than written
    joined: dict[int, int] = field(default_factory=dict)  # a line that goes on another: index of the first

    @classmethod
    def of(cls, text: str) -> PageLines:
        texts = split_lines(text)
        rest = [line.strip(_SPACES) for line in texts]
        seen: dict[int, Seen] = {}
        if not text.isascii() and (not unicodedata.is_normalized("NFC", text) or _INVISIBLE.search(text)):
            for i, line in enumerate(texts):
                if not unicodedata.is_normalized("NFC", line) or _INVISIBLE.search(line):
                    seen[i] = Seen.of(i, line).stripped()
                    rest[i] = seen[i].text
        joined: dict[int, int] = {}
        for first, *following in unwrapped(texts):
            whole = seen.get(first) or Seen.of(first, texts[first]).stripped()
            for i in following:
                whole = whole.followed_by(seen.get(i) or Seen.of(i, texts[i]).stripped())
                rest[i], joined[i] = "", first
            seen[first], rest[first] = whole, whole.text
        roles: list[Role | None] = [None if line else Role.BLANK for line in rest]
        return cls(texts, rest, roles, [i for i, line in enumerate(rest) if line], seen, joined)

    def copy(self) -> PageLines:
        """Roles and cuts of its own over the same lines, for one of several items."""
        return PageLines(self.texts, list(self.rest), list(self.roles), self.filled, self.seen, self.joined)

    def stripped(self, index: int) -> str:
        """The line as it is seen, before anything was cut off."""
        return self.seen[index].text if index in self.seen else self.texts[index].strip(_SPACES)

    def written(self, index: int, part: str | None = None, after: int = 0) -> str:
        """How the line's rest, or a part of the line, stands in the file; broken lines joined by a blank."""
        text = self.rest[index] if part is None else part
        seen = self.seen.get(index)
        at = seen.text.find(text, after) if seen else -1
        if seen is None or at < 0 or not text:
            return text
        (first, start), (last, end) = seen.places[at], seen.places[at + len(text)]
        pieces = [
            self.texts[i][start if i == first else 0 : end if i == last else None]
            for i in range(first, last + 1)
        ]
        pieces = [piece.strip(_SPACES) for piece in pieces if piece.strip(_SPACES)]
        whole = pieces[0]
        for piece in pieces[1:]:
            whole += joint(whole) + piece
        return whole

    def span(self, index: int, part: str, after: int = 0, last: bool = False) -> Span:
        """Where a part of the line stands in the file; of a part on two lines, what is in the first."""
        seen = self.seen.get(index)
        text = seen.text if seen else self.texts[index]
        at = text.rfind(part) if last else text.find(part, after)
        if seen is None or at < 0:
            return index, at, at + len(part)
        (line, start), (end_line, end) = seen.places[at], seen.places[at + len(part)]
        return line, start, end if end_line == line else len(self.texts[line])

    def free(self, index: int) -> bool:
        return self.roles[index] is None

    def nonblank(self, start: int = 0, stop: int | None = None) -> list[int]:
        filled = self.filled
        last = len(filled) if stop is None else bisect_left(filled, stop)
        return filled[bisect_left(filled, start) if start else 0 : last]

    def next_nonblank(self, start: int) -> int | None:
        """Index of the first line from ``start`` on that is not blank."""
        position = bisect_left(self.filled, start)
        return self.filled[position] if position < len(self.filled) else None

    def whole_lines(self, indexes: list[int]) -> list[int]:
        """These lines and those that go on them."""
        if not self.joined:
            return indexes
        return sorted({*indexes, *(i for i, first in self.joined.items() if first in set(indexes))})

    def finished(self) -> tuple[Line, ...]:
        """Every line with its role; what no rule explained is furniture."""
        roles = [role or Role.FURNITURE for role in self.roles]
        for i, first in self.joined.items():
            roles[i] = roles[first]
        return tuple(map(Line, itertools.count(1), roles, self.texts))
