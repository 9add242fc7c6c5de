"""Where somebody stopped in a list, as text that they hand back to go on. Pure."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from articles.search.engine import Position

LONGEST = 300  # characters
_LARGEST = 2**63
_ANCHORS = 3


class NoCursor(ValueError):
    """Not a cursor of this list."""


@dataclass(frozen=True)
class Cursor:
    """After a hit in the order of time; or, by relevance, after so many, the last of which had these ids.

    An order by relevance moves as the archive grows. The ids find the place again where it moved a little.
    """

    question: str  # a fingerprint of what was asked, see ``fingerprint``
    after: Position | None = None
    offset: int = 0
    last_ids: tuple[int, ...] = ()

    def __str__(self) -> str:
        told = list(self.after) if self.after else [self.offset, *self.last_ids[-_ANCHORS:]]
        text = orjson.dumps([self.question, "t" if self.after else "r", *told])
        return base64.urlsafe_b64encode(text).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, question: str) -> Cursor:
        """Raises NoCursor for what ``str`` of a cursor of the same question did not make."""
        try:
            if len(text) > LONGEST or not text.isascii():
                raise ValueError
            asked, kind, *told = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            if asked != question or any(type(one) not in (int, bool) or abs(one) >= _LARGEST for one in told):
                raise ValueError
            if kind == "t":
                undated, key = told
                return cls(question, after=Position(bool(undated), int(key)))
            offset, *ids = told
            if kind != "r" or offset < 0:
                raise ValueError
            return cls(question, offset=offset, last_ids=tuple(ids))
        except (ValueError, TypeError, RecursionError) as error:
            raise NoCursor from error


def fingerprint(pairs: Iterable[tuple[str, str]], order: str) -> str:
    """Of what narrows and orders a list: a cursor leads on in the list that it is of, and in no other."""
    told = json.dumps([sorted(pair for pair in pairs if pair[0] != "sort"), order])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]
