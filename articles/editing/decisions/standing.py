"""What deciding about a whole person has in common, whether they are confirmed or rejected."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Max

from articles.editing.decisions.origins import undone_since
from articles.models import Decision, Mention, Name, Person
from articles.models.people import Standing


class OfPerson(TypedDict):
    """``Decision.data`` of a decision about a whole person: its standing before and after."""

    person: int
    before: str
    after: str
    names: dict[str, list[int]]  # by their standing before: those that followed
    mentions: dict[str, list[int]]
    last_mention: int  # the newest at that time


def newest_mention() -> int:
    """What tells mentions that come later."""
    return Mention.objects.aggregate(last=Max("pk"))["last"] or 0


def undo_standing(decision: Decision) -> None:
    """Undo the rejection or confirmation of a whole person."""
    data: OfPerson = decision.data
    person, after, before = data["person"], data["after"], data["before"]
    if before != after:
        for undone in undone_since(decision):
            if undone.get("person") == person and undone["after"] == before:
                before = undone["before"]
        Person.objects.filter(pk=person, standing=after).update(standing=before)
    for standing, names in data["names"].items():
        Name.objects.filter(pk__in=names, standing=after).update(standing=standing)
    for status, mentions in data["mentions"].items():
        Mention.objects.filter(pk__in=mentions, status=after).update(status=status)
    if after == Standing.REJECTED:
        since = Mention.objects.filter(person=person, pk__gt=data["last_mention"], status=after)
        since.update(status=Standing.SUGGESTED)
