"""What the reader gives back: plain values, no Django.

One file (bytes) is read into one :class:`Page`, which holds one or more :class:`Item`. Every text
field is verbatim as it stands in the decoded text. Line numbers count from 1; character offsets
are Unicode code points from the start of the line, half-open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from articles.names.persons import PersonFound, PersonMention
from articles.text.codes import Code

__all__ = [
    "HTML",
    "JSON",
    "PLAIN_TEXT",
    "Evidence",
    "Hints",
    "Item",
    "Line",
    "Page",
    "PersonFound",
    "PersonMention",
    "Precision",
    "Published",
    "Rejected",
    "Role",
]


PLAIN_TEXT = "text/plain"  # the media types of what the reader reads
HTML = "text/html"
JSON = "application/json"  # an object with ``text`` or ``html``, and what else is known


class Role(StrEnum):
    """What one line of the page is."""

    CAPTION = "caption"
    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    END_MARK = "end mark"
    SECTION = "section"
    TIME_STAMP = "time stamp"
    BYLINE = "byline"
    TEASER = "teaser"
    FURNITURE = "furniture"
    BLANK = "blank"


class Precision(StrEnum):
    """How exactly a date is known; ``MINUTE`` means that the local time is known too."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"


class Rejected(Exception):
    """The bytes cannot become an article; ``why`` is the reason."""

    def __init__(self, why: Code) -> None:
        super().__init__(why)  # its only argument, so that it can be pickled
        self.why = why


@dataclass(frozen=True, slots=True)
class Hints:
    """What whoever imports the file says about it. A hint wins over what the text says."""

    source: str = ""  # domain or name of the outlet
    section: str = ""
    language: str = ""  # ISO 639-1
    timezone: str = ""  # IANA name
    url: str = ""
    published: str = ""  # ISO 8601 date, date and time, year-month or year
    path: str = ""  # the file's path as given; may name the source's folder

    def or_else(self, other: Hints) -> Hints:
        """These, and what they do not say as ``other`` says it."""
        return Hints(  # each by name: asked for every file there is
            source=self.source or other.source,
            section=self.section or other.section,
            language=self.language or other.language,
            timezone=self.timezone or other.timezone,
            url=self.url or other.url,
            published=self.published or other.published,
            path=self.path or other.path,
        )


@dataclass(frozen=True, slots=True)
class Published:
    """A local date, the local time and zone if known; an imprecise date starts a half-open interval."""

    date: dt.date  # for YEAR and MONTH: the first day of the interval
    time: dt.time | None = None
    timezone: str | None = None
    precision: Precision = Precision.DAY


class Line(NamedTuple):  # a page has hundreds: the lightest record there is
    n: int
    role: Role
    text: str  # as decoded, without its line end


class Evidence(NamedTuple):
    """Why a field has its value: the lines it was taken from and the rule that took it."""

    lines: tuple[int, ...]  # empty where a hint gave the value
    rule: Code
    start: int | None = None  # characters within the first of the lines, where the field is part of one
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item (article) of a page. Text fields are "" where the page does not say."""

    number: int  # from 1
    language: str  # ISO 639-1, or "und"
    source: str
    headline: str
    caption: str
    byline: str
    place: str
    agency: str
    section: str
    published: Published | None
    body: str  # paragraphs separated by one blank line
    teasers: tuple[str, ...]
    persons: tuple[PersonFound, ...]
    lines: tuple[Line, ...]  # every line of the page, with the role it has for this item
    evidence: dict[str, Evidence] = field(default_factory=dict)
    doubts: tuple[Code, ...] = ()
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All of one file."""

    sha256: str
    size: int  # bytes
    encoding: str  # Python codec name; "utf-8-sig" for UTF-8 with a byte order mark
    items: tuple[Item, ...]
    reader_version: str
