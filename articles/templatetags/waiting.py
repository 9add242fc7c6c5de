"""What waits for an editor: the numbers on the admin's first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, ImportEntry, ImportRun, Proposal

register = template.Library()

COUNTED = 1000  # the counts go no further: beyond, the number tells nobody anything


@dataclass(frozen=True)
class Waiting:
    what: str
    count: int
    address: str

    @property
    def more(self) -> bool:
        return self.count >= COUNTED


@register.simple_tag
def waiting(user: User | AnonymousUser) -> list[Waiting]:
    """What waits, of what this user may see; by indexes, a few thousand rows at most."""
    found = []
    if user.has_perm("articles.view_article"):
        in_review = Article.objects.filter(status=Article.Status.IN_REVIEW)
        address = _list("article", f"status__exact={Article.Status.IN_REVIEW}")
        found.append(Waiting(_("articles in review"), _counted(in_review), address))
    if user.has_perm("articles.view_proposal"):
        proposals = Proposal.objects.filter(state=Proposal.State.OPEN)
        address = _list("proposal", f"state__exact={Proposal.State.OPEN}")
        found.append(Waiting(_("people who may be the same"), _counted(proposals), address))
    last = ImportRun.objects.first() if user.has_perm("articles.view_importentry") else None
    if last is not None:
        query = f"run__id__exact={last.pk}&outcome__exact={ImportEntry.Outcome.REJECTED}"
        found.append(
            Waiting(_("files rejected in the last import"), last.rejected, _list("importentry", query))
        )
    return found


def _counted(rows: QuerySet[Any]) -> int:
    return rows.order_by()[:COUNTED].count()


def _list(model: str, query: str) -> str:
    return f"{reverse(f'admin:articles_{model}_changelist')}?{query.replace(' ', '+')}"
