"""What editors do to an article: correct fields, hand them back to the reader. No correction is lost.

Other rows that have revisions, such as sources and people, are changed through the same door.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from articles.editing.applying import apply_reading
from articles.fields import columns_of, people_columns
from articles.models import Article
from articles.models.turns import take_turn
from articles.people.finding import find_again
from articles.search import indexing
from articles.text.codes import Code, coded

By = User | None
Why = str | Code  # an editor's words, or ours

REASON_LENGTH = 100  # of a revision


@contextmanager
def changing(row: Model, by: By = None, why: Why = "") -> Iterator[None]:
    """The door for every change by an editor: what is set on the row inside is saved, or nothing is.

    The row, an article or another that has revisions, is locked and read anew first, for an import may have
    brought a later version: what was set on it before is gone. Where something changed, the state before the
    first edit becomes the first revision, the present one is signed with ``by`` and ``why``, people are
    looked for again in articles whose texts changed, and the index soon follows the commit.
    """
    with transaction.atomic():
        take_turn()  # before any lock, as all who link people do
        row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(no_key=True))
        before = _stored(row)
        yield
        after = _stored(row)
        if after == before:
            return
        keep_first_revision(row)
        sign(row, by, why)
        row.save()
        if isinstance(row, Article) and any(before[column] != after[column] for column in people_columns()):
            find_again(row)
        indexing.drain_soon()


def save_row(row: Model, changed: Collection[str], by: By = None) -> None:
    """Save these fields of a row that has revisions, as a form set them; nothing else is saved."""
    fields = [field for field in row._meta.concrete_fields if field.name in changed]
    given = {field.attname: getattr(row, field.attname) for field in fields}
    with changing(row, by):
        for column, value in given.items():
            setattr(row, column, value)


def hold(pk: int) -> None:
    """Nobody else changes this article until the transaction ends, if there is one.

    For a form that is compared with the article before what it says goes through the door.
    """
    if connection.in_atomic_block:
        take_turn()
        list(Article.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))


def save_edit(article: Article, changed: Collection[str], by: By = None, reason: str = "") -> None:
    """Save what an editor set on the article and remember the fields as the editor's: no reader undoes it.

    ``changed`` are names of Article.READ_FIELDS and of other columns; nothing else is saved.
    """
    given = {column: getattr(article, column) for name in changed for column in columns_of(name)}
    with changing(article, by, reason):
        for column, value in given.items():
            setattr(article, column, value)
        article.mark_edited(changed)


def mark_checked(article: Article, by: By = None) -> bool:
    """Take the article out of review; whether it was in review.

    What is held for being like a withdrawn article is decided on its own page, with a reason.
    """
    with changing(article, by, coded("revision.checked")):
        was_in_review = article.status == Article.Status.IN_REVIEW and article.held_for_id is None
        if was_in_review:
            article.status = Article.Status.PUBLISHED
    return was_in_review


def hand_back(article: Article, names: Collection[str], by: By = None) -> list[str]:
    """The reader's own values again for these fields, from the newest Reading; returns what changed."""
    with changing(article, by, coded("revision.handed_back", fields=tuple(sorted(names)))):
        article.edited_fields = [name for name in article.edited_fields if name not in names]
        reading = article.newest_reading()
        in_order = [name for name in Article.READ_FIELDS if name in names]
        return apply_reading(article, reading, names=in_order) if reading else []


def revert(article: Article, revision: Any, by: By = None, reason: str = "") -> list[str]:
    """The fields as they were in an earlier revision; returns those that differ, which become the editor's.

    Whether the article is withdrawn stays as it is. A section or source that is gone since is left out.
    """
    with changing(article, by, reason or put_back(revision)):
        changed = [name for name in Article.READ_FIELDS if _put_back(article, revision, name)]
        article.mark_edited(changed)
        return changed + ["original_url"] * _put_back(article, revision, "original_url")


def keep_first_revision(row: Model) -> None:
    """Revisions are of editors' changes; the first of them keeps what the machine had made, too."""
    history = type(row).history  # type: ignore[attr-defined]
    if row.pk is None or history.filter(**{row._meta.pk.attname: row.pk}).exists():
        return
    before: Any = type(row)._default_manager.get(pk=row.pk)
    before._history_user = None  # nobody's, though an editor's request is going on
    history.bulk_history_create([before], default_change_reason=coded("revision.first").as_json())


def put_back(revision: Any) -> Code:
    """The reason of a row that is made as it was then."""
    return coded("revision.put_back", date=f"{revision.history_date:%Y-%m-%d %H:%M}")


def sign(row: Any, by: By, reason: Why) -> None:
    """Say for the revision that the next save makes whose it is, and why."""
    row._history_user = by
    said = reason.as_json() if isinstance(reason, Code) else reason.strip()[:REASON_LENGTH]
    row._change_reason = said or None


def _put_back(article: Article, revision: Any, name: str) -> bool:
    """Set one field as it was then; whether that changes anything."""
    then = {column: getattr(revision, column) for column in columns_of(name)}
    if all(getattr(article, column) == value for column, value in then.items()):
        return False
    for column, value in then.items():
        field = Article._meta.get_field(column)
        if isinstance(field, ForeignKey) and value is not None:
            target: Any = field.related_model
            if not target.objects.filter(pk=value).exists():
                return False
        setattr(article, column, value)
    return True


def _stored(row: Model) -> dict[str, Any]:
    """Its columns, but for the time at which they were stored."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name != "updated_at"
    }
