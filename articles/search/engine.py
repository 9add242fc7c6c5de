"""What an engine must do, and what it answers. Everything else in this room knows no engine.

The setting ``SEARCH_ENGINE`` chooses one, see ``engines``. Where its index lies, how one index follows
another and what keeps two writers apart are its own affair. ``tests/search/engine_contract.py`` holds what
any must pass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from django.utils.translation import gettext_lazy

from articles.search.analysis import Variants
from articles.search.documents import Document
from articles.search.parsing import Note
from articles.search.query import Query
from articles.search.tree import Node

Matched = Literal["words", "stems", "keys"]
MATCHED: tuple[Matched, ...] = ("words", "stems", "keys")
Step = Literal["year", "month", "day"]
FACETS = ("source", "section", "language", "place", "person")
REBUILD = gettext_lazy("Run: manage.py index rebuild")


class IndexMissing(Exception):
    """There is no index that fits this archive, or it cannot be used; the message says what to do."""


class IndexAway(IndexMissing):
    """It does not answer for now, and may be whole: to be waited for, not to be made anew."""


class IndexBusy(Exception):
    """Another process writes to the index."""


class Position(NamedTuple):
    """Where a hit stands in the order of time. What is added or taken away elsewhere does not move it."""

    undated: bool  # those come last
    key: int | None  # the engine's own


BEGINNING = Position(False, None)  # before the first hit


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: int
    score: float
    matched: Matched = "words"  # why: as typed, inflected, or as a name in other letters
    position: Position | None = None  # where hits after one were asked for


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: int | str  # a database id, UNKNOWN (0) for articles without; a language code
    count: int

    @property
    def order(self) -> tuple[int, str]:
        """Most articles first; of as many, the lower id, or the code that the alphabet has first."""
        return -self.count, self.value if isinstance(self.value, str) else f"{self.value:020}"


@dataclass(frozen=True, slots=True)
class Results:
    total: int
    hits: tuple[Hit, ...]
    # An engine may still be counting: what is not counted yet is waited for when it is looked at.
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    histogram: tuple[tuple[int, int], ...] = ()  # (yyyy, yyyymm or yyyymmdd; count), in order
    took_ms: float = 0.0
    # Of all that is found, how much was found how; where it was asked for (``Request.by_kind``).
    by_kind: Mapping[Matched, int] = field(default_factory=dict)
    near: int = 0  # further articles, with a spelling that may be the same name
    variants: Mapping[str, Variants] = field(default_factory=dict)  # by what each word was looked for
    suggestion: str = ""  # another spelling of the text that finds more
    notes: tuple[Note, ...] = ()  # what of the text was not understood


@dataclass(frozen=True, slots=True)
class Request:
    """A query after parsing and resolving: the tree holds no names, the query no text that matters."""

    query: Query
    tree: Node | None = None
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    facet_limit: int = 12
    histogram: Step | None = None
    by_kind: bool = False
    how: bool = True  # whether each hit is told by what it was found; else it may say "words" of all
    # Hits after this one, in the order of time: the oldest or else the newest first. Instead of an offset.
    after: Position | None = None


class Reader(Protocol):
    """Answers from the last commit. Cheap to ask again after ``refresh``."""

    def refresh(self) -> None:
        """Sees what was committed meanwhile."""

    def changed_at(self) -> float:
        """When the last commit was made, in seconds since 1970."""

    def search(self, request: Request) -> Results:
        """Raises ValueError for an unknown facet."""

    def ids(self, request: Request) -> Sequence[int]:
        """All articles that are found, in the order of ids, whatever limit and offset the request has."""

    def digests(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """(article id, digest) of every document with ``first <= id <= last``, in order of ids."""

    def count(self) -> int:
        """All documents."""

    def frequency(self, word: str) -> int:
        """How many documents hold this folded word; those deleted count no more."""

    def held(self, word: str, language: str = "") -> int:
        """How many documents, of all languages or of one, hold this folded word; some may be gone."""

    def terms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """The terms of ``stems`` or ``names`` that begin so, with the number of their documents."""

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The most frequent folded words that begin so, with the number of their documents."""


class Writer(Protocol):
    """The one writer of an index. Nothing counts before ``commit``; leaving without it forgets."""

    def put(self, document: Document) -> None:
        """Adds the document, in place of an older one of the same article."""

    def add(self, document: Document) -> None:
        """Adds a document of an article that is not in the index."""

    def delete(self, article_id: int) -> None: ...

    def commit(self) -> Collection[int]:
        """Returns the ids of articles that the index refused; all others are found from now on."""

    def close(self) -> None:
        """Waits for background work. The writer is of no use afterwards."""


class Draft(Protocol):
    """A new, empty index beside the one in use, which readers do not see yet."""

    def writer(self) -> Writer: ...

    def switch(self) -> None:
        """From now on readers use this one, whose writer is closed; the one before may be kept."""


class Engine(Protocol):
    """The index of this archive. What fails in it is ``IndexMissing``, whatever the engine calls it."""

    def reader(self) -> Reader:
        """Sees the last commit; cheap to ask for each time. Raises ``IndexMissing``."""

    def reading(self) -> AbstractContextManager[Reader]:
        """A reader opened anew, for who looks at all of the index. Raises ``IndexMissing``, also within."""

    def writing(self, *, wait: bool = True) -> AbstractContextManager[None]:
        """One process at a time is within, of all that share the index; ``writer`` and ``begin`` want it.

        Raises ``IndexBusy`` at once where another is and we do not ``wait``; ``IndexMissing`` also for what
        fails within.
        """

    def writer(self) -> Writer:
        """Of the index in use. Raises ``IndexMissing``."""

    def begin(self) -> Draft:
        """Clears away what was begun and broken off before."""

    def exists(self) -> bool:
        """Whether an index is in use, be it one that does not fit."""

    def standing_in(self) -> str | None:
        """A sentence where readers have an older index until a damaged one is made anew; else None."""

    def elsewhere(self) -> str | None:
        """A sentence where another server keeps an index of its own of this archive; else None."""

    def forget_older(self) -> None:
        """No older index is kept to stand in: articles that it holds have gone since."""

    def problem(self) -> str | None:
        """None where readers can search; else a sentence with what to do. Raises ``IndexAway``."""
