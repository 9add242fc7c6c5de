"""Takes a decision back: rows return exactly to what they were, except where a later decision holds.

A row is touched only where it is still as the decision left it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from django.utils.translation import gettext as _

from articles.editing.decisions.confirming import undo_confirmation
from articles.editing.decisions.deciding import By, DecisionError, deciding, record
from articles.editing.decisions.mentions import undo_mention
from articles.editing.decisions.merging import undo_merger
from articles.editing.decisions.rejecting import undo_rejection
from articles.editing.decisions.reprinting import undo_pair
from articles.editing.decisions.separating import undo_separation
from articles.editing.decisions.splitting import undo_split
from articles.models import Decision, Person

UNDO: dict[str, Callable[[Decision], None]] = {
    Decision.Kind.MERGE: undo_merger,
    Decision.Kind.SPLIT: undo_split,
    Decision.Kind.REJECT: undo_rejection,
    Decision.Kind.MOVE: undo_mention,
    Decision.Kind.CONFIRM: undo_confirmation,
    Decision.Kind.SEPARATE: undo_separation,
    Decision.Kind.JOIN: undo_pair,
    Decision.Kind.APART: undo_pair,
}


class Undoing(TypedDict):
    """``Decision.data`` of an undoing."""

    undoes: int


@deciding()
def undo(decision: Decision, by: By = None, note: str = "") -> Decision:
    """Take `decision` back. Decisions about the same people need not be undone in order.

    Raises DecisionError for an undoing, for what is undone already, and for a split whose second person has
    since got others merged into them.
    """
    decision = Decision.objects.get(pk=decision.pk)
    if decision.undoes_id is not None:
        raise DecisionError(_("An undoing cannot be undone: decide again instead."))
    if Decision.objects.filter(undoes=decision).exists():
        raise DecisionError(_("This decision has been undone already."))
    people = list(decision.people.values_list("pk", flat=True))
    UNDO[decision.kind](decision)
    data: Undoing = {"undoes": decision.pk}
    still = Person.objects.filter(pk__in=people).values_list("pk", flat=True)
    return record(decision.kind, data, still, by, note, undoes=decision, article_id=decision.article_id)
