"""Taking back one edit exactly: what it changed becomes what it was, also whose the fields were."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from articles.editing.changing import By, changing
from articles.fields import FIELDS
from articles.models import Article

# All that an edit can change; whether an article is withdrawn is changed by a decision of its own.
COLUMNS = (
    *(column for field in FIELDS for column in field.stored),
    *("original_url", "edited_fields", "status", "status_reason", "status_code"),
)


class Refused(ValueError):
    """Why an edit cannot be taken back, for people."""


def undo_edit(article: Article, revision: int, by: By = None) -> list[str]:
    """Take back the edit that made this revision; returns the columns that changed.

    Raises Refused where the article was changed since, for that would be lost with it, and where the edit
    withdrew it or brought it back.
    """
    made = article.history.filter(pk=revision).first()
    before = made.prev_record if made is not None else None
    if made is None or before is None:
        raise Refused(_("There is no such change."))
    withdrawn = Article.Status.WITHDRAWN
    if (made.status == withdrawn) != (before.status == withdrawn):
        raise Refused(_("Whether an article is withdrawn is decided on its own page."))
    changed = [column for column in COLUMNS if getattr(made, column) != getattr(before, column)]
    with changing(article, by, said_undone(made)):
        if any(_differs(article, made, column) for column in changed):
            raise Refused(_("It was changed again since: see its history."))
        for column in changed:
            setattr(article, column, getattr(before, column))
    return changed


def said_undone(made: Any) -> str:
    """The reason of the revision that takes back this one."""
    return _("undone: the change of %(moment)s") % {"moment": f"{made.history_date:%Y-%m-%d %H:%M}"}


def _differs(article: Article, made: Any, column: str) -> bool:
    return bool(getattr(article, column) != getattr(made, column))
