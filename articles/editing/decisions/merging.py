"""Two people become one.

Which mentions and names moved, they say themselves (``merged_from``). A name that ``into`` bears already
stays with ``other``: the live person always bears every spelling once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.editing.decisions import wikidata
from articles.editing.decisions.deciding import By, DecisionError, Note, deciding, live, record
from articles.editing.decisions.owning import bear_again, come_back, ids, of_all
from articles.models import Decision, Mention, Name, Person, Proposal


class Merger(TypedDict):
    """``Decision.data`` of a merger."""

    into: int
    other: int
    redirects: list[int]  # people who were merged into ``other`` before
    proposals: dict[str, str]  # {id: state before}
    wikidata_id: str | None  # where ``into`` had none and took it


@deciding()
def merge(into: Person, other: Person, by: By = None, note: Note = "") -> Decision:
    """Make two people one: mentions and names of ``other`` go to ``into``, its page becomes a redirect.

    Raises DecisionError for one person twice and for a person who is merged (so there are no circles) or
    rejected.
    """
    if into.pk == other.pk:
        raise DecisionError(_("%(into)s cannot be merged with the same person.") % {"into": into})
    into, other = live(into), live(other)
    redirects = other.merged.all()
    proposals = _proposals_between(into, other)
    data: Merger = {
        "into": into.pk,
        "other": other.pk,
        "redirects": ids(redirects),
        "proposals": {str(pk): state for pk, state in proposals.values_list("pk", "state")},
        "wikidata_id": None if into.wikidata_id else other.wikidata_id,
    }
    proposals.update(state=Proposal.State.MERGED)
    goes_along = {"person": into, "merged_from": Coalesce("merged_from", other.pk)}
    other.mentions.update(**goes_along)
    borne = set(into.names.values_list("text", "language"))
    free = [name.pk for name in other.names.all() if (name.text, name.language) not in borne]
    Name.objects.filter(pk__in=free).update(**goes_along)
    redirects.update(merged_into=into)
    Person.objects.filter(pk=other.pk).update(merged_into=into)
    if data["wikidata_id"]:
        wikidata.pass_on(data["wikidata_id"], giver=other.pk, taker=into.pk)
    return record(Decision.Kind.MERGE, data, [into.pk, other.pk], by, note)


@deciding()
def merge_several(into: Person, others: Iterable[Person], by: By = None, note: Note = "") -> list[Decision]:
    """Make all of them one person, or nobody: a decision for each, which can be undone alone."""
    return [merge(into, other, by, note) for other in others]


def undo_merger(decision: Decision) -> None:
    """What came after it goes with the name it was linked by."""
    data: Merger = decision.data
    other = Person.objects.get(pk=data["other"])
    if other.merged_into_id is None:
        raise DecisionError(_("%(other)s is not merged any more.") % {"other": other})
    root = other.merged_into_id
    Person.objects.filter(pk=other.pk).update(merged_into=None)
    Person.objects.filter(pk__in=data["redirects"], merged_into=root).update(merged_into=other)
    back = Mention.objects.filter(person=root, merged_from__in=[other.pk, *data["redirects"]])
    come_back(back, other)
    names = Name.objects.filter(of_all(root), merged_from__in=[other.pk, *data["redirects"]])
    texts = list(names.filter(person=root).values_list("text", "language"))
    come_back(names, other)
    bear_again(root, texts)
    wikidata.take_back(decision)
    for proposal, state in data["proposals"].items():
        Proposal.objects.filter(pk=proposal, state=Proposal.State.MERGED).update(state=state)


def _proposals_between(a: Person, b: Person) -> QuerySet[Proposal]:
    """What was asked or decided about the two, or about those merged into them."""

    def among(column: str, person: Person) -> Q:
        return Q(**{column: person}) | Q(**{f"{column}__merged_into": person})

    found = Proposal.objects.filter(
        (among("first", a) & among("second", b)) | (among("first", b) & among("second", a))
    )
    return Proposal.objects.filter(pk__in=list(found.values_list("pk", flat=True)))
