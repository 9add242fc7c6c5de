"""People whom a better extraction no longer finds anywhere."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from articles.models import Decision, Mention, Person
from articles.models.people import Standing


def forget_orphans(people: Collection[int]) -> None:
    """Delete those of `people` whom only the machine knew and nothing mentions any more."""
    if not people:
        return
    edited = Person.history.model.objects.filter(id=OuterRef("pk"))
    Person.objects.filter(
        ~Exists(Mention.objects.filter(person=OuterRef("pk"))),
        ~Exists(Person.objects.filter(merged_into=OuterRef("pk"))),
        ~Exists(Decision.people.through.objects.filter(person=OuterRef("pk"))),
        ~Exists(edited),
        pk__in=people,
        merged_into=None,
        standing=Standing.SUGGESTED,
        wikidata_id=None,
        authority_id=None,
    ).exclude(names__standing=Standing.CONFIRMED).delete()
