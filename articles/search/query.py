"""A question to the archive: what was typed, and what was chosen beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from articles.search.parsing import Note
from articles.search.tree import Choice, Node

UNKNOWN = 0  # as an id: the article has no source, section or place


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Spelling(StrEnum):
    """Which spellings of a name count that are not as typed."""

    SURE = ""
    NEAR = "near"  # those, too, that only may be the same name
    OTHER = "other"  # nothing but other spellings: what is as typed is left out


@dataclass(frozen=True, slots=True)
class Query:
    """Values within one field are alternatives, fields must all hold. Hashable, to be a cache's key.

    Days are the local days of the articles, both ends inclusive; an article whose date is known to the
    month or year matches when the two overlap.
    """

    text: str = ""  # in the language of `articles.search.parsing`
    sources: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    undated: bool = False  # only articles without a date
    sort: Sort = Sort.RELEVANCE  # of filters, prefixes and exclusions alone it means the newest
    exact: bool = False  # words as typed: no stems, no other scripts
    spelling: Spelling = Spelling.SURE
    excluded: tuple[Choice, ...] = ()  # articles with any of these values are left out


class Called(NamedTuple):
    """What a name in a query stands for."""

    ids: tuple[int, ...] = ()
    is_cut: bool = False  # more are called so than are searched for
    is_skipped: bool = False  # the time for looking names up was spent before


Meanings = Mapping[tuple[str, str], Called]  # by field and name as typed


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that was parsed and whose names were looked up: to be handed on, never asked for twice."""

    query: Query  # with the choices of its text among its filters
    tree: Node | None  # the rest
    notes: tuple[Note, ...]  # what was not understood
    names: Meanings = field(default_factory=dict, compare=False)  # what the names in the text became

    def sorted_by(self, sort: Sort) -> Resolved:
        return replace(self, query=replace(self.query, sort=sort))
