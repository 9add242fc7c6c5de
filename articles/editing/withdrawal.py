"""Taking an article out of the archive, and bringing it back. Nothing is deleted."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.editing.changing import By, Why, changing
from articles.models import Article, Original, Reading, TakedownCase
from articles.text.codes import Code


def withdraw(article: Article, reason: Why, by: By = None, *, close_original: bool = True) -> None:
    """The page becomes a tombstone (HTTP 410), the index forgets the article; the reason is kept with it.

    ``close_original`` also closes the raw pages of all its versions to the public; otherwise they can be read
    there as before. Raises ValueError without a reason, and for an article that is withdrawn already.
    """
    if isinstance(reason, str) and not reason.strip():
        raise ValueError(_("Say why the article is withdrawn."))
    with changing(article, by, reason):
        if article.is_withdrawn:
            raise ValueError(_("The article is withdrawn already."))
        article.held_for = None  # where it was: now it is decided
        _set_status(article, Article.Status.WITHDRAWN, reason)
        if close_original:
            originals_of(article).update(closed=True)


def restore(article: Article, reason: str, by: By = None) -> None:
    """Back as it was before its withdrawal. Its raw pages open again, if no other article keeps them closed.

    Opens in the same way what is held for being much like a withdrawn article. Raises ValueError without a
    reason, and for an article that is neither.
    """
    if not reason.strip():
        raise ValueError(_("Say why the article is restored."))
    with changing(article, by, reason):
        if article.is_public:
            raise ValueError(_("The article is not withdrawn."))
        status = Article.Status.PUBLISHED if article.held_for_id else _status_before(article)
        article.held_for = None
        _set_status(article, status, reason)
        open_originals(article)


def open_originals(article: Article, ended: int | None = None) -> None:
    """The raw pages of all its versions, but for those that must stay closed.

    Such are those of which another article is closed, and those that hold a name that was taken out of this
    article or another of the page. ``ended``: the revision of a case that keeps nothing closed any more.
    """
    closed = Reading.objects.exclude(article__in=Article.objects.public()).exclude(article=article)
    cases = TakedownCase.objects.filter(state=TakedownCase.State.DELISTED)
    if ended is not None:
        cases = cases.exclude(revision=ended)
    named = Reading.objects.filter(article__in=cases.values("article"))
    kept = (closed.values("original"), named.values("original"))
    originals_of(article).exclude(pk__in=kept[0]).exclude(pk__in=kept[1]).update(closed=False)


def originals_of(article: Article) -> QuerySet[Original]:
    """The raw pages of all its versions."""
    return Original.objects.filter(pk__in=article.readings.values("original"))


def _set_status(article: Article, status: str, reason: Why) -> None:
    """A reason of ours is stored as its code, an editor's as it was written."""
    article.status = status
    if isinstance(reason, Code):
        article.status_reason, article.status_code = "", reason.as_json()
    else:
        article.status_reason, article.status_code = reason.strip(), None


def _status_before(article: Article) -> str:
    """What its revisions say it was; else in review if its newest Reading asks for it."""
    status: str | None = (
        article.history.exclude(status=Article.Status.WITHDRAWN).values_list("status", flat=True).first()
    )
    if status is not None:
        return status
    reading = article.newest_reading()
    return Article.Status.IN_REVIEW if reading and reading.needs_review else Article.Status.PUBLISHED
