"""What the machine joins by itself: a person known by the genitive of another's name only.

"Владимира Путина", met before anybody was called Владимир Путин, became a person who might be a woman.
Such mergers are decisions like an editor's, made by nobody, and are undone like them; whom an editor has
confirmed, kept apart or parted again stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from articles.editing.decisions import DecisionError, merge
from articles.models import Decision, Name, Person
from articles.models.people import Standing
from articles.models.turns import take_turn
from articles.names.genitive import mans_name
from articles.people.apart import kept_apart
from articles.people.candidates import Candidates, Spelling, readings
from articles.text.codes import coded

SAME = 0.985  # from this likeness on nothing but the ending differs
BECAUSE = coded("people.case_ending")


def join_genitives() -> list[Decision]:
    """Merge everyone who is known by the genitive of one other person's name; returns the mergers."""
    return [decision for other in list(known_by_genitive()) if (decision := _join(other))]


def known_by_genitive() -> Iterator[int]:
    """The ids of suggested people whose shown name may be the genitive of a man's name."""
    suggested = Person.objects.filter(merged_into=None, standing=Standing.SUGGESTED).order_by("pk")
    for pk, name in suggested.values_list("pk", "name").iterator():
        if mans_name(name):
            yield pk


@transaction.atomic
def _join(pk: int) -> Decision | None:
    take_turn()
    other = Person.objects.filter(pk=pk, merged_into=None, standing=Standing.SUGGESTED).first()
    if other is None:
        return None
    into = _meant_by(other)
    if into is None or _parted(into, other):
        return None
    try:
        return merge(into, other, note=BECAUSE)
    except DecisionError:
        return None


def _meant_by(other: Person) -> Person | None:
    """The one person whose name all spellings of `other` are, or are the genitive of."""
    names = Name.objects.filter(person=other).exclude(standing=Standing.REJECTED)
    spellings = [Spelling(text, language) for text, language in names.values_list("text", "language")]
    man = Spelling(mans_name(other.name), "ru")
    candidates = Candidates()
    candidates.look_up([man, *spellings])
    meant: set[int] | None = None
    for spelling in {man, *spellings}:
        alike = {
            one.person.id
            for one in candidates.bearing(readings(spelling)[-1:])
            if one.comparison.score >= SAME
            and one.person.id != other.pk
            and one.person.standing != Standing.REJECTED
            and not mans_name(one.person.name)
            and not (one.person.identity and (other.wikidata_id or other.authority_id))
        }
        meant = alike if meant is None else meant & alike
    return Person.objects.get(pk=meant.pop()) if meant and len(meant) == 1 else None


def _parted(a: Person, b: Person) -> bool:
    """Whether an editor keeps the two apart, or has parted them again."""
    mergers = Decision.objects.filter(kind=Decision.Kind.MERGE, undoes=None, undone_by__isnull=False)
    return bool(kept_apart([a.pk, b.pk])) or mergers.filter(people=a).filter(people=b).exists()
