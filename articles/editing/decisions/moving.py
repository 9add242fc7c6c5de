"""This mention is of that person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, live
from articles.editing.decisions.mentions import as_stored, change
from articles.models import Decision, Mention, Person
from articles.models.people import Standing


@deciding()
def move_mention(mention: Mention, to: Person, by: By = None, note: str = "") -> Decision:
    """This mention is of that person. Raises DecisionError where ``to`` is merged, rejected or its person."""
    mention, to = as_stored(mention), live(to)
    if mention.person == to:
        raise DecisionError(_("“%(mention)s” is of %(to)s already.") % {"mention": mention, "to": to})
    return change(Decision.Kind.MOVE, mention, to, Standing.CONFIRMED, by, note)
