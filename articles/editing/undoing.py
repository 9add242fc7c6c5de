"""Takes a decision back: rows return exactly to what they were, except where a later decision holds.

A row is touched only where it is still as the decision left it. What came after a merge goes with the name it
was linked by (``merged_from``); what came to the second person after a split returns to the first.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from articles.editing.decisions import By, DecisionError, ids, record
from articles.models import Decision, Mention, Name, Person, Proposal
from articles.models.people import Standing
from articles.models.turns import take_turn
from articles.people.revisiting import ask_again


@transaction.atomic
def undo(decision: Decision, by: By = None, note: str = "") -> Decision:
    """Take `decision` back. Decisions about the same people need not be undone in order.

    Raises DecisionError for an undoing, for what is undone already, and for a split whose second person has
    since got others merged into them.
    """
    take_turn()
    decision = Decision.objects.get(pk=decision.pk)
    if decision.undoes_id is not None:
        raise DecisionError("An undoing cannot be undone: decide again instead.")
    if Decision.objects.filter(undoes=decision).exists():
        raise DecisionError("This decision has been undone already.")
    people = list(decision.people.values_list("pk", flat=True))
    if decision.kind == Decision.Kind.MERGE:
        _undo_merge(decision)
    elif decision.kind == Decision.Kind.SPLIT:
        _undo_split(decision)
    elif decision.kind == Decision.Kind.SEPARATE:
        _restore_proposal(decision.data)
    elif "mention" in decision.data:
        _undo_mention(decision)
        if decision.article_id is not None:
            ask_again(decision.article_id)
    else:
        _undo_standing(decision)
    still = Person.objects.filter(pk__in=people).values_list("pk", flat=True)
    return record(
        decision.kind,
        {"undoes": decision.pk},
        still,
        by,
        note,
        undoes=decision,
        article_id=decision.article_id,
    )


def _undo_merge(decision: Decision) -> None:
    data = decision.data
    other = Person.objects.get(pk=data["other"])
    if other.merged_into_id is None:
        raise DecisionError(f"{other} is not merged any more.")
    root = other.merged_into_id
    Person.objects.filter(pk=other.pk).update(merged_into=None)
    Person.objects.filter(pk__in=data["redirects"], merged_into=root).update(merged_into=other)
    back = Mention.objects.filter(person=root, merged_from__in=[other.pk, *data["redirects"]])
    _come_back(back, other)
    names = Name.objects.filter(_of(root), merged_from__in=[other.pk, *data["redirects"]])
    texts = list(names.filter(person=root).values_list("text", "language"))
    _come_back(names, other)
    _bear_again(root, texts)
    if data["wikidata_id"] and Person.objects.filter(pk=root, wikidata_id=data["wikidata_id"]).exists():
        Person.objects.filter(pk=root).update(wikidata_id=None)
        Person.objects.filter(pk=other.pk).update(wikidata_id=data["wikidata_id"])
    for proposal, state in data["proposals"].items():
        Proposal.objects.filter(pk=proposal, state=Proposal.State.MERGED).update(state=state)


def _undo_split(decision: Decision) -> None:
    data = decision.data
    second = Person.objects.get(pk=data["to"])
    absorbed = second.merged.first()
    if absorbed is not None:
        raise DecisionError(f"{absorbed} was merged into {second}: undo that first.")
    first = data["from"]
    Mention.objects.filter(pk__in=data["confirmed"], status=Standing.CONFIRMED).update(
        status=Standing.SUGGESTED
    )
    _restore_proposal(data)
    root = second.merged_into_id or second.pk
    Name.objects.filter(_of(root), pk__in=data["made_names"]).delete()
    undone = _Undone(decision)
    for person, mentions in data["mentions"].items():
        for pk in Mention.objects.filter(_owned_by(second.pk), pk__in=mentions).values_list("pk", flat=True):
            _give_mentions([pk], undone.origin(pk, int(person))[0])
    for person, names in data["names"].items():
        _give_names(Name.objects.filter(_owned_by(second.pk), pk__in=names), int(person))
    if second.merged_into_id is None:
        _give_mentions(ids(second.mentions.all()), first)
        _give_names(second.names.all(), first)
        second.delete()


def _undo_mention(decision: Decision) -> None:
    after, before = decision.data["after"], decision.data["before"]
    pk = decision.data["mention"]["id"]
    undone = _Undone(decision)
    left, _ = undone.origin(pk, after["person"])
    person, status = undone.origin(pk, before["person"], before["status"])
    as_left = Mention.objects.filter(
        _owned_by(after["person"]) | _owned_by(left), pk=pk, status=after["status"]
    )
    if as_left.update(status=status):
        _give_mentions([pk], person)


def _undo_standing(decision: Decision) -> None:
    """Undo the rejection or confirmation of a whole person."""
    data = decision.data
    person, after, before = data["person"], data["after"], data["before"]
    if before != after:
        for undone in _undone_since(decision):
            if undone.get("person") == person and undone["after"] == before:
                before = undone["before"]
        Person.objects.filter(pk=person, standing=after).update(standing=before)
    for standing, names in data["names"].items():
        Name.objects.filter(pk__in=names, standing=after).update(standing=standing)
    for status, mentions in data["mentions"].items():
        Mention.objects.filter(pk__in=mentions, status=after).update(status=status)
    if after == Standing.REJECTED:
        since = Mention.objects.filter(person=person, pk__gt=data["last_mention"], status=after)
        since.update(status=Standing.SUGGESTED)


def _restore_proposal(data: dict[str, Any]) -> None:
    proposal = Proposal.objects.filter(pk=data["proposal"], state=Proposal.State.SEPARATE)
    if data["before"] is None:
        proposal.delete()
    else:
        proposal.update(state=data["before"])


def _of(person: int) -> Q:
    return Q(person=person) | Q(person__merged_into=person)


def _live(person: int | None) -> int | None:
    """Who that person is now."""
    if person is None:
        return None
    return Person.objects.filter(pk=person).values_list("merged_into", flat=True).first() or person


def _undone_since(decision: Decision) -> list[dict[str, Any]]:
    """The data of the decisions before one that were undone after it, the newest first.

    What it found is then no longer what there was before it.
    """
    undone = Decision.objects.filter(undoes=None, pk__lt=decision.pk, undone_by__pk__gt=decision.pk)
    return list(undone.order_by("-pk").values_list("data", flat=True))


class _Undone:
    """Whose mentions were before a decision, without what was undone since."""

    def __init__(self, decision: Decision) -> None:
        self._data = [data for data in _undone_since(decision) if "mention" in data or "confirmed" in data]

    def origin(self, mention: int, person: int | None, status: str = "") -> tuple[int | None, str]:
        """`person` and `status` that a decision found, or what was there without the undone ones."""
        for data in self._data:
            if "mention" in data:
                if data["mention"]["id"] == mention:
                    person = data["before"]["person"] if person == data["after"]["person"] else person
                    status = data["before"]["status"] if status == data["after"]["status"] else status
                continue
            if person == data["to"]:
                owners = [int(owner) for owner, found in data["mentions"].items() if mention in found]
                person = owners[0] if owners else data["from"]
            if status == Standing.CONFIRMED and mention in data["confirmed"]:
                status = Standing.SUGGESTED
        return person, status


def _owned_by(person: int | None) -> Q:
    """Rows that are this person's, or would be without mergers."""
    return Q(merged_from=person) | Q(person=person, merged_from=None)


