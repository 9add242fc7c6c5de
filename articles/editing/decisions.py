"""What editors decide about one mention or one person, and how every decision is noted.

Every function does all or nothing, notes a ``Decision`` and returns it; ``undoing.undo`` takes it back.
``by`` is the user, or None for a command. A ``DecisionError`` says, for people, why something cannot be.

``Decision.data`` holds what was done, with the ids of rows:

===============  ======================================================================================
of a mention     mention: its columns; before, after: {person, status}, where person is whose the mention
                 is without mergers. Kinds reject, move, confirm
of a person      person; before, after: its standing; names, mentions: {standing before: ids} of those that
                 followed; last_mention: the newest at that time. Kinds reject, confirm
separate         first, second, proposal; before: its state, or None where it was made
merge, split     see ``merging``
undoing          undoes: the id of the decision that was undone
===============  ======================================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce

from articles.models import Decision, Mention, Person, Proposal
from articles.models.people import Standing
from articles.models.turns import take_turn
from articles.people.apart import pair_of
from articles.people.revisiting import ask_again

By = User | None


class DecisionError(ValueError):
    """What was asked for cannot be decided; the message says why, for people."""


def record(
    kind: str, data: dict[str, Any], people: Iterable[int | None], by: By, note: str, **columns: Any
) -> Decision:
    """Note a decision about these people."""
    decision = Decision.objects.create(kind=kind, data=data, made_by=by, note=note, **columns)
    decision.people.set({person for person in people if person is not None})
    return decision


def live(person: Person) -> Person:
    """The person as stored now. Raises DecisionError for one who is merged or rejected."""
    person = Person.objects.select_related("merged_into").get(pk=person.pk)
    if person.merged_into is not None:
        raise DecisionError(f"{person} is merged into {person.merged_into} already.")
    if person.standing == Standing.REJECTED:
        raise DecisionError(f"{person} is rejected: undo that first.")
    return person


def newest_mention() -> int:
    """What tells mentions that come later."""
    return Mention.objects.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def confirm(mention: Mention, by: By = None, note: str = "") -> Decision:
    """This mention is of this person. Raises DecisionError where it has none."""
    mention = _now(mention)
    if mention.person is None:
        raise DecisionError(f"“{mention}” is of nobody known: move it to a person.")
    return _change(Decision.Kind.CONFIRM, mention, mention.person, Standing.CONFIRMED, by, note)


@transaction.atomic
def reject_mention(mention: Mention, by: By = None, note: str = "") -> Decision:
    """These words name nobody here, or not this person. The row stays, so that no machine makes it again."""
    mention = _now(mention)
    return _change(Decision.Kind.REJECT, mention, mention.person, Standing.REJECTED, by, note)


@transaction.atomic
def move_mention(mention: Mention, to: Person, by: By = None, note: str = "") -> Decision:
    """This mention is of that person. Raises DecisionError where ``to`` is merged, rejected or its person."""
    mention, to = _now(mention), live(to)
    if mention.person == to:
        raise DecisionError(f"“{mention}” is of {to} already.")
    return _change(Decision.Kind.MOVE, mention, to, Standing.CONFIRMED, by, note)


@transaction.atomic
def confirm_person(person: Person, by: By = None, note: str = "") -> Decision:
    """This is a human being, and the spellings that nobody rejected are theirs."""
    take_turn()
    person = live(person)
    names = person.names.filter(standing=Standing.SUGGESTED)
    if person.standing == Standing.CONFIRMED and not names.exists():
        raise DecisionError(f"{person} is confirmed already.")
    data = {
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


@transaction.atomic
def reject_person(person: Person, by: By = None, note: str = "") -> Decision:
    """This is no human being: none of the mentions stand, nor will those of later articles."""
    take_turn()
    person = live(person)
    standing = person.mentions.exclude(status=Standing.REJECTED)
    mentions: defaultdict[str, list[int]] = defaultdict(list)
    for status, pk in standing.order_by("pk").values_list("status", "pk"):
        mentions[status].append(pk)
    data = {
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


@transaction.atomic
def keep_separate(first: Person, second: Person, by: By = None, note: str = "") -> Decision:
    """These are two people, whatever their names. Raises DecisionError for one person twice."""
    take_turn()
    first, second = live(first), live(second)
    if first == second:
        raise DecisionError(f"{first} is one person.")
    return record(
        Decision.Kind.SEPARATE,
        {"first": first.pk, "second": second.pk} | separate(first.pk, second.pk),
        [first.pk, second.pk],
        by,
        note,
    )


def separate(a: int, b: int) -> dict[str, Any]:
    """Store that two people are two; {proposal: its id, before: its state, or None where it was made}."""
    first, second = pair_of(a, b)
    proposal, made = Proposal.objects.get_or_create(
        first_id=first,
        second_id=second,
        defaults={"score": 0, "reason": "an editor keeps them apart", "state": Proposal.State.SEPARATE},
    )
    before = None if made else proposal.state
    Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.SEPARATE)
    return {"proposal": proposal.pk, "before": before}


def _now(mention: Mention) -> Mention:
    take_turn()
    return Mention.objects.select_related("person").get(pk=mention.pk)


def _change(kind: str, mention: Mention, person: Person | None, status: str, by: By, note: str) -> Decision:
    new = person.pk if person else None
    before = {"person": mention.merged_from_id or mention.person_id, "status": mention.status}
    after = {"person": new, "status": str(status)}
    if (mention.person_id, mention.status) == (new, status):
        raise DecisionError(f"“{mention}” is {status} already.")
    columns = ("id", "field", "start", "end", "surface", "extractor", "version")
    data = {
        "mention": {column: getattr(mention, column) for column in columns},
        "before": before,
        "after": after,
    }
    if mention.person_id == new:
        after["person"] = before["person"]
        Mention.objects.filter(pk=mention.pk).update(status=status)
    else:
        Mention.objects.filter(pk=mention.pk).update(person=person, merged_from=None, status=status)
    decision = record(kind, data, [mention.person_id, new], by, note, article_id=mention.article_id)
    ask_again(mention.article_id)  # other mentions of the surname follow
    return decision


def owner() -> Coalesce:
    """Whose a mention or name is, or would be without mergers."""
    return Coalesce("merged_from", "person")


def ids_by_owner(rows: QuerySet[Any]) -> dict[str, list[int]]:
    """The ids of these mentions or names, by whose they are without mergers."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for person, pk in rows.order_by("pk").values_list(owner(), "pk"):
        found[str(person)].append(pk)
    return found


def ids(rows: QuerySet[Any]) -> list[int]:
    """The ids of these rows, in order."""
    return list(rows.order_by("pk").values_list("pk", flat=True))
