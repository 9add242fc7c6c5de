"""What editors do to an article: correct fields, hand them back to the reader. No correction is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ForeignKey, Model

from articles.editing.applying import apply_reading
from articles.models import Article
from articles.models.turns import take_turn
from articles.people.finding import find_again
from articles.search import indexing

By = User | None

TEXT_FIELDS = frozenset({"headline", "caption", "body", "language"})  # what people are found in
REASON_LENGTH = 100  # of a revision

# The columns that make up one field, where they are not one of the field's own name.
_COLUMNS = {
    "published": (
        "published_from",
        "published_until",
        "published_time",
        "published_timezone",
        "published_precision",
        "published_at",
    ),
}


def save_edit(article: Article, changed: Collection[str], by: By = None, reason: str = "") -> None:
    """Save what an editor changed and remember the fields as the editor's, so that no reader undoes it.

    ``changed`` are names of Article.READ_FIELDS. The state before the first edit becomes the first
    revision; people are looked for again where the text changed; the index follows on commit.
    """
    with transaction.atomic():
        take_turn()  # before any lock, as all who link people do
        keep_first_revision(article)
        edited = set(article.edited_fields) | (set(changed) & set(Article.READ_FIELDS))
        article.edited_fields = [name for name in Article.READ_FIELDS if name in edited]
        sign(article, by, reason)
        article.save()
        _find_people_again(article, changed)
    indexing.drain_soon()


def hand_back(article: Article, names: Collection[str], by: By = None) -> list[str]:
    """The reader's own values again for these fields, from the newest Reading; returns what changed."""
    with transaction.atomic():
        take_turn()
        keep_first_revision(article)
        article.edited_fields = [name for name in article.edited_fields if name not in names]
        reading = article.readings.filter(original=article.original_id, item=article.item).first()
        in_order = [name for name in Article.READ_FIELDS if name in names]
        changed = apply_reading(article, reading, names=in_order) if reading else []
        sign(article, by, f"handed back to the reader: {', '.join(sorted(names))}")
        article.save()
        _find_people_again(article, changed)
    indexing.drain_soon()
    return changed


def revert(article: Article, revision: Any, by: By = None, reason: str = "") -> list[str]:
    """The fields as they were in an earlier revision; returns those that differ, which become the editor's.

    Whether the article is withdrawn stays as it is. A section or source that is gone since is left out.
    """
    with transaction.atomic():
        take_turn()
        lock(article)
        changed = [name for name in Article.READ_FIELDS if _put_back(article, revision, name)]
        other_url = article.original_url != revision.original_url
        if changed or other_url:
            article.original_url = revision.original_url
            save_edit(article, changed, by, reason or f"as of {revision.history_date:%Y-%m-%d %H:%M}")
    return changed + ["original_url"] * other_url


def lock(article: Article) -> None:
    """The article as it is now, until the transaction ends: an import may have brought a later version."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update(no_key=True))


def keep_first_revision(row: Model) -> None:
    """Revisions are of editors' changes; the first of them keeps what the machine had made, too."""
    history = type(row).history  # type: ignore[attr-defined]
    if row.pk is None or history.filter(**{row._meta.pk.attname: row.pk}).exists():
        return
    before: Any = type(row)._default_manager.get(pk=row.pk)
    before._history_user = None  # nobody's, though an editor's request is going on
    history.bulk_history_create([before], default_change_reason="as it was before any edit")


def sign(row: Any, by: By, reason: str) -> None:
    """Say for the revision that the next save makes whose it is, and why."""
    row._history_user = by
    row._change_reason = reason.strip()[:REASON_LENGTH] or None


def _put_back(article: Article, revision: Any, name: str) -> bool:
    """Set one field as it was then; whether that changes anything."""
    field: Any = None if name in _COLUMNS else Article._meta.get_field(name)
    columns = _COLUMNS[name] if field is None else (field.attname,)
    then = {column: getattr(revision, column) for column in columns}
    if all(getattr(article, column) == value for column, value in then.items()):
        return False
    if isinstance(field, ForeignKey) and then[field.attname] is not None:
        target: Any = field.related_model
        if not target.objects.filter(pk=then[field.attname]).exists():
            return False
    for column, value in then.items():
        setattr(article, column, value)
    return True


def _find_people_again(article: Article, changed: Collection[str]) -> None:
    if TEXT_FIELDS & set(changed):
        find_again(article)
