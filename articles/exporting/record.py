"""The Record: what an article is, as values. Every way out writes from it.

``Facts`` are what a list knows of an article; a ``Record`` has its texts, its people and the reasons, too: of
an article in the archive, or of an item of a page that was only read. "" stands for what is not known; it is
None among the ``values``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from articles.models import Article, Vanished
from articles.reading.model import PLAIN_TEXT, Evidence, Item, Line, Page, PersonMention
from articles.text.codes import Code, stored_code
from articles.text.periods import clock, date_text, iso_text
from articles.wording.codes import worded


@dataclass(frozen=True, slots=True)
class When:
    date: str  # by its precision: "2020", "2020-10" or "2020-10-31"
    time: str  # local: "19:19", with seconds only where the text has them
    timezone: str  # IANA name
    precision: str  # "year", "month", "day" or "minute"

    @property
    def iso(self) -> str:
        """Date, time and offset in one, as far as they are known: ``2020-10-31T19:19+04:00``."""
        return iso_text(self.date, self.time, self.timezone)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    names: tuple[str, ...]  # every spelling met
    mentions: tuple[PersonMention, ...]  # in all fields
    id: int = 0  # in the archive

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Of the mentions in the body: code points, half-open."""
        return tuple([(each.start, each.end) for each in self.mentions if each.field == "body"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    public_id: str
    status: str
    url: str  # where it was first published
    language: str  # ISO 639-1, or "und"
    source: str
    section: str
    place: str
    agency: str
    headline: str
    byline: str
    published: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Facts):
    sha256: str  # of the Original it was read from
    encoding: str  # of that
    media_type: str  # of that
    item: int  # its number there, from 1
    gone_at: str  # when it was first seen that its address answers no more, in UTC: ISO 8601
    caption: str
    body: str  # paragraphs separated by one blank line
    teasers: tuple[str, ...]  # raw lines: none where the Original is closed
    persons: tuple[Person, ...]
    lines: tuple[Line, ...]  # with the role of each; only of a page that is being read
    evidence: dict[str, Evidence]
    doubts: tuple[Code, ...]
    needs_review: bool
    reader_version: str

    @property
    def doubt_codes(self) -> tuple[Code, ...]:
        """The same, which ``values`` does not put into words."""
        return self.doubts


FIELDS = ("headline", "caption", "body")  # that hold mentions, as they are read

# What there is to say of an item that was only read, in this order; the archive adds the rest.
READ = (
    *("item", "sha256", "encoding", "language", "source", "headline", "caption", "byline", "place", "agency"),
    *("section", "published", "body", "teasers", "persons", "lines", "evidence", "doubts", "doubt_codes"),
    *("needs_review", "reader_version"),
)


def when_of(article: Article) -> When | None:
    day, time = article.published_from, article.published_time
    if day is None:
        return None
    return as_when(day, time, article.published_timezone, article.published_precision)


def facts_of(article: Article) -> Facts:
    """Asks the database nothing where the article came ``with_names``."""
    return Facts(**facts_values(article))


def record_of(article: Article) -> Record:
    """Asks for its Original, the newest reading of that, and the people mentioned."""
    original = article.original
    reading = article.newest_reading()
    return Record(
        **facts_values(article),
        sha256=original.sha256,
        encoding=original.encoding,
        media_type=original.media_type,
        item=article.item,
        gone_at=gone_at(vanished_at([article.address]).get(article.address or 0)),
        caption=article.caption,
        body=article.body,
        teasers=() if original.closed or not reading else tuple(reading.fields.get("teasers", ())),
        persons=_people_of(article),
        lines=(),
        evidence=stored_evidence(reading.evidence) if reading else {},
        doubts=tuple(map(stored_code, reading.doubts)) if reading else (),
        needs_review=article.status == Article.Status.IN_REVIEW,
        reader_version=reading.reader_version if reading else "",
    )


def vanished_at(addresses: Iterable[int | None]) -> dict[int, dt.datetime]:
    """By the keys of addresses: when it was first seen that one answers no more."""
    keys = {key for key in addresses if key is not None}
    rows = Vanished.objects.filter(address__in=keys).order_by("-seen_at") if keys else ()
    return {one.address: one.seen_at for one in rows}  # the earliest of each


def gone_at(seen: dt.datetime | None) -> str:
    return seen.astimezone(dt.UTC).isoformat(timespec="seconds") if seen else ""


def records_of(page: Page, url: str = "") -> list[Record]:
    """Of each item of a page that was read; nothing of it need be in the archive."""
    return [_record_of_item(page, item, url) for item in page.items]


def _record_of_item(page: Page, item: Item, url: str) -> Record:
    when = item.published
    return Record(
        public_id="",
        status="",
        url=url,
        language=item.language,
        source=item.source,
        section=item.section,
        place=item.place,
        agency=item.agency,
        headline=item.headline,
        byline=item.byline,
        published=as_when(when.date, when.time, when.timezone or "", when.precision) if when else None,
        sha256=page.sha256,
        encoding=page.encoding,
        media_type=PLAIN_TEXT,
        item=item.number,
        gone_at="",
        caption=item.caption,
        body=item.body,
        teasers=item.teasers,
        persons=tuple(person_of(person.name, person.names, person.mentions) for person in item.persons),
        lines=item.lines,
        evidence=item.evidence,
        doubts=item.doubts,
        needs_review=item.needs_review,
        reader_version=page.reader_version,
    )


def facts_values(article: Article) -> dict[str, Any]:
    return {
        "public_id": article.public_id,
        "status": article.status,
        "url": article.original_url,
        "language": article.language,
        "source": article.source.name if article.source else "",
        "section": article.section.name if article.section else "",
        "place": article.place.name if article.place else "",
        "agency": article.agency,
        "headline": article.headline,
        "byline": article.byline,
        "published": when_of(article),
    }


def as_when(date: dt.date, time: dt.time | None, timezone: str, precision: str) -> When:
    return When(date_text(date, precision), clock(time) if time else "", timezone, str(precision))


def person_of(name: str, names: Iterable[str], mentions: Iterable[PersonMention], id: int = 0) -> Person:
    return Person(name, tuple(names), tuple(mentions), id)


def _people_of(article: Article) -> tuple[Person, ...]:
    """In the order in which they are met, each by the name that the archive has for them."""
    found: dict[tuple[int, str], list[PersonMention]] = defaultdict(list)
    standing = article.mentions.standing().select_related("person")
    for mention in sorted(standing, key=lambda one: (FIELDS.index(one.field), one.start)):
        assert mention.person is not None  # noqa: S101 - for the type checker
        who = (mention.person.pk, mention.person.name)
        found[who].append(PersonMention(mention.field, mention.start, mention.end, mention.surface))
    return tuple(
        person_of(name, dict.fromkeys(each.surface for each in mentions), mentions, id)
        for (id, name), mentions in found.items()
    )


def stored_evidence(stored: dict[str, dict[str, Any]]) -> dict[str, Evidence]:
    return {
        name: Evidence(tuple(each["lines"]), stored_code(each["rule"]), each.get("start"), each.get("end"))
        for name, each in stored.items()
    }


def values(facts: Facts, names: Iterable[str] = ()) -> dict[str, Any]:
    """As plain values for JSON, of these fields (all without names), in this order.

    None for what is not known; ``body`` is always text. A date-time is an object, see ``When``.
    """
    every = (*facts.__dataclass_fields__, *(["doubt_codes"] if isinstance(facts, Record) else []))
    found = {name: getattr(facts, name) for name in names or every}
    return {name: _VALUES.get(name, _or_none)(value) for name, value in found.items()}


@lru_cache(maxsize=1000)
def worded_in(code: Code, language: str | None) -> str:
    """Most codes are the same few, in thousands of articles."""
    return worded(code)


def _or_none(value: Any) -> Any:
    return None if value == "" else value


def published_values(when: When | None) -> dict[str, str | None] | None:
    if when is None:
        return None
    return {
        "date": when.date or None,
        "time": when.time or None,
        "timezone": when.timezone or None,
        "precision": when.precision or None,
    }


def _evidence_values(evidence: dict[str, Evidence]) -> dict[str, Any]:
    language = get_language()
    return {
        name: {
            "lines": list(each.lines),
            "rule": worded_in(each.rule, language),
            "rule_code": each.rule.as_json(),
            "start": each.start,
            "end": each.end,
        }
        for name, each in evidence.items()
    }


def _person_values(person: Person) -> dict[str, Any]:
    told: dict[str, Any] = {"id": person.id} if person.id else {}
    told["name"] = person.name
    told["spans"] = [[each.start, each.end] for each in person.mentions if each.field == "body"]
    told["names"] = list(person.names)
    told["mentions"] = [
        {"field": each.field, "start": each.start, "end": each.end, "surface": each.surface}
        for each in person.mentions
    ]
    return told


_VALUES: dict[str, Any] = {
    "body": str,
    "published": published_values,
    "teasers": list,
    "persons": lambda persons: [_person_values(each) for each in persons],
    "lines": lambda lines: [{"n": each.n, "role": each.role.value, "text": each.text} for each in lines],
    "evidence": _evidence_values,
    "doubts": lambda doubts: [worded_in(each, get_language()) for each in doubts],
    "doubt_codes": lambda doubts: [each.as_json() for each in doubts],
}
