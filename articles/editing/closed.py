"""Who may neither change nor withdraw articles, nor see closed ones, sees no more of them than readers do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, Q, QuerySet

from articles.models import (
    Article,
    Band,
    BulkEntry,
    Decision,
    Extraction,
    Fingerprint,
    ImportEntry,
    Mention,
    Name,
    NameKey,
    Original,
    Person,
    Proposal,
    Reading,
    Report,
    Reprint,
    ReviewReason,
    Sighting,
    TakedownCase,
    TextChange,
)
from articles.models.hiding import hidden, hidden_spellings

Rows = QuerySet[Any]
Anyone = User | AnonymousUser  # as a request has it

# What of each table that tells of articles is open; tables that are not here tell of none.
_OPEN: dict[type[Model], Callable[[Rows], Rows]] = {
    Article: lambda rows: rows.filter(pk__in=Article.objects.public()),
    Article.history.model: lambda rows: rows.filter(id__in=Article.objects.public().order_by()).exclude(
        id__in=TakedownCase.objects.filter(state=TakedownCase.State.DELISTED).order_by().values("article")
    ),
    Original: lambda rows: rows.filter(closed=False),
    Sighting: lambda rows: rows.filter(original__closed=False),
    Reading: lambda rows: rows.filter(_of_public_articles(), original__closed=False),
    ImportEntry: lambda rows: rows.filter(Q(article=None) | _of_public_articles()),
    Mention: lambda rows: rows.filter(_of_public_articles()),
    Extraction: lambda rows: rows.filter(_of_public_articles()),
    Fingerprint: lambda rows: rows.filter(_of_public_articles()),
    Band: lambda rows: rows.filter(_of_public_articles()),
    Reprint: lambda rows: rows.filter(
        first__in=Article.objects.public().order_by(), second__in=Article.objects.public().order_by()
    ),
    Person: lambda rows: rows.exclude(hidden("pk")),
    Name: lambda rows: rows.exclude(hidden("person")).exclude(hidden_spellings()),
    NameKey: lambda rows: rows.exclude(
        name__in=Name.objects.filter(hidden("person") | hidden_spellings()).order_by()
    ),
    Proposal: lambda rows: rows.exclude(hidden("first")).exclude(hidden("second")),
    Decision: lambda rows: rows.filter(Q(article=None) | _of_public_articles()).exclude(
        people__in=Person.objects.filter(hidden("pk")).order_by()
    ),
    TextChange: lambda rows: rows.filter(pk__in=TextChange.objects.public().order_by()),
    ReviewReason: lambda rows: rows.filter(_of_public_articles()),
    BulkEntry: lambda rows: rows.filter(_of_public_articles()),
    Report: lambda rows: rows.filter(_of_public_articles()),
    TakedownCase: lambda rows: rows.none(),
}


def may_see_closed(user: Anyone) -> bool:
    """Whether withdrawn articles are shown, with what belongs to them."""
    rights = ("change_article", "withdraw_article", "see_closed_article")
    return any(user.has_perm(f"articles.{right}") for right in rights)


def readable(rows: QuerySet[Any], user: Anyone) -> QuerySet[Any]:
    """Those of the rows that this user may see."""
    is_open = _OPEN.get(rows.model)
    return rows if is_open is None or may_see_closed(user) else is_open(rows)


def _of_public_articles() -> Q:
    return ~Q(article__status=Article.Status.WITHDRAWN) & Q(article__held_for=None, article__isnull=False)
