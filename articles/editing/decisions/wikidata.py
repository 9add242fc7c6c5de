"""The Wikidata id that goes along when its person is merged, and comes back, through chains of mergers.

Merging a person who has one into a person who has none passes it on, and further on with the next merger. Who
has it now may thus have it by several mergers, which need not be undone in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.models import Decision, Person


def pass_on(wikidata_id: str, giver: int, taker: int) -> bool:
    """Whether the giver had it and the taker has none: then it is the taker's."""
    if not Person.objects.filter(pk=giver, wikidata_id=wikidata_id).exists():
        return False
    if not Person.objects.filter(pk=taker, wikidata_id=None).exists():
        return False
    Person.objects.filter(pk=giver).update(wikidata_id=None)
    Person.objects.filter(pk=taker).update(wikidata_id=wikidata_id)
    return True


def take_back(merger: Decision) -> None:
    """Give the id that went along with a merger to whom it came from, if it is held by way of that merger."""
    wikidata_id = merger.data["wikidata_id"]
    holder = Person.objects.filter(wikidata_id=wikidata_id).values_list("pk", flat=True).first()
    if wikidata_id and holder and any(one.pk == merger.pk for one in _came_by(wikidata_id, holder)):
        pass_on(wikidata_id, giver=holder, taker=merger.data["other"])


def _came_by(wikidata_id: str, holder: int) -> Iterator[Decision]:
    """The mergers, not undone, through which the holder has the id, the newest first."""
    mergers = Decision.objects.filter(
        kind=Decision.Kind.MERGE, undoes=None, undone_by=None, data__wikidata_id=wikidata_id
    )
    for merger in mergers.order_by("-pk"):
        if merger.data["into"] == holder:
            yield merger
            holder = merger.data["other"]
