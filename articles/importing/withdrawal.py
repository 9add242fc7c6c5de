"""Taking an article out of the archive, and bringing it back. Nothing is deleted."""

from __future__ import annotations

from django.db import transaction

from articles.models import Article


def withdraw(article: Article, reason: str, *, close_original: bool = False) -> None:
    """The page becomes a tombstone (HTTP 410) that shows the reason; the index forgets the article.

    ``close_original`` also closes the raw page to the public. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why the article is withdrawn: the reason is shown on its page.")
    with transaction.atomic():
        article.status = Article.Status.WITHDRAWN
        article.status_reason = reason.strip()
        article.save()
        if close_original and not article.original.closed:
            article.original.closed = True
            article.original.save(update_fields=["closed"])


def restore(article: Article, reason: str) -> None:
    """Back as it was: in review if its newest Reading asks for it. Opens the raw page again."""
    if not reason.strip():
        raise ValueError("Say why the article is restored.")
    with transaction.atomic():
        reading = article.readings.first()
        in_review = reading is not None and reading.needs_review
        article.status = Article.Status.IN_REVIEW if in_review else Article.Status.PUBLISHED
        article.status_reason = reason.strip()
        article.save()
        if (
            article.original.closed
            and not article.original.articles.filter(status=Article.Status.WITHDRAWN).exists()
        ):
            article.original.closed = False
            article.original.save(update_fields=["closed"])
