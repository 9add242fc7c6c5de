"""Whose mentions and names are: with whom they stand, and whose they would be without mergers.

What came along when its person was merged says so itself (``merged_from``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from articles.models import Mention, Name, Person


def ids(rows: QuerySet[Any]) -> list[int]:
    """The ids of these rows, in order."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


def ids_by_owner(rows: QuerySet[Any]) -> dict[str, list[int]]:
    """The ids of these mentions or names, by whose they are without mergers."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for person, pk in rows.order_by("pk").values_list(Coalesce("merged_from", "person"), "pk"):
        found[str(person)].append(pk)
    return found


def owned_by(person: int | None) -> Q:
    """Rows that are this person's, or would be without mergers."""
    return Q(merged_from=person) | Q(person=person, merged_from=None)


def of_all(person: int) -> Q:
    """Rows of this person and of all who are merged into them."""
    return Q(person=person) | Q(person__merged_into=person)


def come_back(rows: QuerySet[Any], other: Person) -> None:
    """Rows that went along with `other` are theirs again."""
    rows.update(
        person=other,
        merged_from=Case(When(merged_from=other.pk, then=None), default=F("merged_from")),
    )


def give_mentions(mentions: Collection[int], person: int | None) -> None:
    """They are `person`'s, and stand with whomever that person is merged into."""
    live = _live(person)
    Mention.objects.filter(pk__in=mentions).update(
        person=live, merged_from=None if live == person else person
    )


def give_names(names: QuerySet[Name], person: int) -> None:
    """The same for names; what the live person bears already stays with `person`, or goes with the last."""
    live = _live(person)
    for owner in dict.fromkeys((live, person)):
        borne = set(Name.objects.filter(person=owner).values_list("text", "language"))
        free = [name.pk for name in names.all() if (name.text, name.language) not in borne]
        Name.objects.filter(pk__in=free).update(
            person=owner, merged_from=person if owner == live != person else None
        )


def bear_again(root: int, spellings: Collection[tuple[str, str]]) -> None:
    """Spellings that went from `root` and that somebody else merged into it has, too, stay with it."""
    if not spellings:
        return
    kept = Name.objects.filter(person__merged_into=root, text__in=[text for text, _ in spellings])
    gone = set(spellings)
    for name in kept.order_by("pk"):
        if (name.text, name.language) in gone:
            gone.remove((name.text, name.language))
            Name.objects.filter(pk=name.pk).update(person=root, merged_from=Coalesce("merged_from", "person"))


def _live(person: int | None) -> int | None:
    """Who that person is now."""
    if person is None:
        return None
    return Person.objects.filter(pk=person).values_list("merged_into", flat=True).first() or person
