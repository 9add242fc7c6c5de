"""The door through which every decision about people goes, and how it is noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Decision, Person
from articles.models.people import Standing
from articles.models.turns import take_turn
from articles.search import indexing
from articles.text.codes import Code

By = User | None
Note = str | Code  # what an editor says to it, or why the machine decided


class DecisionError(ValueError):
    """What was asked for cannot be decided; the message says why, for people."""


@contextmanager
def deciding() -> Iterator[None]:
    """All or nothing, while nobody else links or decides; the index follows soon after the commit."""
    with transaction.atomic():
        take_turn()
        yield
        indexing.drain_soon()


def record(
    kind: str, data: Mapping[str, Any], people: Iterable[int | None], by: By, note: Note, **columns: Any
) -> Decision:
    """Note a decision about these people."""
    told = {"reason": note.as_json()} if isinstance(note, Code) else {"note": note}
    decision = Decision.objects.create(kind=kind, data=data, made_by=by, **told, **columns)
    decision.people.set({person for person in people if person is not None})
    return decision


def live(person: Person) -> Person:
    """The person as stored now. Raises DecisionError for one who is merged or rejected."""
    person = Person.objects.select_related("merged_into").get(pk=person.pk)
    if person.merged_into is not None:
        raise DecisionError(
            _("%(person)s is merged into %(merged_into)s already.")
            % {"person": person, "merged_into": person.merged_into}
        )
    if person.standing == Standing.REJECTED:
        raise DecisionError(_("%(person)s is rejected: undo that first.") % {"person": person})
    return person
