"""Which people and spellings readers may not know of, since only closed articles tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models.archive import Article

if TYPE_CHECKING:
    from articles.models.mentions import Mention, MentionQuerySet


def hidden(person: str) -> Q:
    """Of rows with a person in that column: those of whom only articles tell that readers may not see.

    So are those whose name was taken out of the last article that had it. People without any mention, as from
    a list of authorities, hide nothing.
    """
    told_of = closed_mentions().order_by().values("person").union(_taken_out())
    return Q(
        Q(**{f"{person}__in": told_of}),
        ~Exists(shown_mentions().filter(person=OuterRef(person))),
    )


def hidden_spellings() -> Q:
    """Of names: those that stand so in closed articles only, though their person is in others, too."""
    as_spelled = {"person": OuterRef("person"), "surface": OuterRef("text")}
    return Q(
        Q(person__in=closed_mentions().values("person")),
        Exists(closed_mentions().filter(**as_spelled)),
        ~Exists(shown_mentions().filter(**as_spelled)),
    )


def closed_mentions() -> QuerySet[Mention]:
    """In articles that readers may not see; few, and found by two indexes.

    Asked for both at once, SQLite reads all articles, bodies and all: it knows of each status only how many
    articles have one on average.
    """
    withdrawn = Article.objects.filter(status=Article.Status.WITHDRAWN).order_by().values("pk")
    held = Article.objects.filter(held_for__isnull=False).order_by().values("pk")
    return _mentions().exclude(person=None).filter(article__in=withdrawn.union(held))


def _taken_out() -> QuerySet[Any]:
    """The people whose name is taken out of an article now: its mentions went with it."""
    cases = apps.get_model("articles", "TakedownCase")._default_manager.filter(state="delisted")
    return cases.exclude(person=None).order_by().values("person")


def shown_mentions() -> QuerySet[Mention]:
    return (
        _mentions()
        .standing()
        .filter(~Q(article__status=Article.Status.WITHDRAWN), article__held_for__isnull=True)
    )


def _mentions() -> MentionQuerySet:
    mentions: MentionQuerySet = apps.get_model("articles", "Mention")._default_manager.all()
    return mentions
