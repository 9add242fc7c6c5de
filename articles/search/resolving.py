"""Names in a query become ids: the fields in the box and the filters of the form are the same thing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.search.naming import called, is_looked_up
from articles.search.parsing import Note, parse
from articles.search.query import Called, Meanings, Query, Resolved
from articles.search.tree import And, Choice, Days, Named, Node, Not, Or
from articles.text.periods import period_of

MOST_NAMES = 16  # of one query; each costs a look into the index of names

_NOBODY = {
    "source": gettext_lazy("No source is called “%(name)s”."),
    "section": gettext_lazy("No section is called “%(name)s”."),
    "place": gettext_lazy("No place is called “%(name)s”."),
    "person": gettext_lazy("No person is called “%(name)s”."),
}

# Fields of the form that a choice in the box goes into, where the form leaves them free.
_QUERY_FIELDS = {
    "source": "sources",
    "section": "sections",
    "language": "languages",
    "place": "places",
    "person": "persons",
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


def _named(node: Node | None) -> Iterator[Named]:
    """The names in a tree that the database must be asked about, in the order of the text."""
    match node:
        case Named(field) if is_looked_up(field):
            yield node
        case Not(inner):
            yield from _named(inner)
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _named(part)


class _Resolver:
    def __init__(self, tree: Node | None, known: Meanings) -> None:
        self.notes: list[Note] = []
        self.is_spent = False  # whether names were left out
        self.is_late = False  # whether names were left out because of the time
        asked = dict.fromkeys((node.field, node.value) for node in _named(tree))
        self.known = {name: known[name] for name in asked if name in known}
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for field, name in list(asked)[:MOST_NAMES]:
            if (field, name) not in self.known:
                wanted[field].append(name)
        for field, names in wanted.items():
            found = called(field, names)
            self.known |= {(field, name): found.get(name, Called()) for name in names}

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
        if is_looked_up(node.field):
            return self.choice(node)
        days = interval(node.value)
        if days is None:
            message = _("“%(text)s” is not a date such as 2020, 2020-10 or 2020-10-31.")
            self.note(node, message % {"text": node.value})
            return None
        return _days(node.field, *days)

    def choice(self, node: Named) -> Choice | None:
        meant = self.known.get((node.field, node.value))
        if meant is None:
            # Said once: the rest are left out like words beyond the most.
            if not self.is_spent:
                message = _("Only the first %(count)d names are looked up; this one begins the rest.")
                self.note(node, message % {"count": MOST_NAMES})
            self.is_spent = True
            return None
        if meant.is_skipped:
            if not self.is_late:
                message = _("Looking up so many names takes too long; “%(name)s” begins those left out.")
                self.note(node, message % {"name": node.value})
            self.is_late = True
            return None
        if not meant.ids:
            self.note(node, str(_NOBODY[node.field] % {"name": node.value}))
        elif meant.is_cut:
            message = _("So many people are called “%(name)s” that only %(count)d of them are searched for.")
            self.note(node, message % {"name": node.value, "count": len(meant.ids)})
        return Choice(node.field, meant.ids)

    def note(self, node: Named, message: str) -> None:
        self.notes.append(Note(node.start, node.end, message))


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


def _without(tree: Node | None, excluded: Sequence[Choice]) -> Node | None:
    """The tree without articles that have these values: no engine needs to know of them by themselves."""
    if not excluded:
        return tree
    within = tree.nodes if isinstance(tree, And) else (tree,) if tree is not None else ()
    return And((*within, *map(Not, excluded)))


def resolve(query: Query, known: Meanings | None = None) -> Resolved:
    """Asks the database about all names in the text at once; not about those that are `known`."""
    parsed = parse(query.text)
    resolver = _Resolver(parsed.tree, known or {})
    tree = resolver.node(parsed.tree) if parsed.tree is not None else None
    query, tree = _into_filters(query, tree)
    tree = _without(tree, query.excluded)
    notes = sorted((*parsed.notes, *resolver.notes), key=lambda note: note.start)
    return Resolved(query, tree, tuple(notes), resolver.known)
