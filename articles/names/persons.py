"""The persons of one article, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One occurrence of a person's name; offsets are code points within the field, half-open."""

    field: str  # "headline", "caption" or "body"
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    """One person of one article: the fullest name in the article's language, all spellings, all mentions."""

    name: str
    names: tuple[str, ...]  # every full spelling met, the chosen name first
    mentions: tuple[PersonMention, ...]
    extractor: str
    version: str
