"""What an engine must do, and what it answers. Everything else in this room knows no engine.

An engine is opened by a module with ``SCHEMA``, ``create(folder)``, ``open_reader(folder)`` and
``open_writer(folder)``; see ``tantivy_engine``. ``tests/search/engine_contract.py`` holds what any must pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from articles.search.documents import Document
from articles.search.query import Query
from articles.search.tree import Node

Matched = Literal["words", "stems", "keys"]
Step = Literal["year", "month", "day"]
FACETS = ("source", "section", "language", "place", "person")


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: int
    score: float
    matched: Matched = "words"  # why: as typed, inflected, or as a name in other letters


@dataclass(frozen=True, slots=True)
class FacetCount:
    value: int | str  # a database id, UNKNOWN (0) for articles without; a language code
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    total: int
    hits: tuple[Hit, ...]
    # An engine may still be counting: what is not counted yet is waited for when it is looked at.
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    histogram: tuple[tuple[int, int], ...] = ()  # (yyyy, yyyymm or yyyymmdd; count), in order
    took_ms: float = 0.0
    suggestion: str = ""  # another spelling of the text that finds more


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


class Reader(Protocol):
    """Answers from the last commit. Cheap to ask again after ``refresh``."""

    def refresh(self) -> None:
        """Sees what was committed meanwhile."""

    def search(self, request: Request) -> Results:
        """Raises ValueError for an unknown facet."""

    def digests(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """(article id, digest) of every document with ``first <= id <= last``, in order of ids."""

    def count(self) -> int:
        """All documents."""

    def frequency(self, word: str) -> int:
        """How many documents hold this folded word."""

    def completions(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The most frequent folded words that begin so, with the number of their documents."""


class Writer(Protocol):
    """The one writer of an index. Nothing counts before ``commit``; leaving without it forgets."""

    def put(self, document: Document) -> None:
        """Adds the document, in place of an older one of the same article."""

    def add(self, document: Document) -> None:
        """Adds a document of an article that is not in the index."""

    def delete(self, article_id: int) -> None: ...

    def commit(self) -> None: ...

    def close(self) -> None:
        """Waits for background work. The writer is of no use afterwards."""
