"""What a query means: a small tree, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.text.tokens import words


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed. One that holds several tokens (``12:30``, a URL) means them in this order."""

    text: str
    headline: bool = False  # only in the headline
    start: int = field(default=0, compare=False)  # where it stands in the query


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens in this order; ``slop`` is how many steps they may be away from it."""

    text: str
    slop: int = 0
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    text: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words of which letters are left open: ``?`` stands for one, ``*`` for any number."""

    text: str
    headline: bool = False

    @property
    def regex(self) -> str:
        """For folded words."""
        parts = re.split(r"([?*]+)", self.text)
        return "".join(
            "".join(".*" if sign == "*" else "." for sign in part)
            if n % 2
            else re.escape("".join(words(part)))
            for n, part in enumerate(parts)
        )


@dataclass(frozen=True, slots=True)
class Similar:
    """Other spellings: up to ``distance`` letters wrong, or the same sound."""

    text: str
    distance: int = 1
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A field and a value as typed, before the database was asked what they are."""

    field: str  # source, section, person, place, lang, from, to, date, after, before
    value: str
    start: int  # where the value stands in the text
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An article with one of these values; none at all matches nothing."""

    field: str  # source, section, language, place, person
    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """An article whose interval overlaps this half-open one, in proleptic Gregorian ordinals."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Text = Word | Phrase | Prefix | Pattern | Similar
Node = Text | Named | Choice | Days | Not | And | Or


def texts(node: Node | None) -> Iterator[Text]:
    """What an article is asked to say: every leaf with words that is not under a ``Not``."""
    match node:
        case Word() | Phrase() | Prefix() | Pattern() | Similar():
            yield node
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from texts(part)
        case _:
            return
