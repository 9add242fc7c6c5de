"""The Records of many articles at once: five queries, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from articles.exporting.record import (
    FIELDS,
    Person,
    Record,
    facts_values,
    gone_at,
    person_of,
    stored_evidence,
    vanished_at,
)
from articles.models import Article, Mention, Original, Reading
from articles.models.database import among
from articles.reading.model import PersonMention
from articles.text.codes import stored_code

_Read = tuple[str, Any, Any, Any]  # of a reading: its reader's version, fields, evidence, doubts
Met = tuple[int, int, int, str, str, int, str]  # a mention; first what they are ordered by
_ORDER = {name: n for n, name in enumerate(FIELDS)}
_NOT_READ: _Read = ("", {}, {}, ())


def records_of_articles(articles: Sequence[Article]) -> list[Record]:
    """As ``record_of`` for each; the articles came ``with_names``."""
    originals: dict[int, Any] = {
        pk: rest
        for pk, *rest in Original.objects.filter(pk__in={one.original_id for one in articles}).values_list(
            "pk", "sha256", "encoding", "media_type", "closed"
        )
    }
    vanished = vanished_at(one.address for one in articles)
    readings, mentions = _readings_of(articles), mentions_of([one.pk for one in articles])
    records = []
    for article in articles:
        version, fields, evidence, doubts = readings.get(article.pk, _NOT_READ)
        sha256, encoding, media_type, closed = originals[article.original_id]
        records.append(
            Record(
                **facts_values(article),
                sha256=sha256,
                encoding=encoding,
                media_type=media_type,
                item=article.item,
                gone_at=gone_at(vanished.get(article.address or 0)),
                caption=article.caption,
                body=article.body,
                teasers=() if closed else tuple(fields.get("teasers", ())),
                persons=_people_met(mentions.get(article.pk, ())),
                lines=(),
                evidence=stored_evidence(evidence),
                doubts=tuple(map(stored_code, doubts)),
                needs_review=article.status == Article.Status.IN_REVIEW,
                reader_version=version,
            )
        )
    return records


def _readings_of(articles: Sequence[Article]) -> dict[int, _Read]:
    """By article: the newest reading of its place on its original."""
    wanted = {one.pk: (one.original_id, one.item) for one in articles}
    rows = Reading.objects.filter(article__in=list(wanted)).order_by("pk")
    found: dict[int, _Read] = {}
    for article, original, item, *read in rows.values_list(
        "article", "original", "item", "reader_version", "fields", "evidence", "doubts"
    ):
        if wanted[article] == (original, item):
            found[article] = tuple(read)
    return found


def mentions_of(articles: Iterable[int]) -> dict[int, list[Met]]:
    """By article, those that stand, in the order in which they are met."""
    rows = (
        Mention.objects.standing()
        .filter(article__in=among(list(articles)))
        .order_by()
        .values_list("article", "field", "start", "end", "surface", "person", "person__name")
    )
    met: defaultdict[int, list[Met]] = defaultdict(list)
    for article, field, start, end, surface, person, name in rows:
        met[article].append((_ORDER[field], start, end, field, surface, person, name))
    for mentions in met.values():
        mentions.sort()
    return met


def _people_met(mentions: Iterable[Met]) -> tuple[Person, ...]:
    """In the order in which they are met."""
    found: dict[tuple[int, str], list[PersonMention]] = {}
    for _, start, end, field, surface, person, name in mentions:
        found.setdefault((person, name), []).append(PersonMention(field, start, end, surface))
    return tuple(
        person_of(name, dict.fromkeys([each.surface for each in met]), met, id)
        for (id, name), met in found.items()
    )
