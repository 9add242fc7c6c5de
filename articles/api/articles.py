"""Articles: lists of them, one, its original, a reference to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from articles.api import shapes
from articles.api.answering import answer, last_change, of_bytes, unchanged
from articles.api.parameters import (
    DatesParameters,
    ListParameters,
    asked_of,
    chosen_names,
    only_known,
)
from articles.api.problems import Problem
from articles.api.stories import Story
from articles.api.values import (
    DATED,
    LISTED,
    OF_LIST,
    OF_ONE,
    left_out,
    told_of,
    told_of_facets,
    told_of_histogram,
    told_of_hits,
)
from articles.exporting.record import record_of
from articles.lists.cursors import NoCursor
from articles.lists.exporting import FORMATS, one_cited
from articles.lists.folding import groups_of, under_the_first
from articles.lists.histogram import undated_among
from articles.lists.links import ListAddress
from articles.lists.walking import part
from articles.models import Article, Original, Reading
from articles.reading.lines import split_lines
from articles.search.engine import FACETS
from articles.search.find import found_articles, search
from articles.search.snippets import terms_of

router = Router(tags=["articles"])
VERSION = r"^([0-9a-f]{12,64})?$"


@router.get(
    "/articles",
    response=shapes.told(shapes.Articles, 422),
    operation_id="listArticles",
    url_name="listArticles",
)
def list_articles(request: HttpRequest, given: Query[ListParameters]) -> HttpResponseBase:
    """The articles of a list

    Every filter, order and word of the search language that the pages have; the total always.
    """
    only_known(request, ListParameters)
    asked = asked_of(request)
    fields = chosen_names(given.fields, OF_LIST, "fields") or LISTED
    facets = chosen_names(given.facets, FACETS, "facets")
    if given.highlights:
        fields = (*fields, "highlights")
    is_dated = DATED.issuperset(fields) and "person" not in facets and not asked.folds
    changed = last_change() if is_dated else None
    if (same := unchanged(request, changed)) is not None:
        return same
    try:
        found = part(
            asked,
            given.cursor,
            given.limit,
            facets,
            given.facet_limit,
            given.histogram or None,
            by_kind=not given.cursor,
        )
    except NoCursor as error:
        told = [{"in": "query.cursor", "detail": "This is no cursor of this list."}]
        raise Problem(422, "A cursor goes on in the list that it came from.", errors=told) from error
    results = found.results
    rows = Article.objects.public().with_names().defer(*left_out(fields))
    hits = {hit.article_id: hit for hit in results.hits}
    whole = request.build_absolute_uri
    terms = terms_of(asked.resolved.tree, results.variants)
    address = ListAddress(dict(request.GET.lists()), request.path)
    articles = found_articles(results, rows)
    below = reprints_below(articles) if asked.folds else {}
    if asked.folds:
        articles = [article for article in articles if article.pk in below]
    values: dict[str, Any] = {
        "total": results.total,
        "found_by": {**results.by_kind, "near": results.near} if results.by_kind else None,
        "sort": asked.order.value,
        "articles": [
            one | ({"folded": below[article.pk]} if asked.folds else {})
            for article, one in zip(articles, told_of_hits(articles, hits, terms, fields, whole), strict=True)
        ],
        "next": found.next or None,
        "next_address": whole(str(address.setting(cursor=found.next))) if found.next else None,
        "notes": [{"start": note.start, "end": note.end, "message": note.message} for note in results.notes],
        "suggestion": (results.suggestion if results.suggestion != asked.query.text else "") or None,
    }
    if facets:
        values["facets"] = told_of_facets(results.facets)
    if given.histogram:
        values["histogram"] = told_of_histogram(results.histogram, given.histogram)
    return answer(request, values, changed)


def reprints_below(articles: Sequence[Article]) -> dict[int, list[str]]:
    """The first of each story, with the public ids of its reprints among these."""
    groups = groups_of([article.pk for article in articles])
    rows = under_the_first([(article, groups.get(article.pk)) for article in articles])
    return {first.pk: [other.public_id for other in others] for first, others in rows}


@router.get("/dates", response=shapes.told(shapes.Dates, 422), operation_id="countDates", tags=["counts"])
def count_dates(request: HttpRequest, given: Query[DatesParameters]) -> HttpResponseBase:
    """How many articles of a list there are per year, month or day"""
    only_known(request, DatesParameters)
    asked = asked_of(request)
    changed = last_change()
    if (same := unchanged(request, changed)) is not None:
        return same
    results = search(asked.resolved, limit=0, facets=(), histogram=given.by)
    undated = undated_among(results) if given.by == "year" else None
    counts = told_of_histogram(results.histogram, given.by)
    return answer(request, {"total": results.total, "undated": undated, "counts": counts}, changed)


class OneParameters(Schema):
    fields: str = Field("", max_length=400, description="names with commas between; see the schema Article")


@router.get(
    "/articles/{public_id}",
    response=shapes.told(shapes.Article, 404, 410, 422),
    operation_id="getArticle",
    url_name="article",
)
def get_article(request: HttpRequest, public_id: str, given: Query[OneParameters]) -> HttpResponseBase:
    """One article: its text, its people, and why each field is what it is"""
    only_known(request, OneParameters)
    fields = chosen_names(given.fields, OF_ONE, "fields") or OF_ONE
    article = public_article(public_id)
    changed = last_change() if DATED.issuperset(fields) else None
    if (same := unchanged(request, changed)) is not None:
        return same
    told = told_of(article, record_of(article), fields, request.build_absolute_uri)
    return answer(request, told, changed)


def public_article(public_id: str) -> Article:
    """Raises Problem: 404 for one that never was shown, 410 for one that was withdrawn."""
    articles = Article.objects.with_names().select_related("original").defer("original__compressed")
    article = articles.filter(public_id=public_id).first() if "\0" not in public_id else None
    if article is None or article.held_for_id is not None:
        raise Problem(404, "There is no article of this number.")
    if article.is_withdrawn:
        raise Problem(410, "The archive once had an article of this number; its editors withdrew it.")
    return article


class ReprintsParameters(Schema):
    after: int = Field(0, ge=0, le=10_000_000, description="how many to pass over")
    limit: int = Field(100, ge=1, le=500)


@router.get(
    "/articles/{public_id}/reprints",
    response=shapes.told(shapes.Reprints, 404, 410, 422),
    operation_id="listReprints",
    url_name="reprints",
)
def list_reprints(request: HttpRequest, public_id: str, given: Query[ReprintsParameters]) -> HttpResponseBase:
    """Who else has published it, the earliest first"""
    only_known(request, ReprintsParameters)
    story = Story(public_article(public_id))
    whole = request.build_absolute_uri
    told = {
        "total": story.total,
        "reprints": story.others(given.after, given.limit, whole),
        "next_address": story.rest(given.after + given.limit, whole, given.limit),
    }
    return answer(request, told)


class VersionParameters(Schema):
    version: str = Field("", pattern=VERSION, description="the beginning of a SHA-256; else the one shown")


class LinesParameters(VersionParameters):
    after: int = Field(0, ge=0, le=10_000_000, description="the line behind which to begin")
    limit: int = Field(1000, ge=1, le=5000)


@router.get(
    "/articles/{public_id}/original",
    response=shapes.told(shapes.Original, 404, 410, 422),
    operation_id="getOriginal",
)
def get_original(request: HttpRequest, public_id: str, given: Query[LinesParameters]) -> HttpResponseBase:
    """The lines of the page that it was read from, each with what it was taken for"""
    only_known(request, LinesParameters)
    article, original = open_original(public_id, given.version)
    reading = Reading.objects.filter(article=article, original=original).first()
    roles = reading.roles if reading else []
    lines = split_lines(original.text)
    end = min(len(lines), given.after + given.limit)
    bytes_at = f"{reverse('api:original_bytes', args=[article.public_id])}?version={original.sha256}"
    values = {
        "public_id": article.public_id,
        "sha256": original.sha256,
        "size": original.size,
        "encoding": original.encoding,
        "media_type": original.media_type,
        "kept_since": original.created_at.isoformat(),
        "line_count": len(lines),
        "lines": [
            {"n": n, "role": roles[n - 1] if n <= len(roles) else "", "text": text}
            for n, text in enumerate(lines[given.after : end], given.after + 1)
        ],
        "next": end if end < len(lines) else None,
        "bytes": request.build_absolute_uri(bytes_at),
    }
    return answer(request, values)


@router.get(
    "/articles/{public_id}/original/bytes",
    response=shapes.told(None, 404, 410, 422),
    operation_id="getOriginalBytes",
    url_name="original_bytes",
)
def get_original_bytes(
    request: HttpRequest, public_id: str, given: Query[VersionParameters]
) -> HttpResponseBase:
    """The exact bytes that it was read from"""
    only_known(request, VersionParameters)
    _article, original = open_original(public_id, given.version)
    made = of_bytes(
        request, original.data, "application/octet-stream", original.created_at, original.sha256[:32]
    )
    name = f"{public_id}-{original.sha256[:12]}.txt"
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    made["X-Content-Type-Options"] = "nosniff"
    made["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return made


def open_original(public_id: str, version: str) -> tuple[Article, Original]:
    """Raises Problem: 410 where it is closed."""
    article = public_article(public_id)
    original = Original.objects.get(pk=article.original_id)
    if version and not original.sha256.startswith(version):
        read_in = Reading.objects.filter(article=article).values("original")
        other = Original.objects.filter(pk__in=read_in, sha256__startswith=version).first()
        if other is None:
            raise Problem(404, "There is no such version of this article.")
        if article.original.closed:
            raise Problem(410, "The original of this article is closed.")
        original = other
    if original.closed:
        raise Problem(410, "The original of this article is closed.")
    return article, original


class CitationParameters(Schema):
    format: Literal["bibtex", "ris", "csl"] = "bibtex"


@router.get(
    "/articles/{public_id}/citation",
    response=shapes.told(None, 404, 410, 422),
    operation_id="citeArticle",
    url_name="citation",
)
def cite_article(request: HttpRequest, public_id: str, given: Query[CitationParameters]) -> HttpResponseBase:
    """A reference to the article in its newspaper, for a list of references"""
    only_known(request, CitationParameters)
    article = public_article(public_id)
    text = one_cited(article, given.format, request.build_absolute_uri)
    kind = FORMATS[given.format]
    made = of_bytes(request, text.encode("utf-8", "replace"), f"{kind.media_type}; charset=utf-8")
    name = f"{article.public_id}.{kind.ending}"
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
