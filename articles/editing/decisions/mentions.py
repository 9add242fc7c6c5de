"""What deciding about one mention has in common, whether it is confirmed, rejected or moved."""

from __future__ import annotations

from typing import TypedDict

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, record
from articles.editing.decisions.origins import Origins
from articles.editing.decisions.owning import give_mentions, owned_by
from articles.models import Decision, Mention, Person
from articles.models.people import Standing
from articles.people.revisiting import ask_again


class Place(TypedDict):
    """The columns of a mention, enough to find its words again."""

    id: int
    field: str
    start: int
    end: int
    surface: str
    extractor: str
    version: str


class State(TypedDict):
    person: int | None  # whose the mention is without mergers
    status: str


class OfMention(TypedDict):
    """``Decision.data`` of a decision about one mention."""

    mention: Place
    before: State
    after: State


def as_stored(mention: Mention) -> Mention:
    """The mention as it is now."""
    return Mention.objects.select_related("person").get(pk=mention.pk)


def change(kind: str, mention: Mention, person: Person | None, status: str, by: By, note: str) -> Decision:
    """The mention, as stored, is this person's and of this status from now on."""
    new = person.pk if person else None
    if (mention.person_id, mention.status) == (new, status):
        already = {
            Standing.SUGGESTED: _("“%(mention)s” is suggested already."),
            Standing.CONFIRMED: _("“%(mention)s” is confirmed already."),
            Standing.REJECTED: _("“%(mention)s” is rejected already."),
        }
        raise DecisionError(already[Standing(status)] % {"mention": mention})
    before: State = {"person": mention.merged_from_id or mention.person_id, "status": mention.status}
    data: OfMention = {
        "mention": {
            "id": mention.pk,
            "field": mention.field,
            "start": mention.start,
            "end": mention.end,
            "surface": mention.surface,
            "extractor": mention.extractor,
            "version": mention.version,
        },
        "before": before,
        "after": {"person": new, "status": str(status)},
    }
    if mention.person_id == new:
        data["after"]["person"] = before["person"]
        Mention.objects.filter(pk=mention.pk).update(status=status)
    else:
        Mention.objects.filter(pk=mention.pk).update(person=person, merged_from=None, status=status)
    decision = record(kind, data, [mention.person_id, new], by, note, article_id=mention.article_id)
    ask_again(mention.article_id)  # other mentions of the surname follow
    return decision


def undo_mention(decision: Decision) -> None:
    """Only where the mention is still as the decision left it."""
    data: OfMention = decision.data
    after, before, pk = data["after"], data["before"], data["mention"]["id"]
    origins = Origins(decision)
    left, _ = origins.of(pk, after["person"])
    person, status = origins.of(pk, before["person"], before["status"])
    as_left = Mention.objects.filter(
        owned_by(after["person"]) | owned_by(left), pk=pk, status=after["status"]
    )
    if as_left.update(status=status):
        give_mentions([pk], person)
    if decision.article_id is not None:
        ask_again(decision.article_id)
