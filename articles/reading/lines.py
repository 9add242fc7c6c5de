"""The lines of a page while it is being read: text, what is left to explain, and the role found so far."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass, field

from articles.reading.model import Line, Role

_SPACES = " \t\xa0\u2007\u202f\u200b\u200e\u200f\ufeff\x1a"


_RARE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_TO_LF = str.maketrans(dict.fromkeys(_RARE_ENDS, "\n"))


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


@dataclass(slots=True)
class PageLines:
    """Lists of equal length. ``rest`` is the line stripped and cut where a rule has taken an end of it."""

    texts: list[str]
    rest: list[str] = field(default_factory=list)
    roles: list[Role | None] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)  # indexes of the lines that are not blank

    @classmethod
    def of(cls, text: str) -> PageLines:
        texts = split_lines(text)
        rest = [line.strip(_SPACES) for line in texts]
        roles: list[Role | None] = [None if line else Role.BLANK for line in rest]
        return cls(texts, rest, roles, [i for i, line in enumerate(rest) if line])

    def copy(self) -> PageLines:
        """Roles and cuts of its own over the same lines, for one of several items."""
        return PageLines(self.texts, list(self.rest), list(self.roles), self.filled)

    def stripped(self, index: int) -> str:
        return self.texts[index].strip(_SPACES)

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

    def finished(self) -> tuple[Line, ...]:
        """Every line with its role; what no rule explained is furniture."""
        roles = [role or Role.FURNITURE for role in self.roles]
        return tuple(map(Line, itertools.count(1), roles, self.texts))
