"""These words name nobody here, or not this person; this is no human being."""

from __future__ import annotations

from collections import defaultdict

from articles.editing.decisions.deciding import By, deciding, live, record
from articles.editing.decisions.mentions import as_stored, change, undo_mention
from articles.editing.decisions.spelling import undo_spelling
from articles.editing.decisions.standing import OfPerson, newest_mention, undo_standing
from articles.models import Decision, Mention, Person
from articles.models.people import Standing


@deciding()
def reject_mention(mention: Mention, by: By = None, note: str = "") -> Decision:
    """These words name nobody here, or not this person. The row stays, so that no machine makes it again."""
    mention = as_stored(mention)
    return change(Decision.Kind.REJECT, mention, mention.person, Standing.REJECTED, by, note)


@deciding()
def reject_person(person: Person, by: By = None, note: str = "") -> Decision:
    """This is no human being: none of the mentions stand, nor will those of later articles."""
    person = live(person)
    standing = person.mentions.exclude(status=Standing.REJECTED)
    mentions: defaultdict[str, list[int]] = defaultdict(list)
    for status, pk in standing.order_by("pk").values_list("status", "pk"):
        mentions[status].append(pk)
    data: OfPerson = {
        "person": person.pk,
        "before": person.standing,
        "after": Standing.REJECTED.value,
        "names": {},
        "mentions": mentions,
        "last_mention": newest_mention(),
    }
    standing.update(status=Standing.REJECTED)
    Person.objects.filter(pk=person.pk).update(standing=Standing.REJECTED)
    return record(Decision.Kind.REJECT, data, [person.pk], by, note)


def undo_rejection(decision: Decision) -> None:
    if "spelling" in decision.data:
        undo_spelling(decision)
    elif "mention" in decision.data:
        undo_mention(decision)
    else:
        undo_standing(decision)
