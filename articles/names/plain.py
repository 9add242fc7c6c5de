"""Text as names are looked for in it: letters in one piece (NFC), without soft hyphens and marks of no width.

What is found there is told by its place in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_STRANGE = re.compile(f"[{_DROPPED}{_MARKS}]")
_PIECE = re.compile(f"[{_DROPPED}]+|[^{_MARKS}{_DROPPED}][{_MARKS}]*|[{_MARKS}]+")


class Plain(NamedTuple):
    """`text`, and for each of its code points where it starts and ends in the text as it stood.

    Without `starts` and `ends` it is that text itself.
    """

    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch from `start` to `end` (half-open, not empty) stands in the text as it was."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def plain(text: str) -> Plain:
    """`text` without what hides its letters; at once where there is nothing of the kind."""
    if not _STRANGE.search(text):
        return Plain(text)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECE.finditer(text):
        if piece[0][0] in _DROPPED:
            continue
        for letter in unicodedata.normalize("NFC", piece[0]):
            out.append(letter)
            starts.append(piece.start())
            ends.append(piece.end())
    return Plain("".join(out), starts, ends)
