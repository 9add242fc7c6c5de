"""What the pages about people ask the database.

How often somebody is mentioned, with whom, when and where, are facets of the search engine: it counts them in
milliseconds over any selection of articles, and always says what the lists say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from articles.models import Decision, Mention, Name, Person, Proposal
from articles.models.people import Standing


class Used(NamedTuple):
    """A spelling of a person and how many mentions are spelled exactly so."""

    text: str
    language: str
    script: str
    standing: str
    mentions: int


def spellings(person: Person) -> list[Used]:
    """The person's spellings that nobody rejected, by script, in each the most frequent first."""
    names = person.names.exclude(standing=Standing.REJECTED)
    spelled = person.mentions.exclude(status=Standing.REJECTED).filter(surface__in=names.values("text"))
    counts = dict(spelled.values_list("surface").annotate(Count("pk")).order_by())
    used = [
        Used(name.text, name.language, name.script, name.standing, counts.get(name.text, 0)) for name in names
    ]
    return sorted(used, key=lambda one: (one.script, -one.mentions, one.text, one.language))


def indexed_names() -> QuerySet[Name]:
    """Names of people whom an article mentions or an editor or authority confirmed."""
    mentioned = Mention.objects.filter(person=OuterRef("person")).exclude(status=Standing.REJECTED)
    return (
        Name.objects.exclude(standing=Standing.REJECTED)
        .exclude(person__standing=Standing.REJECTED)
        .filter(Q(person__standing=Standing.CONFIRMED) | Exists(mentioned), person__merged_into=None)
    )


def people_by_letter(script: str, letter: str) -> QuerySet[Name]:
    """The names filed under that letter of that script (ISO 15924), in order of surnames; to be paged."""
    names = indexed_names().filter(script=script, letter=letter)
    return names.select_related("person").order_by("filed", "pk")


def letters() -> dict[str, list[str]]:
    """The letters under which names are filed, for each script. Reads an index of all names: cache it."""
    found: dict[str, list[str]] = {}
    filed = Name.objects.exclude(letter="").values_list("script", "letter").distinct()
    for script, letter in filed.order_by("script", "letter"):
        found.setdefault(script, []).append(letter)
    return found


def open_proposals() -> QuerySet[Proposal]:
    """Pairs for an editor to decide, the likeliest first: both people live, and still two."""
    live = {f"{side}__merged_into": None for side in ("first", "second")}
    return (
        Proposal.objects.filter(state=Proposal.State.OPEN, **live)
        .exclude(Q(first__standing=Standing.REJECTED) | Q(second__standing=Standing.REJECTED))
        .select_related("first", "second")
        .order_by("-score", "pk")
    )


def decisions_about(person: Person) -> QuerySet[Decision]:
    """What was decided about the person or those merged into them, the newest first."""
    people = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person))
    return Decision.objects.filter(people__in=people).select_related("made_by", "undone_by").distinct()


class Companion(NamedTuple):
    person: Person
    articles: int


def mentioned_with(person: Person, limit: int = 20) -> list[Companion]:
    """The people mentioned in most of the person's articles; one pass over these articles' mentions."""
    theirs = person.mentions.exclude(status=Standing.REJECTED).values("article")
    counted = (
        Mention.objects.standing()
        .filter(article__in=theirs)
        .exclude(person=person)
        .values_list("person")
        .annotate(articles=Count("article", distinct=True))
        .order_by("-articles", "person")[:limit]
    )
    counts: Sequence[tuple[int, int]] = list(counted)
    people = Person.objects.in_bulk([pk for pk, _ in counts])
    return [Companion(people[pk], articles) for pk, articles in counts]
