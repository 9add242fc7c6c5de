"""One file's articles into the database: whole or not at all.

What the same bytes mean when they come again:

- nothing new to say → unchanged, no row is written;
- new hints for the same source → the article's empty fields are filled;
- another source or another URL → a reprint: a second article of the same Original;
- withdrawn → unchanged: a re-import never brings an article back.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from django.db import transaction

from articles.importing.applying import apply_reading, is_empty, reading_of
from articles.models import Article, ImportEntry, ImportRun, Original, Sighting
from articles.models.archive import make_public_id
from articles.models.filed import domain_of
from articles.people.linking import link_article
from articles.reading.model import Hints, Page
from articles.reading.outlets import source_of


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
    same = [article for article in known if _same_origin(article, hints)]
    return bool(same) and all(article.is_withdrawn or not _adds_something(article, hints) for article in same)


def store(page: Page, data: bytes, hints: Hints, run: ImportRun | None) -> Stored:
    """Write one read page, with its sighting and import entry, in one transaction."""
    with transaction.atomic():
        known = _articles_of(page.sha256)
        same = [article for article in known if _same_origin(article, hints, page)]
        if same:
            stored = _fill(page, same, hints)
        else:
            stored = _add(page, data, hints, is_reprint=bool(known))
        if stored.fate is not Fate.UNCHANGED:
            _note(stored, hints, run)
    return stored


def _articles_of(sha256: str) -> list[Article]:
    return list(Article.objects.filter(original__sha256=sha256).select_related("source", "original"))


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
        bool(article.source.domain) and domain_of(named) == article.source.domain
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
        reading = reading_of(article, article.original, item, page.reader_version)
        changed = apply_reading(article, reading, only_empty=True)
        if hints.url and not article.original_url:
            article.original_url = hints.url
            changed.append("original_url")
        if not changed:
            continue
        if article.status == Article.Status.IN_REVIEW and not item.needs_review:
            article.status = Article.Status.PUBLISHED
        article.save_without_historical_record()
        reading.save()
        updated.append(article)
    return Stored(Fate.UPDATED, tuple(updated)) if updated else Stored(Fate.UNCHANGED)


def _add(page: Page, data: bytes, hints: Hints, *, is_reprint: bool) -> Stored:
    original = Original.objects.filter(sha256=page.sha256).first()
    if original is None:
        original = Original.objects.of_bytes(data, page.encoding, page.sha256)
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
        reading = reading_of(article, original, item, page.reader_version)
        apply_reading(article, reading)
        article.save_without_historical_record()
        reading.article = article  # now that it has an id
        reading.save()
        link_article(article, item.persons)
        articles.append(article)
    return Stored(Fate.IMPORTED, tuple(articles))


def _note(stored: Stored, hints: Hints, run: ImportRun | None) -> None:
    Sighting.objects.create(
        original=stored.articles[0].original,
        run=run,
        path=hints.path,
        url=hints.url,
        hints={name: value for name, value in asdict(hints).items() if value and name != "path"},
    )
    if run is not None:
        ImportEntry.objects.bulk_create(
            ImportEntry(run=run, path=hints.path, outcome=stored.fate.value, article=article)
            for article in stored.articles
        )
