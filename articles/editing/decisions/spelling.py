"""These words name nobody, wherever they stand: one spelling is taken from all who bear it.

So that later imports make nobody of the words either, a rejected person bears them: whoever was known by
nothing else, or one made for it, who has no page and stands in no list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.editing.decisions.deciding import By, DecisionError, deciding, record
from articles.editing.decisions.standing import newest_mention
from articles.models import Decision, Mention, Name, Person
from articles.models.people import Standing, folded_name

ByStanding = dict[str, list[int]]  # ids by the standing before


class OfSpelling(TypedDict):
    """``Decision.data`` of a spelling that names nobody: what was rejected with it."""

    spelling: str
    stand_in: int | None  # the person made to bear the words
    persons: ByStanding  # those known by nothing else
    names: ByStanding
    mentions: ByStanding
    last_mention: int


@deciding()
def reject_spelling(spelling: str, by: By = None, note: str = "") -> Decision:
    """These words, in any case of letters, are no name. Raises DecisionError where nobody bears them."""
    folded = folded_name(spelling)
    bearing = Name.objects.filter(folded=folded, person__merged_into=None)
    live = bearing.exclude(standing=Standing.REJECTED).exclude(person__standing=Standing.REJECTED)
    bearers = sorted(set(live.values_list("person", flat=True)))
    if not bearers:
        raise DecisionError(_("Nobody is called “%(name)s”.") % {"name": spelling})
    others = Name.objects.filter(person__in=bearers).exclude(standing=Standing.REJECTED)
    kept = set(others.exclude(folded=folded).values_list("person", flat=True))
    whole = [pk for pk in bearers if pk not in kept]
    spelled = Mention.objects.filter(person__in=kept, surface__in=_surfaces(kept, folded))
    mentions = spelled | Mention.objects.filter(person__in=whole)
    texts = list(dict.fromkeys(live.order_by("pk").values_list("text", "language")))
    data: OfSpelling = {
        "spelling": spelling,
        "stand_in": None,
        "persons": _by_standing(Person.objects.filter(pk__in=whole), "standing"),
        "names": _by_standing(live.filter(person__in=kept), "standing"),
        "mentions": _by_standing(mentions.exclude(status=Standing.REJECTED), "status"),
        "last_mention": newest_mention(),
    }
    _set(Person.objects, data["persons"], Standing.REJECTED, "standing")
    _set(Name.objects, data["names"], Standing.REJECTED, "standing")
    _set(Mention.objects, data["mentions"], Standing.REJECTED, "status")
    if not whole:
        data["stand_in"] = _stand_in(texts)
    return record(Decision.Kind.REJECT, data, [*bearers, data["stand_in"]], by, note)


def undo_spelling(decision: Decision) -> None:
    """What came since is open again: the next look at its articles tells whose it is."""
    data: OfSpelling = decision.data
    _put_back(Person.objects, data["persons"], "standing")
    _put_back(Name.objects, data["names"], "standing")
    _put_back(Mention.objects, data["mentions"], "status")
    people = [pk for some in data["persons"].values() for pk in some]
    since = Mention.objects.filter(pk__gt=data["last_mention"], status=Standing.REJECTED)
    since.filter(person__in=people).update(status=Standing.SUGGESTED)
    if data["stand_in"] is not None:
        stood = Person.objects.filter(pk=data["stand_in"])
        Mention.objects.filter(person__in=stood).update(person=None, status=Standing.SUGGESTED)
        stood.delete()


def _surfaces(people: Iterable[int], folded: str) -> list[str]:
    surfaces = Mention.objects.filter(person__in=people).order_by().values_list("surface", flat=True)
    return [surface for surface in surfaces.distinct() if folded_name(surface) == folded]


def _stand_in(texts: Iterable[tuple[str, str]]) -> int:
    names = [Name(text=text, language=language) for text, language in texts]
    person = Person.objects.create(name=names[0].text, standing=Standing.REJECTED)
    for name in names:
        name.person = person
        name.save()
    return person.pk


def _by_standing(rows: QuerySet[Any], column: str) -> ByStanding:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for standing, pk in rows.order_by("pk").values_list(column, "pk"):
        found[standing].append(pk)
    return dict(found)


def _set(rows: Any, ids: Mapping[str, list[int]], standing: str, column: str) -> None:
    for before, some in ids.items():
        rows.filter(pk__in=some, **{column: before}).update(**{column: standing})


def _put_back(rows: Any, ids: Mapping[str, list[int]], column: str) -> None:
    """Only where it is still as the decision left it."""
    for before, some in ids.items():
        rows.filter(pk__in=some, **{column: Standing.REJECTED}).update(**{column: before})
