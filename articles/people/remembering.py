"""The names that share a key, without reading the same rows again and again.

At a hundred thousand people a new name shares some key with hundreds, of whom a dozen are compared. A run
that links much keeps the names themselves; who shares a key is asked of the database each time, which is the
cheap part, so that what others add is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection

from articles.models import Name
from articles.models.people import Standing

# The last that was decided or changed about people; without the models' machinery, since each batch asks.
_STATE = """SELECT (SELECT MAX(id) FROM articles_decision),
(SELECT MAX(history_id) FROM articles_historicalname),
(SELECT MAX(history_id) FROM articles_historicalperson)"""
MOST_KEPT = 300_000  # names; some 100 MB
_AT_ONCE = 500  # SQLite takes few parameters
_COLUMNS = ("id", "person__merged_into", "person", "text", "language", "merged_from", "standing")


class KnownName(NamedTuple):
    """One spelling of a person who is not merged into another."""

    person: int
    text: str
    language: str
    merged_from: int | None
    standing: str
    standing_of_person: str

    @property
    def is_rejected(self) -> bool:
        return self.standing == Standing.REJECTED

    @property
    def is_of_rejected(self) -> bool:
        return self.standing_of_person == Standing.REJECTED


class NameMemory:
    """What was read of names, as long as no editor has decided or changed anything about people.

    ``is_kept`` is for whoever links in many transactions: ``forget`` where one is taken back.
    """

    def __init__(self, *, is_kept: bool = False) -> None:
        self.is_kept = is_kept
        self._names: dict[int, KnownName | None] = {}  # None: of somebody merged into another
        self._state: tuple[Any, ...] = ()

    def forget(self) -> None:
        self._names.clear()

    def sharing(self, keys: Collection[str]) -> dict[str, list[KnownName]]:
        """For each of the keys, the names that have it, of people who are not merged into another."""
        if self.is_kept:
            self._look_whether_it_holds()
        pairs = _pairs(keys)
        self._read({name for name, _ in pairs})
        found: defaultdict[str, list[KnownName]] = defaultdict(list)
        for name, key in pairs:
            if (known := self._names.get(name)) is not None:
                found[key].append(known)
        if len(self._names) > MOST_KEPT:
            self._names.clear()
        return found

    def _look_whether_it_holds(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_STATE)
            state = cursor.fetchone()
        if state != self._state:
            self._names.clear()
            self._state = state

    def _read(self, ids: Iterable[int]) -> None:
        missing = sorted(id for id in ids if id not in self._names)
        for at in range(0, len(missing), _AT_ONCE):
            rows = Name.objects.filter(pk__in=missing[at : at + _AT_ONCE]).order_by()
            for id, merged_into, *known in rows.values_list(*_COLUMNS, "person__standing"):
                self._names[id] = KnownName(*known) if merged_into is None else None


def _pairs(keys: Collection[str]) -> list[tuple[int, str]]:
    """(name, key) of all names that have one of the keys, in the order of the names.

    Without the models' machinery, which would cost more than the database.
    """
    wanted = sorted(keys)
    found: list[tuple[int, str]] = []
    with connection.cursor() as cursor:
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT name_id, key FROM articles_namekey WHERE key IN ({marks})", some)  # noqa: S608
            found += cursor.fetchall()
    return sorted(found)
