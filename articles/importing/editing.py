"""What editors do to an article: correct fields, hand them back to the reader. No correction is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from articles.importing.applying import apply_reading
from articles.models import Article
from articles.names.document import find_persons
from articles.people.linking import link_article
from articles.search import indexing

TEXT_FIELDS = frozenset({"headline", "caption", "body", "language"})  # what people are found in


def save_edit(article: Article, changed: Collection[str], by: Any = None, reason: str = "") -> None:
    """Save what an editor changed and remember the fields as the editor's, so that no reader undoes it.

    ``changed`` are names of Article.READ_FIELDS. The state before the first edit becomes the first
    revision; people are looked for again where the text changed; the index follows on commit.
    """
    with transaction.atomic():
        _keep_first_revision(article)
        edited = set(article.edited_fields) | (set(changed) & set(Article.READ_FIELDS))
        article.edited_fields = [name for name in Article.READ_FIELDS if name in edited]
        article._history_user = by
        article._change_reason = reason[:100] or None
        article.save()
        if TEXT_FIELDS & set(changed):
            _find_people_again(article)
    indexing.drain_soon()


def hand_back(article: Article, names: Collection[str], by: Any = None) -> list[str]:
    """The reader's own values again for these fields, from the newest Reading; returns what changed."""
    with transaction.atomic():
        _keep_first_revision(article)
        article.edited_fields = [name for name in article.edited_fields if name not in names]
        reading = article.readings.filter(original=article.original).first()
        changed = apply_reading(article, reading, names=names) if reading else []
        article._history_user = by
        article._change_reason = f"handed back to the reader: {', '.join(sorted(names))}"[:100]
        article.save()
        if TEXT_FIELDS & set(changed):
            _find_people_again(article)
    indexing.drain_soon()
    return changed


def _keep_first_revision(article: Article) -> None:
    if not article.history.exists():
        before = Article.objects.get(pk=article.pk)
        Article.history.bulk_history_create([before], default_change_reason="as it was before any edit")


def _find_people_again(article: Article) -> None:
    fields = {name: getattr(article, name) for name in ("headline", "caption", "body")}
    link_article(article, find_persons(fields, article.language))
