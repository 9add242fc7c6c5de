"""This person is that record of an authority: its id, its names and what it says become the person's."""

from __future__ import annotations

from typing import TypedDict

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, live, record
from articles.editing.decisions.owning import ids
from articles.editing.decisions.standing import OfPerson, newest_mention, undo_standing
from articles.models import AuthorityRecord, Decision, Name, Person
from articles.models.people import Standing


class Identified(TypedDict):
    """What the person had of it before, and what was given."""

    wikidata_id: str | None
    had_wikidata_id: str | None
    description: str
    had_description: str
    made_names: list[int]


class OfIdentified(OfPerson):
    """``Decision.data`` of a person who was found in an authority list."""

    identified: Identified


@deciding()
def identify(person: Person, found: AuthorityRecord, by: By = None, note: str = "") -> Decision:
    """Confirm the person by the record. Raises DecisionError where the record's id is somebody else's."""
    person = live(person)
    wikidata_id = found.wikidata_id or None
    bearing = Person.objects.exclude(pk=person.pk).exclude(wikidata_id=None)
    other = bearing.filter(wikidata_id=wikidata_id).first()
    if other is not None:
        raise DecisionError(
            _("%(other)s has the number %(id)s already: merge the two.") % {"other": other, "id": wikidata_id}
        )
    names = person.names.filter(standing=Standing.SUGGESTED)
    borne = set(person.names.values_list("text", "language"))
    suggested = ids(names)
    made = [
        Name(person=person, text=text, language=language, standing=Standing.CONFIRMED)
        for text, language in found.names
        if (text, language) not in borne
    ]
    for name in made:
        name.save()
    given: Identified = {
        "wikidata_id": wikidata_id or person.wikidata_id,
        "had_wikidata_id": person.wikidata_id,
        "description": person.description or found.description,
        "had_description": person.description,
        "made_names": [name.pk for name in made],
    }
    data: OfIdentified = {
        "person": person.pk,
        "before": person.standing,
        "after": Standing.CONFIRMED.value,
        "names": {Standing.SUGGESTED.value: suggested},
        "mentions": {},
        "last_mention": newest_mention(),
        "identified": given,
    }
    Name.objects.filter(pk__in=suggested).update(standing=Standing.CONFIRMED)
    Person.objects.filter(pk=person.pk).update(
        standing=Standing.CONFIRMED, wikidata_id=given["wikidata_id"], description=given["description"]
    )
    return record(Decision.Kind.CONFIRM, data, [person.pk], by, note)


def undo_identifying(decision: Decision) -> None:
    """What was changed of it since stays."""
    data: OfIdentified = decision.data
    given = data["identified"]
    undo_standing(decision)
    Name.objects.filter(pk__in=given["made_names"]).delete()
    person = Person.objects.filter(pk=data["person"])
    person.filter(wikidata_id=given["wikidata_id"]).update(wikidata_id=given["had_wikidata_id"])
    person.filter(description=given["description"]).update(description=given["had_description"])
