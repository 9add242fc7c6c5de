"""This mention is of this person; this is a human being."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, live, record
from articles.editing.decisions.identifying import undo_identifying
from articles.editing.decisions.mentions import as_stored, change, undo_mention
from articles.editing.decisions.owning import ids
from articles.editing.decisions.standing import OfPerson, newest_mention, undo_standing
from articles.models import Decision, Mention, Person
from articles.models.people import Standing


@deciding()
def confirm(mention: Mention, by: By = None, note: str = "") -> Decision:
    """This mention is of this person. Raises DecisionError where it has none."""
    mention = as_stored(mention)
    if mention.person is None:
        raise DecisionError(
            _("“%(mention)s” is of nobody known: move it to a person.") % {"mention": mention}
        )
    return change(Decision.Kind.CONFIRM, mention, mention.person, Standing.CONFIRMED, by, note)


@deciding()
def confirm_person(person: Person, by: By = None, note: str = "") -> Decision:
    """This is a human being, and the spellings that nobody rejected are theirs."""
    person = live(person)
    names = person.names.filter(standing=Standing.SUGGESTED)
    if person.standing == Standing.CONFIRMED and not names.exists():
        raise DecisionError(_("%(person)s is confirmed already.") % {"person": person})
    data: OfPerson = {
        "person": person.pk,
        "before": person.standing,
        "after": Standing.CONFIRMED.value,
        "names": {Standing.SUGGESTED.value: ids(names)},
        "mentions": {},
        "last_mention": newest_mention(),
    }
    names.update(standing=Standing.CONFIRMED)
    Person.objects.filter(pk=person.pk).update(standing=Standing.CONFIRMED)
    return record(Decision.Kind.CONFIRM, data, [person.pk], by, note)


def undo_confirmation(decision: Decision) -> None:
    if "identified" in decision.data:
        undo_identifying(decision)
    elif "mention" in decision.data:
        undo_mention(decision)
    else:
        undo_standing(decision)
