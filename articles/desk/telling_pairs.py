"""What was decided about two articles, in words: both by headline and outlet. No request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.editing.closed import Anyone, readable
from articles.models import Article, Decision

LETTERS = 80  # of a headline


def about_pairs_with(article: Article) -> Q:
    """The decisions about two articles of which this is one, and their undoings."""
    of_pair = Q(data__first=article.pk) | Q(data__second=article.pk)
    undone = Q(undoes__data__first=article.pk) | Q(undoes__data__second=article.pk)
    return Q(kind__in=Decision.OF_ARTICLES) & (of_pair | undone)


def pairs_told(decisions: Iterable[Decision], user: Anyone) -> dict[int, str]:
    """By the id of a decision about a pair, or of its undoing. One query; ``undoes`` is there already."""
    of_each = {one.pk: _pair(one) for one in decisions if one.kind in Decision.OF_ARTICLES}
    wanted = {pk for pair in of_each.values() for pk in pair}
    rows = readable(Article.objects.select_related("source").defer("body"), user)
    articles = rows.in_bulk(wanted) if wanted else {}
    return {
        one.pk: _told(one, *(named(articles.get(pk)) for pk in of_each[one.pk]))
        for one in decisions
        if one.pk in of_each
    }


def _pair(decision: Decision) -> tuple[int, int]:
    data: dict[str, Any] = decision.undoes.data if decision.undoes else decision.data
    return data["first"], data["second"]


def _told(decision: Decision, first: str, second: str) -> str:
    words = {"kind": decision.get_kind_display(), "first": first, "second": second}
    if decision.undoes_id is not None:
        return _("Undone: %(kind)s: %(first)s and %(second)s") % words
    return _("%(kind)s: %(first)s and %(second)s") % words


def named(article: Article | None) -> str:
    """By its headline and who published it."""
    if article is None:
        return _("an article that is gone")
    title = article.title if len(article.title) <= LETTERS else f"{article.title[: LETTERS - 1]}…"
    return _("“%(title)s” (%(source)s)") % {
        "title": title,
        "source": article.source or _("Source unknown"),
    }
