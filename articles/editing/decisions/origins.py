"""What was there before a decision, without the decisions that were undone since.

What a decision found is then no longer what there was before it.
"""

from __future__ import annotations

from typing import Any

from articles.models import Decision
from articles.models.people import Standing


def undone_since(decision: Decision) -> list[dict[str, Any]]:
    """The data of the decisions before one that were undone after it, the newest first."""
    undone = Decision.objects.filter(undoes=None, pk__lt=decision.pk, undone_by__pk__gt=decision.pk)
    return list(undone.order_by("-pk").values_list("data", flat=True))


class Origins:
    """Whose mentions were before a decision."""

    def __init__(self, decision: Decision) -> None:
        self._data = [data for data in undone_since(decision) if "mention" in data or "confirmed" in data]

    def of(self, mention: int, person: int | None, status: str = "") -> tuple[int | None, str]:
        """`person` and `status` that a decision found, or what was there without the undone ones."""
        for data in self._data:
            if "mention" in data:
                if data["mention"]["id"] == mention:
                    person = data["before"]["person"] if person == data["after"]["person"] else person
                    status = data["before"]["status"] if status == data["after"]["status"] else status
                continue
            if person == data["to"]:
                owners = [int(owner) for owner, found in data["mentions"].items() if mention in found]
                person = owners[0] if owners else data["from"]
            if status == Standing.CONFIRMED and mention in data["confirmed"]:
                status = Standing.SUGGESTED
        return person, status
