"""These are two people, whatever their names."""

from __future__ import annotations

from typing import TypedDict

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, live, record
from articles.models import Decision, Person, Proposal
from articles.people.apart import pair_of
from articles.text.codes import coded


class Apart(TypedDict):
    """Part of ``Decision.data`` where two people are kept apart."""

    proposal: int
    before: str | None  # its state, or None where it was made


class Separation(Apart):
    first: int
    second: int


@deciding()
def keep_separate(first: Person, second: Person, by: By = None, note: str = "") -> Decision:
    """These are two people, whatever their names. Raises DecisionError for one person twice."""
    first, second = live(first), live(second)
    if first == second:
        raise DecisionError(_("%(first)s is one person.") % {"first": first})
    data: Separation = {"first": first.pk, "second": second.pk, **separate(first.pk, second.pk)}
    return record(Decision.Kind.SEPARATE, data, [first.pk, second.pk], by, note)


def separate(a: int, b: int) -> Apart:
    """Store that two people are two."""
    first, second = pair_of(a, b)
    proposal, made = Proposal.objects.get_or_create(
        first_id=first,
        second_id=second,
        defaults={
            "score": 0,
            "reason": coded("match.kept_apart").as_json(),
            "state": Proposal.State.SEPARATE,
        },
    )
    before = None if made else proposal.state
    Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.SEPARATE)
    return {"proposal": proposal.pk, "before": before}


def undo_separation(decision: Decision) -> None:
    """Also of a split, which keeps its two people apart."""
    data: Apart = decision.data
    proposal = Proposal.objects.filter(pk=data["proposal"], state=Proposal.State.SEPARATE)
    if data["before"] is None:
        proposal.delete()
    else:
        proposal.update(state=data["before"])
