"""Names in a query become ids: the fields in the box and the filters of the form are the same thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q

from articles.models import Name, Person, Place, PlaceName, Section, SectionName, Source
from articles.search.parsing import Note, parse
from articles.search.query import Query, Resolved
from articles.search.tree import And, Choice, Days, Named, Node, Not, Or
from articles.text.fold import fold
from articles.text.periods import period_of

# Fields of the form that a choice in the box goes into, where the form leaves them free.
_QUERY_FIELDS = {
    "source": "sources",
    "section": "sections",
    "language": "languages",
    "place": "places",
    "person": "persons",
}


def _sources(name: str) -> list[int]:
    wanted = Q(name__iexact=name) | Q(slug__iexact=name) | Q(domain__iexact=name)
    return list(Source.objects.filter(wanted).values_list("id", flat=True)) or list(
        Source.objects.filter(Q(name__icontains=name) | Q(domain__icontains=name)).values_list(
            "id", flat=True
        )
    )


def _sections(name: str) -> list[int]:
    by_name = SectionName.objects.filter(folded=fold(name)).values_list("section_id", flat=True)
    return list(by_name) or list(
        Section.objects.filter(Q(name__iexact=name) | Q(slug__iexact=name)).values_list("id", flat=True)
    )


def _places(name: str) -> list[int]:
    by_name = PlaceName.objects.filter(folded=fold(name)).values_list("place_id", flat=True)
    return list(by_name) or list(
        Place.objects.filter(Q(name__iexact=name) | Q(slug__iexact=name)).values_list("id", flat=True)
    )


def _persons(name: str) -> list[int]:
    """People who are called so, in any of their spellings; else those of whom it is a part of the name."""
    owners = Name.objects.filter(text__iexact=name).values("person_id")
    people = Person.objects.filter(Q(name__iexact=name) | Q(id__in=owners))
    found = {merged or person for person, merged in people.values_list("id", "merged_into_id")}
    if not found:
        owners = Name.objects.filter(text__icontains=name).values("person_id")
        found = set(Person.objects.live().filter(id__in=owners).values_list("id", flat=True))
    return sorted(found)


_LOOK_UPS: dict[str, Callable[[str], list[int]]] = {
    "source": _sources,
    "section": _sections,
    "place": _places,
    "person": _persons,
}


def interval(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of ``2020``, ``2020-10``, ``2020-10-31`` or ``31.10.2020``; None for others."""
    period = period_of(text)
    return (period.first, period.last) if period else None


def _days(field: str, first: dt.date, last: dt.date) -> Days:
    start, end = first.toordinal(), last.toordinal() + 1
    return {
        "date": Days(start, end),
        "from": Days(start, None),
        "to": Days(None, end),
        "after": Days(end, None),
        "before": Days(None, start),
    }[field]


class _Resolver:
    def __init__(self) -> None:
        self.notes: list[Note] = []

    def node(self, node: Node) -> Node | None:
        """The node without names; None where nothing of it was understood."""
        match node:
            case Named():
                return self.named(node)
            case Not(inner):
                found = self.node(inner)
                return Not(found) if found is not None else None
            case And(nodes) | Or(nodes):
                parts = tuple(part for one in nodes if (part := self.node(one)) is not None)
                return type(node)(parts) if len(parts) > 1 else parts[0] if parts else None
            case _:
                return node

    def named(self, node: Named) -> Node | None:
        if node.field == "lang":
            return Choice("language", (node.value.lower(),))
        if node.field in _LOOK_UPS:
            ids = _LOOK_UPS[node.field](node.value)
            if not ids:
                message = f"No {node.field} is called “{node.value}”."
                self.notes.append(Note(node.start, node.end, message))
            return Choice(node.field, tuple(ids))
        days = interval(node.value)
        if days is None:
            message = f"“{node.value}” is not a date such as 2020, 2020-10 or 2020-10-31."
            self.notes.append(Note(node.start, node.end, message))
            return None
        return _days(node.field, *days)


def _into_filters(query: Query, tree: Node | None) -> tuple[Query, Node | None]:
    """Moves choices that must all hold into the query's own filters, so that facets know them as chosen."""
    parts = tree.nodes if isinstance(tree, And) else (tree,) if tree is not None else ()
    kept = []
    for part in parts:
        changes: dict[str, Any] = {}
        if isinstance(part, Choice) and part.values and not getattr(query, _QUERY_FIELDS[part.field]):
            changes[_QUERY_FIELDS[part.field]] = part.values
        elif isinstance(part, Days) and not query.undated:
            changes = _narrowed(query, part)
        if changes:
            query = replace(query, **changes)
        else:
            kept.append(part)
    return query, And(tuple(kept)) if len(kept) > 1 else kept[0] if kept else None


def _narrowed(query: Query, days: Days) -> dict[str, Any]:
    """The query's dates after ``days`` too, where one interval can say both; else nothing."""
    if days.start is not None and days.start > dt.date.max.toordinal():
        return {}
    start = dt.date.fromordinal(days.start) if days.start is not None else None
    end = dt.date.fromordinal(days.end - 1) if days.end is not None and days.end > 1 else None
    if (start and query.date_from) or (end and query.date_to):
        return {}
    changes: dict[str, Any] = {}
    if start:
        changes["date_from"] = start
    if end:
        changes["date_to"] = end
    return changes


def resolve(query: Query) -> Resolved:
    """Asks the database once for every name in the text."""
    parsed = parse(query.text)
    resolver = _Resolver()
    tree = resolver.node(parsed.tree) if parsed.tree is not None else None
    query, tree = _into_filters(query, tree)
    notes = sorted((*parsed.notes, *resolver.notes), key=lambda note: note.start)
    return Resolved(query, tree, tuple(notes))
