"""An authority list becomes confirmed people with confirmed names.

A listed person is found again by the Wikidata id or the list's own id. Otherwise whoever alone bears one of
the names exactly, and is in no list yet, is taken for them; people with names that are merely near are
proposed to editors. What an editor rejected stays so, and whoever is merged stays merged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from articles.models import Name, NameKey, Person
from articles.models.people import Standing
from articles.models.turns import take_turn
from articles.people.authority import Listed, Malformed, people_in
from articles.people.candidates import SAME_SPELLING, Candidates, Likeness
from articles.people.choosing import propose

BATCH = 20  # people in one transaction: well under half a second
_PROPOSED = 3  # pairs proposed for one new person


@dataclass
class Summary:
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0


def import_people(path: Path, report: Callable[[int], None], reject: Callable[[str], None]) -> Summary:
    """Load the file; who is there already gets what they lack. ``reject`` is told "file:line: why".

    Can be stopped and repeated at any time. Raises OSError where the file cannot be read, Malformed where a
    CSV has no header.
    """
    summary = Summary()
    people = people_in(path)
    while batch := list(islice(people, BATCH)):
        with transaction.atomic():
            take_turn()
            for line, person in batch:
                if isinstance(person, Malformed):
                    summary.rejected += 1
                    reject(f"{path.name}:{line}: {person}")
                else:
                    fate = _load(person)
                    setattr(summary, fate, getattr(summary, fate) + 1)
        summary.read += len(batch)
        report(summary.read)
    return summary


def _load(listed: Listed) -> str:
    """Store one person; "created", "updated" or "unchanged"."""
    person = _known(listed)
    if person is not None:
        # What is said of somebody merged is not said of whom they were merged into; their names are.
        changed = person.merged_into is None and _complete(person, listed)
        return "updated" if _name(person.live, listed) or changed else "unchanged"
    candidates = Candidates()
    candidates.look_up(listed.names)
    near = [one for one in candidates.bearing(listed.names) if not one.person.identity]
    bearers = [one for one in near if _bears(one)]
    if len(bearers) == 1:
        person = Person.objects.get(pk=bearers[0].person.id)
        _complete(person, listed)
        _name(person, listed)
        return "updated"
    person = Person.objects.create(name=listed.names[0].text, description=listed.description)
    _complete(person, listed)
    _name(person, listed)
    asked = [one for one in near if one.person.standing != Standing.REJECTED]
    propose((one.person.id, person.pk, one.comparison) for one in asked[:_PROPOSED])
    return "created"


def _bears(likeness: Likeness) -> bool:
    return likeness.comparison == SAME_SPELLING and likeness.person.standing != Standing.REJECTED


def _known(listed: Listed) -> Person | None:
    """Who was loaded under one of the ids before."""
    same = Q(authority_id=listed.authority_id)
    if listed.wikidata_id:
        same |= Q(wikidata_id=listed.wikidata_id)
    return Person.objects.filter(same).select_related("merged_into").order_by("pk").first()


def _complete(person: Person, listed: Listed) -> bool:
    """Confirm the person and fill what is empty; whether there was anything to do."""
    missing: dict[str, str] = {}
    if person.standing == Standing.SUGGESTED:
        missing["standing"] = Standing.CONFIRMED
    if not person.description and listed.description:
        missing["description"] = listed.description
    taken = Person.objects.filter(wikidata_id=listed.wikidata_id).exists()
    if not person.wikidata_id and listed.wikidata_id and not taken:
        missing["wikidata_id"] = listed.wikidata_id
    taken = Person.objects.filter(authority_id=listed.authority_id).exists()
    if not person.authority_id and not taken:
        missing["authority_id"] = listed.authority_id
    return bool(missing) and bool(Person.objects.filter(pk=person.pk).update(**missing))


def _name(person: Person, listed: Listed) -> bool:
    """Give the person the names they lack and confirm those suggested; whether there was anything to do."""
    standing = {(name.text, name.language): name for name in person.names.all()}
    suggested = [
        standing[spelling].pk
        for spelling in listed.names
        if spelling in standing and standing[spelling].standing == Standing.SUGGESTED
    ]
    Name.objects.filter(pk__in=suggested).update(standing=Standing.CONFIRMED)
    names = [
        Name(person=person, text=text, language=language, standing=Standing.CONFIRMED)
        for text, language in listed.names
        if (text, language) not in standing
    ]
    for name in names:
        name.file()
    Name.objects.bulk_create(names)
    NameKey.objects.put(names)
    return bool(names or suggested)
