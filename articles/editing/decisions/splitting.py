"""One person becomes two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypedDict

from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, live, record
from articles.editing.decisions.origins import Origins
from articles.editing.decisions.owning import give_mentions, give_names, ids, ids_by_owner, of_all, owned_by
from articles.editing.decisions.separating import Apart, separate, undo_separation
from articles.models import Decision, Mention, Name, Person
from articles.models.people import Standing
from articles.people.candidates import is_full, spelling_of


class _Parts(Apart):
    to: int
    mentions: dict[str, list[int]]  # {person: those that moved, by whose they were}
    confirmed: list[int]  # mentions that became so
    names: dict[str, list[int]]  # as mentions
    made_names: list[int]


# "from" is no name for an attribute of a class.
_Whole = TypedDict("_Whole", {"from": int})


class Parting(_Whole, _Parts):
    """``Decision.data`` of a split, from one person to a second."""


@deciding()
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
    person = live(person)
    given = list(person.mentions.filter(pk__in=[one.pk for one in mentions]).select_related("article"))
    moved_names = list(person.names.filter(pk__in=[name.pk for name in names]).order_by("pk"))
    if not mentions and not names:
        raise DecisionError(_("Choose mentions or names to split off."))
    if len(moved_names) < len(names) or len(given) < len(mentions):
        raise DecisionError(_("What is split off must be of %(person)s.") % {"person": person})
    if names and person.names.count() == len(moved_names):
        raise DecisionError(_("%(person)s must keep a name.") % {"person": person})
    spelled, beside = _spelled(person, {name.text for name in moved_names})
    chosen = {mention.pk for mention in given} | spelled
    made = [] if moved_names else _spellings(given)
    second = Person.objects.create(name=(moved_names or made)[0].text)
    for name in made:
        name.person = second
        name.save()
    moved = Mention.objects.filter(pk__in=chosen | beside)
    data: Parting = {
        "from": person.pk,
        "to": second.pk,
        "mentions": ids_by_owner(moved),
        # What the machine would not tell by the name stands as the editor's word.
        "confirmed": ids(moved.filter(pk__in=chosen, status=Standing.SUGGESTED)),
        "names": ids_by_owner(person.names.filter(pk__in=[name.pk for name in moved_names])),
        "made_names": [name.pk for name in made],
        **separate(person.pk, second.pk),
    }
    person.names.filter(pk__in=[name.pk for name in moved_names]).update(person=second, merged_from=None)
    moved.update(person=second, merged_from=None)
    Mention.objects.filter(pk__in=data["confirmed"]).update(status=Standing.CONFIRMED)
    return record(Decision.Kind.SPLIT, data, [person.pk, second.pk], by, note)


def undo_split(decision: Decision) -> None:
    """What came to the second person since goes to the first."""
    data: Parting = decision.data
    second = Person.objects.get(pk=data["to"])
    absorbed = second.merged.first()
    if absorbed is not None:
        raise DecisionError(
            _("%(absorbed)s was merged into %(second)s: undo that first.")
            % {"absorbed": absorbed, "second": second}
        )
    first = data["from"]
    Mention.objects.filter(pk__in=data["confirmed"], status=Standing.CONFIRMED).update(
        status=Standing.SUGGESTED
    )
    undo_separation(decision)
    root = second.merged_into_id or second.pk
    Name.objects.filter(of_all(root), pk__in=data["made_names"]).delete()
    origins = Origins(decision)
    for person, mentions in data["mentions"].items():
        for pk in Mention.objects.filter(owned_by(second.pk), pk__in=mentions).values_list("pk", flat=True):
            give_mentions([pk], origins.of(pk, int(person))[0])
    for person, names in data["names"].items():
        give_names(Name.objects.filter(owned_by(second.pk), pk__in=names), int(person))
    if second.merged_into_id is None:
        give_mentions(ids(second.mentions.all()), first)
        give_names(second.names.all(), first)
        second.delete()


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
