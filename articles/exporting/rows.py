"""Records of many articles as values, straight from the rows of the database: what a whole export writes.

The same as ``values(record_of(article), RECORD)`` of each, but quicker: of a hundred thousand articles no
models, evidence or codes are made, only to be taken apart again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import get_language

from articles.exporting.batches import Met, mentions_of
from articles.exporting.record import as_when, gone_at, published_values, vanished_at, worded_in
from articles.models import Article, Reading
from articles.models.database import among
from articles.text.codes import stored_code

RECORD = (
    *("public_id", "status", "url", "language", "source", "section", "place", "agency", "headline", "byline"),
    *("published", "sha256", "encoding", "media_type", "item", "gone_at", "caption", "body", "teasers"),
    *("persons", "evidence", "doubts", "doubt_codes", "needs_review", "reader_version"),
)
_FACTS = (  # texts, the first keys of RECORD
    *("public_id", "status", "original_url", "language", "source__name", "section__name", "place__name"),
    *("agency", "headline", "byline"),
)
_FACT_KEYS = RECORD[: len(_FACTS)]
_OTHERS = (
    *("pk", "original", "item", "address", "caption", "body"),
    *("original__sha256", "original__encoding", "original__media_type", "original__closed"),
    *("published_from", "published_time", "published_timezone", "published_precision"),
)


class _Read(NamedTuple):
    version: str = ""
    fields: Mapping[str, Any] = {}
    evidence: Mapping[str, Any] = {}
    doubts: Sequence[Any] = ()


_NOT_READ = _Read()


def values_of_articles(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """By key, those of them that are public: the keys ``RECORD``, in that order. Four queries."""
    rows = list(Article.objects.public().filter(pk__in=among(ids)).values_list(*_OTHERS, *_FACTS))
    vanished = vanished_at(row[3] for row in rows)
    readings = _readings_of({pk: (original, item) for pk, original, item, *_ in rows})
    mentions = mentions_of(row[0] for row in rows)
    language = get_language()
    told = {}
    for pk, _, item, address, caption, body, sha256, encoding, media_type, closed, *others in rows:
        date, time, timezone, precision, *facts = others
        read = readings.get(pk, _NOT_READ)
        one: dict[str, Any] = {name: text or None for name, text in zip(_FACT_KEYS, facts, strict=True)}
        one["published"] = published_values(as_when(date, time, timezone, precision)) if date else None
        one["sha256"] = sha256 or None
        one["encoding"] = encoding or None
        one["media_type"] = media_type or None
        one["item"] = item
        one["gone_at"] = gone_at(vanished.get(address or 0)) or None
        one["caption"] = caption or None
        one["body"] = body
        one["teasers"] = [] if closed else read.fields.get("teasers", [])
        one["persons"] = _persons(mentions.get(pk, ()))
        one["evidence"] = {name: _evidence(each, language) for name, each in read.evidence.items()}
        one["doubts"] = [_told(each, language)[0] for each in read.doubts]
        one["doubt_codes"] = [_told(each, language)[1] for each in read.doubts]
        one["needs_review"] = one["status"] == Article.Status.IN_REVIEW
        one["reader_version"] = read.version or None
        told[pk] = one
    return told


def _readings_of(wanted: Mapping[int, tuple[int, int]]) -> dict[int, _Read]:
    """By article: the newest reading of its place on its original."""
    rows = Reading.objects.filter(article__in=among(list(wanted))).order_by("pk")
    columns = ("reader_version", "fields", "evidence", "doubts")
    return {
        article: _Read(*read)
        for article, original, item, *read in rows.values_list("article", "original", "item", *columns)
        if wanted[article] == (original, item)
    }


def _persons(mentions: Iterable[Met]) -> list[dict[str, Any]]:
    """In the order in which they are met."""
    found: dict[int, dict[str, Any]] = {}
    for _, start, end, field, surface, person, name in mentions:
        if (one := found.get(person)) is None:
            one = found[person] = {"id": person, "name": name, "spans": [], "names": [], "mentions": []}
        if field == "body":
            one["spans"].append((start, end))
        if surface not in one["names"]:
            one["names"].append(surface)
        one["mentions"].append({"field": field, "start": start, "end": end, "surface": surface})
    return list(found.values())


def _evidence(each: Mapping[str, Any], language: str | None) -> dict[str, Any]:
    words, code = _told(each["rule"], language)
    start, end = each.get("start"), each.get("end")
    return {"lines": each["lines"], "rule": words, "rule_code": code, "start": start, "end": end}


def _told(stored: Mapping[str, Any], language: str | None) -> tuple[str, dict[str, Any]]:
    """A stored code in words, and as the API tells it: most are the same few."""
    try:
        return _told_before(tuple(stored.items()), language)
    except TypeError:  # lists and codes among its parameters
        return _told_now(stored, language)


def _told_now(stored: Mapping[str, Any], language: str | None) -> tuple[str, dict[str, Any]]:
    code = stored_code(stored)
    return worded_in(code, language), code.as_json()


@lru_cache(maxsize=1000)
def _told_before(stored: tuple[tuple[str, Any], ...], language: str | None) -> tuple[str, dict[str, Any]]:
    return _told_now(dict(stored), language)
