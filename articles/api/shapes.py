"""What operations answer, as the description of the API has it."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class Shape(Schema):
    model_config = ConfigDict(extra="forbid")


class ProblemDocument(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = Field(default_factory=list, description='each {"in", "detail"}')


class Published(Shape):
    """As precise as it is known: 2020, 2020-10 or 2020-10-31; local time."""

    date: str
    time: str | None
    timezone: str | None
    precision: Literal["year", "month", "day", "minute"]


class Mention(Shape):
    field: Literal["headline", "caption", "body"]
    start: int
    end: int
    surface: str


class PersonMentioned(Shape):
    """`spans` are those in the body: code points, half-open."""

    id: int | None = None
    name: str
    spans: list[list[int]]
    names: list[str]
    mentions: list[Mention]


class Span(Shape):
    field: Literal["headline", "body"]
    start: int
    end: int


class Spelled(Shape):
    """A name as the article has it, and as it was typed."""

    here: str
    typed: str


class Version(Shape):
    sha256: str
    size: int
    media_type: str
    kept_since: str
    shown: bool
    bytes: str


class Reprint(Shape):
    """Another article of the same story; `first`: it is known to have been published before all others."""

    public_id: str
    source: str | None
    published: Published | None
    first: bool
    address: str
    difference: str | None = Field(description="None where a name is taken out of one of the two")


class Reprints(Shape):
    """Some of the others of an article's story, the earliest first."""

    total: int
    reprints: list[Reprint]
    next_address: str | None


class Origin(Shape):
    agency: str
    domain: str
    said_by: int = Field(description="articles that credit it")


class Article(Shape):
    """Only `public_id` is always there: `fields=` chooses from the others; None: not known."""

    public_id: str
    title: str | None = Field(None, description="the headline, or the first words where there is none")
    has_headline: bool | None = None
    status: str | None = None
    url: str | None = Field(None, description="where it was first published")
    language: str | None = None
    source: str | None = None
    source_slug: str | None = None
    section: str | None = None
    section_slug: str | None = None
    place: str | None = None
    place_slug: str | None = None
    agency: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: Published | None = None
    address: str | None = Field(None, description="its page here")
    updated_at: str | None = None
    matched: Literal["words", "stems", "keys"] | None = Field(
        None, description="why it was found: as typed, in another form, or as a name spelled otherwise"
    )
    spelled: Spelled | None = None
    snippet: str | None = None
    highlights: list[Span] | None = None
    sha256: str | None = None
    encoding: str | None = None
    media_type: str | None = None
    item: int | None = None
    gone_at: str | None = Field(None, description="when it was seen that its address answers no more")
    caption: str | None = None
    body: str | None = None
    teasers: list[str] | None = None
    persons: list[PersonMentioned] | None = None
    evidence: dict[str, Any] | None = Field(None, description="for each field its lines and the rule")
    doubts: list[str] | None = None
    doubt_codes: list[dict[str, Any]] | None = None
    needs_review: bool | None = None
    reader_version: str | None = None
    versions: list[Version] | None = None
    folded: list[str] | None = Field(
        None, description="public ids of its reprints in this part of a list, with `reprints=fold`"
    )
    origin: Origin | None = Field(None, description="the agency that it and its reprints credit most")
    reprints: list[Reprint] | None = Field(None, description="much the same text, the earliest first; a few")
    reprints_total: int | None = Field(None, description="how many there are")
    reprints_rest: str | None = Field(None, description="where the others are told; None: there are no more")


class Stretch(Shape):
    """Words that both texts have (`same`), or only the earlier (`out`) or the later (`in`)."""

    change: Literal["same", "out", "in"]
    kind: Literal["number", "name"] | None = Field(description="where the other text has it less often")
    text: str


class Part(Shape):
    name: Literal["headline", "caption", "body"]
    changed: bool
    stretches: list[Stretch]


class Difference(Shape):
    """Put together, what is `same` and what is `in` are the later text, character for character."""

    before: str = Field(description="SHA-256 of the earlier version, or a public id")
    after: str
    parts: list[Part]
    told: list[Stretch] = Field(description="numbers and names that changed, each once")


class Note(Shape):
    """What of the words was not understood, and where: code points, half-open."""

    start: int
    end: int
    message: str


class FacetValue(Shape):
    value: str = Field(description="as the parameter of that name takes it")
    label: str
    count: int


class Count(Shape):
    period: str = Field(description="2020, 2020-10 or 2020-10-31")
    count: int


class FoundBy(Shape):
    """Of the total, how much was found how: as typed, in another form, or as a name spelled otherwise."""

    words: int
    stems: int
    keys: int
    near: int = Field(description="further articles, with a spelling that may be the same name; not in total")


class Articles(Shape):
    total: int
    found_by: FoundBy | None = Field(
        description="null without words, of very long questions, and in the parts after the first"
    )
    sort: Literal["relevance", "newest", "oldest"]
    articles: list[Article]
    next: str | None = Field(description="the cursor of the part after this one")
    next_address: str | None
    notes: list[Note]
    suggestion: str | None = Field(description="another spelling of the words that may have been meant")
    facets: dict[str, list[FacetValue]] | None = None
    histogram: list[Count] | None = None


class Line(Shape):
    n: int
    role: str
    text: str


class Original(Shape):
    public_id: str
    sha256: str
    size: int
    encoding: str
    media_type: str
    kept_since: str
    line_count: int
    lines: list[Line]
    next: int | None = Field(description="`after` of the lines behind these")
    bytes: str


class NameShown(Shape):
    text: str
    language: str
    script: str


class Companion(Shape):
    id: int
    name: str
    articles: int


class PersonListed(Shape):
    id: int
    name: str
    standing: str
    wikidata_id: str | None
    articles: int
    address: str


class Person(PersonListed):
    description: str
    names: list[NameShown]
    timeline: list[Count]
    company: list[Companion]


class Persons(Shape):
    persons: list[PersonListed]
    next: int | None = Field(description="`after` of those behind these")


class CompanyOfPeriod(Shape):
    period: str
    articles: int
    company: list[Companion]


class Company(Shape):
    id: int
    periods: list[CompanyOfPeriod]


class FiledName(Shape):
    name: str
    language: str


class Filed(Shape):
    slug: str
    name: str
    articles: int
    address: str
    domain: str | None = None
    timezone: str | None = None
    country: str | None = None
    names: list[FiledName] | None = None


class FiledList(Shape):
    rows: list[Filed]
    next: str | None = Field(description="`after` of those behind these")


class Dates(Shape):
    total: int
    undated: int | None = Field(description="told by year only")
    counts: list[Count]


class Suggestion(Shape):
    kind: str
    label: str
    address: str
    note: str


class Suggestions(Shape):
    suggestions: list[Suggestion]


class Parsed(Shape):
    items: list[dict[str, Any]]


class Match(Shape):
    id: int
    name: str
    score: float
    reason: str
    address: str


class Matched(Shape):
    name: str
    persons: list[Match]


class Matches(Shape):
    matches: list[Matched]


class Root(Shape):
    version: str
    documentation: str
    description: str
    operations: list[str]


Answers = dict[int, Any]


def told(shape: Any, *statuses: int) -> Answers:
    """What an operation may answer: ``shape``, these problems, and those that may meet any request."""
    return {200: shape} | dict.fromkeys(sorted({*statuses, 401, 406, 429, 500, 503}), ProblemDocument)
