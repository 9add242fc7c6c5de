"""Two people become one; one becomes two. See ``decisions`` for what holds for every decision.

``Decision.data`` of a merge: into, other; redirects: people who were merged into ``other`` before; proposals:
{id: state before}; wikidata_id, where ``into`` had none and took it.
Which rows moved, they say themselves (``merged_from``). Of a split: from, to; mentions: {person: ids}, those
that moved by whose they were; confirmed: mentions that became so; names: {person: ids}; made_names;
proposal, before: as for ``separate``.

A name that ``into`` bears already stays with ``other``: the live person always bears every spelling once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from articles.editing.decisions import (
    By,
    DecisionError,
    confirm,
    confirm_person,
    ids,
    ids_by_owner,
    keep_separate,
    live,
    move_mention,
    record,
    reject_mention,
    reject_person,
    separate,
)
from articles.editing.undoing import undo
from articles.models import Decision, Mention, Name, Person, Proposal
from articles.models.people import Standing
from articles.models.turns import take_turn
from articles.people.candidates import is_full, spelling_of

__all__ = [
    "DecisionError",
    "confirm",
    "confirm_person",
    "keep_separate",
    "merge",
    "move_mention",
    "reject_mention",
    "reject_person",
    "split",
    "undo",
]


@transaction.atomic
def merge(into: Person, other: Person, by: By = None, note: str = "") -> Decision:
    """Make two people one: mentions and names of ``other`` go to ``into``, its page becomes a redirect.

    Raises DecisionError for one person twice and for a person who is merged (so there are no circles) or
    rejected.
    """
    take_turn()
    if into.pk == other.pk:
        raise DecisionError(f"{into} cannot be merged with the same person.")
    into, other = live(into), live(other)
    redirects = other.merged.all()
    proposals = _proposals_between(into, other)
    data: dict[str, Any] = {
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
        Person.objects.filter(pk=other.pk).update(wikidata_id=None)
        Person.objects.filter(pk=into.pk).update(wikidata_id=data["wikidata_id"])
    return record(Decision.Kind.MERGE, data, [into.pk, other.pk], by, note)


def _proposals_between(a: Person, b: Person) -> QuerySet[Proposal]:
    """What was asked or decided about the two, or about those merged into them."""

    def among(column: str, person: Person) -> Q:
        return Q(**{column: person}) | Q(**{f"{column}__merged_into": person})

    found = Proposal.objects.filter(
        (among("first", a) & among("second", b)) | (among("first", b) & among("second", a))
    )
    return Proposal.objects.filter(pk__in=list(found.values_list("pk", flat=True)))


@transaction.atomic
def split(
    person: Person,
    mentions: Collection[Mention] = (),
    names: Collection[Name] = (),
    by: By = None,
    note: str = "",
) -> Decision:
    """Make a second person, ``data["to"]`` of the decision, of some mentions and names of a person.

    With a name go the mentions spelled so, and in articles that spell the person only so, all mentions. The
    new person is shown under the first name given, else as first mentioned in full. The two are kept apart
    from then on. Raises DecisionError where nothing is given, or something that is not the person's, or all.
    """
    take_turn()
    person = live(person)
    given = list(person.mentions.filter(pk__in=[one.pk for one in mentions]).select_related("article"))
    moved_names = list(person.names.filter(pk__in=[name.pk for name in names]).order_by("pk"))
    if not mentions and not names:
        raise DecisionError("Choose mentions or names to split off.")
    if len(moved_names) < len(names) or len(given) < len(mentions):
        raise DecisionError(f"What is split off must be of {person}.")
    if names and person.names.count() == len(moved_names):
        raise DecisionError(f"{person} must keep a name.")
    spelled, beside = _spelled(person, {name.text for name in moved_names})
    chosen = {mention.pk for mention in given} | spelled
    made = [] if moved_names else _spellings(given)
    second = Person.objects.create(name=(moved_names or made)[0].text)
    for name in made:
        name.person = second
        name.save()
    moved = Mention.objects.filter(pk__in=chosen | beside)
    data: dict[str, Any] = {
        "from": person.pk,
        "to": second.pk,
        "mentions": ids_by_owner(moved),
        # What the machine would not tell by the name stands as the editor's word.
        "confirmed": ids(moved.filter(pk__in=chosen, status=Standing.SUGGESTED)),
        "names": ids_by_owner(person.names.filter(pk__in=[name.pk for name in moved_names])),
        "made_names": [name.pk for name in made],
    } | separate(person.pk, second.pk)
    person.names.filter(pk__in=[name.pk for name in moved_names]).update(person=second, merged_from=None)
    moved.update(person=second, merged_from=None)
    Mention.objects.filter(pk__in=data["confirmed"]).update(status=Standing.CONFIRMED)
    return record(Decision.Kind.SPLIT, data, [person.pk, second.pk], by, note)


def _spelled(person: Person, texts: Collection[str]) -> tuple[set[int], set[int]]:
    """Mentions by one of these spellings in articles that use others, too; all mentions in other articles."""
    spelled = person.mentions.filter(surface__in=texts)
    rows = person.mentions.filter(article__in=spelled.values("article")).values_list(
        "pk", "article", "surface", "article__language"
    )
    others = {
        article
        for _, article, surface, language in rows
        if surface not in texts and is_full(spelling_of(surface, language))
    }
    mixed = {pk for pk, article, surface, _ in rows if article in others and surface in texts}
    return mixed, {pk for pk, article, _, _ in rows if article not in others}


def _spellings(mentions: Sequence[Mention]) -> list[Name]:
    """Names for a person of these mentions, unsaved: the full ones, or else the first."""
    spellings = list(
        dict.fromkeys(spelling_of(mention.surface, mention.article.language) for mention in mentions)
    )
    full = [spelling for spelling in spellings if is_full(spelling)]
    return [Name(text=text, language=language) for text, language in full or spellings[:1]]
