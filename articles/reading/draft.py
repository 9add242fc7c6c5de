"""What is known so far of an item while it is being read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from articles.reading.lines import PageLines
from articles.reading.model import Evidence, Hints
from articles.reading.signs.datelines import Dateline
from articles.reading.signs.stamps import Stamp
from articles.reading.signs.vocabulary import Vocabulary
from articles.text.codes import Code

SMALL_PAGE = 60  # nonblank lines; a longer page has menus, whose entries mean nothing


@dataclass(frozen=True, slots=True)
class Beside:
    """What the markup of a page says of its lines, and of the article. Lines by their index."""

    leans: dict[int, float] = field(default_factory=dict)  # for being the text, as scores are
    headings: dict[int, int] = field(default_factory=dict)  # their rank, from 1
    titles: tuple[tuple[Code, str], ...] = ()  # (rule, value), as all that follow
    titled: frozenset[int] = frozenset()  # named as titles are
    published: tuple[tuple[Code, str], ...] = ()
    times: dict[int, str] = field(default_factory=dict)  # moments of <time>
    sections: tuple[tuple[Code, str], ...] = ()
    bylines: tuple[tuple[Code, str], ...] = ()
    languages: tuple[tuple[Code, str], ...] = ()
    site: str = ""
    again: frozenset[int] = frozenset()  # lines that another reader takes for the text


NOTHING_BESIDE = Beside()


@dataclass(slots=True)
class Draft:
    page: PageLines
    hints: Hints
    added: Vocabulary  # names that editors added
    collected: dt.date | None = None  # the date of the collector's prefix
    collected_line: int = 0
    first: int = 0  # the item's lines within the page, half-open
    stop: int = 0
    dateline: Dateline | None = None
    dateline_line: int | None = None
    end_line: int | None = None  # the line that carries the end mark
    closed_by_dashes: bool = False  # lone dashes, each before another item's lead, follow the text
    evidence: dict[str, Evidence] = field(default_factory=dict)
    doubts: list[Code] = field(default_factory=list)
    needs_review: bool = False
    scores: dict[int, float] = field(default_factory=dict)  # of each line: how likely it is the text
    stamps: list[Stamp] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    breadcrumb: tuple[int, str] | None = None
    labelled: tuple[int, str] | None = None  # the line and value of ``Category: …``
    entries: set[int] = field(default_factory=set)  # lines of lists of other items
    beside: Beside = NOTHING_BESIDE
    byline: str = ""
    agency: str = ""
    place: str = ""
    teasers: list[int] = field(default_factory=list)

    @property
    def bounded(self) -> bool:
        return self.dateline is not None or self.end_line is not None

    def note(
        self, name: str, rule: Code, *lines: int, start: int | None = None, end: int | None = None
    ) -> None:
        """Keep why a field has its value; ``lines`` are indexes, evidence counts from 1."""
        self.evidence[name] = Evidence(tuple([line + 1 for line in lines]), rule, start, end)

    def paragraphs(self, body: list[int]) -> list[str]:
        """The body's paragraphs as they are written; lines of hard-wrapped text are joined by a blank."""
        return [self.page.written(i) for i in body]
