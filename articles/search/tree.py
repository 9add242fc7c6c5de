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
        """For folded words, and engines that go through a word once whatever is asked."""
        return ".*".join(self._between_stars())

    @property
    def quick_regex(self) -> str:
        """The same for Python, which would try all ways to divide a long word among the stars.

        The first place for what stands between two stars is as good as any other.
        """
        first, *between = self._between_stars()
        if not between:
            return first
        return first + "".join(f"(?>.*?{part})" for part in between[:-1]) + f".*{between[-1]}"

    def _between_stars(self) -> list[str]:
        return [
            "".join(
                "." * len(part) if n % 2 else re.escape("".join(words(part)))
                for n, part in enumerate(re.split(r"(\?+)", between))
            )
            for between in re.split(r"\*+", self.text)
        ]


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


def excludes(node: Node | None) -> bool:
    """Whether anything stands under a ``Not``."""
    match node:
        case Not():
            return True
        case And(nodes) | Or(nodes):
            return any(map(excludes, nodes))
        case _:
            return False
