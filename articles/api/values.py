"""Articles, and what is counted beside them, as the values of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from articles.api.stories import OF_STORY, told_of_story
from articles.exporting.batches import records_of_articles
from articles.exporting.record import Facts, Record, facts_of, values
from articles.lists.facets import known_value, rows_of
from articles.lists.histogram import iso_key
from articles.models import Article, Original, Reading
from articles.search.engine import FacetCount, Hit, Step
from articles.search.snippets import Terms, snippet

Whole = Callable[[str], str]

FACTS = tuple(Facts.__dataclass_fields__)
FILED = ("source_slug", "section_slug", "place_slug")
OWN = ("title", "has_headline", *FILED, "address", "updated_at")
FOUND = ("matched", "spelled", "snippet")
DETAILS = (*(name for name in Record.__dataclass_fields__ if name not in (*FACTS, "lines")), "doubt_codes")
OF_ONE = (*FACTS, *OWN, *DETAILS, "versions", *OF_STORY)
OF_LIST = (*FACTS, *OWN, *FOUND, "highlights", *DETAILS)
LISTED = (*FACTS, *OWN, *FOUND)  # where no fields are asked for
# What tells nothing that changes without a trace in ``changed_at``: no original that is open or closed, no
# reprint, person, version or address that is gone.
DATED = {*LISTED, "highlights"}
_LONG = {"body", "caption", "snippet", "highlights", "spelled", "title"}
MOST_SPANS = 200  # of one article


def left_out(fields: Iterable[str]) -> tuple[str, ...]:
    """The columns that nothing asked for is made of."""
    wanted = {*fields}
    return () if wanted & (_LONG | {*DETAILS}) else ("body", "caption")


def told_of_hits(
    articles: Sequence[Article], hits: Mapping[int, Hit], terms: Terms, fields: Sequence[str], whole: Whole
) -> list[dict[str, Any]]:
    records = records_of_articles(articles) if {*fields} & {*DETAILS} else map(facts_of, articles)
    return [
        told_of(article, facts, fields, whole) | told_of_hit(article, hits[article.pk], terms, fields)
        for article, facts in zip(articles, records, strict=True)
    ]


def told_of(article: Article, facts: Facts, fields: Sequence[str], whole: Whole) -> dict[str, Any]:
    """Of `fields` those that need no search; always the public id."""
    known = facts.__dataclass_fields__ | {"doubt_codes": None}
    told = values(facts, ["public_id", *(name for name in fields if name in known and name != "public_id")])
    own: dict[str, Callable[[], Any]] = {
        "title": lambda: article.title,
        "has_headline": lambda: article.has_headline,
        "source_slug": lambda: article.source.slug if article.source else None,
        "section_slug": lambda: article.section.slug if article.section else None,
        "place_slug": lambda: article.place.slug if article.place else None,
        "address": lambda: whole(article.get_absolute_url()),
        "updated_at": lambda: article.updated_at.isoformat(),
        "versions": lambda: versions_of(article, whole),
    }
    if any(name in OF_STORY for name in fields):
        own |= told_of_story(article, whole)
    return told | {name: own[name]() for name in fields if name in own}


def told_of_hit(article: Article, hit: Hit, terms: Terms, fields: Sequence[str]) -> dict[str, Any]:
    names = hit.matched == "keys"
    told: dict[str, Any] = {}
    if "matched" in fields:
        told["matched"] = hit.matched
    if "spelled" in fields:
        texts = (article.title, article.caption, article.body) if names else ()
        found = next(filter(None, (terms.spelled(text, article.language) for text in texts)), None)
        told["spelled"] = {"here": found[0], "typed": found[1]} if found else None
    if "snippet" in fields:
        told["snippet"] = "".join(segment.text for segment in snippet(article, terms, names=names))
    if "highlights" in fields:
        told["highlights"] = [
            {"field": field, "start": span.start, "end": span.end}
            for field, text in (("headline", article.headline), ("body", article.body))
            for span in terms.spans(text, article.language, names)
        ][:MOST_SPANS]
    return told


def versions_of(article: Article, whole: Whole) -> list[dict[str, Any]]:
    """The originals that it was read from, the one shown first, then those kept last; no closed one."""
    read_in = Reading.objects.filter(article=article).values("original")
    rows = Original.objects.filter(pk__in=read_in, closed=False).defer("compressed").order_by("-pk")
    address = reverse("api:original_bytes", args=[article.public_id])
    return [
        {
            "sha256": row.sha256,
            "size": row.size,
            "media_type": row.media_type,
            "kept_since": row.created_at.isoformat(),
            "shown": row.pk == article.original_id,
            "bytes": whole(f"{address}?version={row.sha256}"),
        }
        for row in sorted(rows, key=lambda row: row.pk != article.original_id)
    ]


def told_of_facets(counted: Mapping[str, Sequence[FacetCount]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, counts in counted.items():
        rows = rows_of(name, [count.value for count in counts])
        known = ((known_value(name, one.value, rows.get(one.value)), one.count) for one in counts)
        found[name] = [{"value": v.value, "label": v.label, "count": count} for v, count in known if v]
    return found


def told_of_histogram(counts: Iterable[tuple[int, int]], step: Step) -> list[dict[str, Any]]:
    return [{"period": iso_key(number, step), "count": count} for number, count in counts if count]
