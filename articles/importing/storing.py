"""Read pages into the database: each file whole or not at all.

What the same bytes mean when they come again:

- nothing new to say → unchanged, no row is written;
- new hints for the same source → the article's empty fields are filled;
- another source or another URL → a reprint: a second article of the same Original;
- withdrawn → unchanged: a re-import never brings an article back, nor the same bytes under another name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from articles.importing.applying import apply_reading, hints_as_json, is_empty, reading_of
from articles.importing.readers import Done
from articles.models import Article, ImportEntry, ImportRun, Original, Sighting
from articles.models.archive import make_public_id
from articles.models.filed import domain_of
from articles.models.revisions import save_unrevised
from articles.people.linking import link_articles
from articles.reading.model import Hints, Page
from articles.reading.outlets import domain_of_credit, source_of


class Fate(StrEnum):
    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Stored:
    fate: Fate
    articles: tuple[Article, ...] = ()

    @property
    def needs_review(self) -> bool:
        return any(article.status == Article.Status.IN_REVIEW for article in self.articles)


def is_nothing_new(sha256: str, hints: Hints) -> bool:
    """Whether these bytes are known and the hints add nothing, so that the file need not be read."""
    known = _articles_of(sha256)
    if not known:
        return False
    if _is_taken_down(known):
        return True
    same = [article for article in known if _same_origin(article, hints)]
    return bool(same) and all(article.is_withdrawn or not _adds_something(article, hints) for article in same)


def store(batch: Sequence[Done], run: ImportRun | None) -> list[Stored]:
    """Write read pages, each with its sighting and import entry, in one transaction: all of them or none.

    Several in one transaction, since linking people takes the same dozen queries for one article as for many.
    """
    with transaction.atomic():
        stored = [_store_one(done) for done in batch]
        link_articles(
            (article, item.persons)
            for done, of_page in zip(batch, stored, strict=True)
            if of_page.fate is Fate.IMPORTED
            for article, item in zip(of_page.articles, done.page.items, strict=True)
        )
        _note(batch, stored, run)
    return stored


def _store_one(done: Done) -> Stored:
    page, hints = done.page, done.job.hints
    known = _articles_of(page.sha256)
    if known and _is_taken_down(known):
        return Stored(Fate.UNCHANGED)
    same = [article for article in known if _same_origin(article, hints, page)]
    if same:
        return _fill(page, same, hints)
    return _add(done, is_reprint=bool(known))


def _articles_of(sha256: str) -> list[Article]:
    if not Original.objects.filter(sha256=sha256).exists():  # as for every new file: the quick answer first
        return []
    articles = Article.objects.filter(original__sha256=sha256).select_related("source", "original")
    return list(articles.defer("body", "original__compressed"))


def _is_taken_down(known: list[Article]) -> bool:
    return known[0].original.closed or all(article.is_withdrawn for article in known)


def _same_origin(article: Article, hints: Hints, page: Page | None = None) -> bool:
    """Whether the article is of the source and URL that the hints (and the page itself) name.

    What is unknown on either side contradicts nothing.
    """
    if hints.url and article.original_url and hints.url != article.original_url:
        return False
    named = source_of(hints, agency="")[0] or (page.items[0].source if page else "")
    if not named or article.source is None:
        return True
    if "source" in article.edited_fields:
        return True  # the editor knows better than the same file's old hint
    return named.casefold() in (article.source.name.casefold(), article.source.slug) or (
        bool(article.source.domain) and (domain_of(named) or domain_of_credit(named)) == article.source.domain
    )


def _adds_something(article: Article, hints: Hints) -> bool:
    if hints.url and not article.original_url:
        return True
    return any(
        getattr(hints, name) and name not in article.edited_fields and is_empty(article, name)
        for name in ("source", "section", "language", "published")
    )


def _fill(page: Page, articles: list[Article], hints: Hints) -> Stored:
    by_number = {article.item: article for article in articles if not article.is_withdrawn}
    updated = []
    for item in page.items:
        article = by_number.get(item.number)
        if article is None or not _adds_something(article, hints):
            continue
        reading = reading_of(article, item, page.reader_version, hints)
        changed = apply_reading(article, reading, only_empty=True)
        if hints.url and not article.original_url:
            article.original_url = hints.url
            changed.append("original_url")
        if not changed:
            continue
        if article.status == Article.Status.IN_REVIEW and not item.needs_review:
            article.status = Article.Status.PUBLISHED
        if (before := article.readings.first()) is not None:
            reading.hints = before.hints | reading.hints
        save_unrevised(article)
        reading.save()
        updated.append(article)
    return Stored(Fate.UPDATED, tuple(updated)) if updated else Stored(Fate.UNCHANGED)


def _add(done: Done, *, is_reprint: bool) -> Stored:
    page, hints = done.page, done.job.hints
    original = Original.objects.filter(sha256=page.sha256).first()
    if original is None:
        original = Original.objects.of_bytes(done.job.data, page.encoding, page.sha256)
        original.save()
    articles = []
    for item in page.items:
        reprint = f"{item.source}|{hints.url}" if is_reprint else ""
        article = Article(
            public_id=make_public_id(page.sha256, item.number, reprint),
            original=original,
            item=item.number,
            original_url=hints.url,
            status=Article.Status.IN_REVIEW if item.needs_review else Article.Status.PUBLISHED,
        )
        reading = reading_of(article, item, page.reader_version, hints)
        apply_reading(article, reading)
        save_unrevised(article)
        reading.article = article  # now that it has an id
        reading.save()
        articles.append(article)
    return Stored(Fate.IMPORTED, tuple(articles))


def _note(batch: Sequence[Done], stored: Sequence[Stored], run: ImportRun | None) -> None:
    changed = [
        (done.job.hints, of_page)
        for done, of_page in zip(batch, stored, strict=True)
        if of_page.fate is not Fate.UNCHANGED
    ]
    Sighting.objects.bulk_create(
        Sighting(
            original=of_page.articles[0].original,
            run=run,
            path=hints.path,
            url=hints.url,
            hints={name: value for name, value in hints_as_json(hints).items() if name != "path"},
        )
        for hints, of_page in changed
    )
    if run is not None:
        ImportEntry.objects.bulk_create(
            ImportEntry(run=run, path=hints.path, outcome=of_page.fate.value, article=article)
            for hints, of_page in changed
            for article in of_page.articles
        )