def _come_back(rows: QuerySet[Any], other: Person) -> None:
    """Rows that went along with `other` are theirs again."""
    rows.update(
        person=other,
        merged_from=Case(When(merged_from=other.pk, then=None), default=F("merged_from")),
    )


def _give_mentions(mentions: Collection[int], person: int | None) -> None:
    """They are `person`'s, and stand with whomever that person is merged into."""
    live = _live(person)
    Mention.objects.filter(pk__in=mentions).update(
        person=live, merged_from=None if live == person else person
    )


def _give_names(names: QuerySet[Name], person: int) -> None:
    """The same for names; what the live person bears already stays with `person`, or goes with the last."""
    live = _live(person)
    for owner in dict.fromkeys((live, person)):
        borne = set(Name.objects.filter(person=owner).values_list("text", "language"))
        free = [name.pk for name in names.all() if (name.text, name.language) not in borne]
        Name.objects.filter(pk__in=free).update(
            person=owner, merged_from=person if owner == live != person else None
        )


def _bear_again(root: int, spellings: Collection[tuple[str, str]]) -> None:
    """Spellings that went from `root` and that somebody else merged into it has, too, stay with it."""
    if not spellings:
        return
    kept = Name.objects.filter(person__merged_into=root, text__in=[text for text, _ in spellings])
    gone = set(spellings)
    for name in kept.order_by("pk"):
        if (name.text, name.language) in gone:
            gone.remove((name.text, name.language))
            Name.objects.filter(pk=name.pk).update(person=root, merged_from=Coalesce("merged_from", "person"))
