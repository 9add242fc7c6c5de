"""Takes a decision back: rows return exactly to what they were, except where a later decision holds.

A row is touched only where it is still as the decision left it. What came after the decision follows its
spelling: undoing a merge, mentions of new articles go with the name they are spelled by; undoing a split,
everything returns to the first person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.models import Decision, Mention, Name, Person, Proposal
from articles.models.people import Standing
from articles.people.decisions import By, DecisionError, record
from articles.people.turns import take_turn


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
    names = Name.objects.filter(_of(root) | Q(person=other), pk__in=data["names"])
    texts = list(names.filter(person=root).values_list("text", "language"))
    names.update(person=other)
    _bear_again(root, texts)
    back = Mention.objects.filter(pk__in=data["mentions"], person=root)
    articles = set(back.values_list("article", flat=True))
    _move(decision, back, other.pk)
    _follow(data["last_mention"], root, other, articles)
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
    first = _live(data["from"])
    Mention.objects.filter(pk__in=data["confirmed"], status=Standing.CONFIRMED).update(
        status=Standing.SUGGESTED
    )
    _restore_proposal(data)
    root = second.merged_into_id or second.pk
    Name.objects.filter(_of(root), pk__in=data["made_names"]).delete()
    _give_names(Name.objects.filter(_of(root), pk__in=data["names"]), first)
    _move(decision, Mention.objects.filter(pk__in=data["mentions"], person=root), first)
    if second.merged_into_id is None:
        second.mentions.update(person=first)
        _give_names(second.names.all(), first)
        second.delete()


def _undo_mention(decision: Decision) -> None:
    after, before = decision.data["after"], decision.data["before"]
    pk = decision.data["mention"]["id"]
    since = _undone_since(decision)
    Mention.objects.filter(
        pk=pk, person=_live(_before(since, pk, after["person"])), status=after["status"]
    ).update(person=_live(_before(since, pk, before["person"])), status=before["status"])


def _undo_standing(decision: Decision) -> None:
    """Undo the rejection or confirmation of a whole person."""
    data = decision.data
    person = Person.objects.get(pk=data["person"])
    after = Standing.REJECTED if decision.kind == Decision.Kind.REJECT else Standing.CONFIRMED
    Person.objects.filter(pk=person.pk).update(standing=data["before"])
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


Undone = list[tuple[int, int, set[int]]]


def _undone_since(decision: Decision) -> Undone:
    """(after, before, mentions) of the merges and splits before `decision` that were undone after it.

    Where `decision` found a mention is then no longer where that mention comes from.
    """
    undone = Decision.objects.filter(
        kind__in=[Decision.Kind.MERGE, Decision.Kind.SPLIT],
        undoes=None,
        pk__lt=decision.pk,
        undone_by__pk__gt=decision.pk,
    )
    return [
        (data.get("into") or data["to"], data.get("other") or data["from"], set(data["mentions"]))
        for data in undone.order_by("-pk").values_list("data", flat=True)
    ]


def _before(undone: Undone, mention: int, person: int | None) -> int | None:
    for after, before, mentions in undone:
        if person == after and mention in mentions:
            person = before
    return person


def _move(decision: Decision, mentions: Any, person: int | None) -> None:
    """Return these mentions to `person`, or to where they came from before that."""
    undone = _undone_since(decision)
    targets: defaultdict[int | None, list[int]] = defaultdict(list)
    for pk in mentions.values_list("pk", flat=True):
        targets[_before(undone, pk, person)].append(pk)
    for target, pks in targets.items():
        Mention.objects.filter(pk__in=pks).update(person=_live(target))


def _give_names(names: Iterable[Name], person: int | None) -> None:
    """Names go to `person`; what they bear already is dropped with its former owner."""
    borne = set(Name.objects.filter(person=person).values_list("text", "language"))
    free = [name.pk for name in names if (name.text, name.language) not in borne]
    Name.objects.filter(pk__in=free).update(person=person)


def _bear_again(root: int, spellings: Collection[tuple[str, str]]) -> None:
    """Spellings that went from `root` and that somebody else merged into it has, too, stay with it."""
    if not spellings:
        return
    kept = Name.objects.filter(person__merged_into=root, text__in=[text for text, _ in spellings])
    gone = set(spellings)
    for name in kept.order_by("pk"):
        if (name.text, name.language) in gone:
            gone.remove((name.text, name.language))
            Name.objects.filter(pk=name.pk).update(person=root)


def _follow(last: int, root: int, other: Person, articles: set[int]) -> None:
    """Mentions that came after a merge go with those they stand beside, or by how they are spelled."""
    since = Mention.objects.filter(person=root, pk__gt=last)
    theirs = set(other.names.values_list("text", flat=True))
    theirs -= set(Name.objects.filter(person=root).values_list("text", flat=True))
    spelled = set(since.filter(surface__in=theirs).values_list("article", flat=True))
    stay = set(
        Mention.objects.filter(person=root, pk__lte=last, article__in=articles).values_list(
            "article", flat=True
        )
    )
    since.filter(article__in=(articles - stay) | spelled).update(person=other)
