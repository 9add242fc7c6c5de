"""Whom a name may mean, among the people that readers may know of: in any script, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Name, Person
from articles.models.people import Standing
from articles.names.match import MERGE
from articles.people.candidates import Candidates, Spelling
from articles.text.codes import Code

MOST_MEANT = 10  # people for one name
CLEAR = 0.01  # by so much the best must lead the next: as match_names has it


@dataclass(frozen=True)
class Meant:
    person: Person
    score: float  # 0 to 1, as match_names gives it
    reason: Code


def people_meant(spellings: Sequence[Spelling]) -> list[list[Meant]]:
    """For each name at most MOST_MEANT people; not through a spelling that only a closed article has."""
    known = Candidates()
    known.look_up(spellings)
    found = [known.bearing([spelling])[: 5 * MOST_MEANT] for spelling in spellings]
    likely = [one for of_name in found for one in of_name if one.person.standing != Standing.REJECTED]
    ids = {one.person.id for one in likely}
    people = Person.objects.live().public().in_bulk(ids)
    texts = {one.spelling.text for one in likely}
    shown = set(Name.objects.public().filter(person__in=ids, text__in=texts).values_list("person", "text"))
    return [
        [
            Meant(people[one.person.id], one.comparison.score, one.comparison.reason)
            for one in of_name
            if one.person.id in people and (one.person.id, one.spelling.text) in shown
        ][:MOST_MEANT]
        for of_name in found
    ]


def is_clear(meant: Sequence[Meant]) -> bool:
    """Whether the first is surely who is meant: two may be equally like it, then nobody is."""
    if not meant or meant[0].score < MERGE:
        return False
    return len(meant) == 1 or meant[1].score <= meant[0].score - CLEAR
