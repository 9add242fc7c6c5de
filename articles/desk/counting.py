"""The reasons of a queue, counted by the database; or here, where the engine says which articles it has."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Count, QuerySet

from articles.models import ReviewReason

COLUMNS = ("article", "code", "source", "section", "language")


class Waiting(Protocol):
    """The rows of one reason, or of all: an article may have several."""

    @property
    def ids(self) -> Any:
        """The articles' ids in their order, each once; to be cut like a list."""

    @property
    def total(self) -> int:
        """Articles."""

    def after(self, pk: int) -> int | None:
        """The article that comes after that one; the first where none does, None where nothing is left."""

    def reasons(self) -> dict[str, int]:
        """How many rows there are of each reason, whichever is chosen."""

    def values(self, column: str, most: int) -> list[tuple[Any, int]]:
        """The most frequent values of a column, each with the number of its articles."""


class InTable:
    """Counted by the database, which has an index for it."""

    def __init__(self, rows: QuerySet[ReviewReason], reason: str = "") -> None:
        self._all, self._is_one = rows, bool(reason)
        self._rows = rows.filter(code=reason) if reason else rows

    @cached_property
    def ids(self) -> QuerySet[Any]:
        return self._rows.order_by("article").values_list("article", flat=True).distinct()

    @cached_property
    def total(self) -> int:
        return self._rows.count() if self._is_one else self.ids.count()

    def after(self, pk: int) -> int | None:
        return self.ids.filter(article__gt=pk).first() or self.ids.exclude(article=pk).first()

    def reasons(self) -> dict[str, int]:
        return dict(self._all.values_list("code").annotate(n=Count("pk")).order_by())

    def values(self, column: str, most: int) -> list[tuple[Any, int]]:
        rows = self._rows.values_list(column).annotate(n=Count("article", distinct=not self._is_one))
        return list(rows.order_by("-n", column)[:most])


class InHand:
    """Counted here: the database would be told thousands of ids with each question."""

    def __init__(self, rows: QuerySet[ReviewReason], found: Collection[int], reason: str = "") -> None:
        self._all = [row for row in rows.values_list(*COLUMNS) if row[0] in found]
        self._rows = [row for row in self._all if row[1] == reason] if reason else self._all

    @cached_property
    def _articles(self) -> dict[int, Sequence[Any]]:
        """One row of each: but for the code, those of an article are alike."""
        return {row[0]: row for row in self._rows}

    @cached_property
    def ids(self) -> Sequence[int]:
        return sorted(self._articles)

    @property
    def total(self) -> int:
        return len(self.ids)

    def after(self, pk: int) -> int | None:
        at = bisect_right(self.ids, pk)
        first = self.ids[at : at + 1] or self.ids[:1]
        return first[0] if first and first[0] != pk else None

    def reasons(self) -> dict[str, int]:
        return Counter(row[1] for row in self._all)

    def values(self, column: str, most: int) -> list[tuple[Any, int]]:
        at = COLUMNS.index(column)
        counted = Counter(row[at] for row in self._articles.values())
        return sorted(counted.items(), key=lambda one: (-one[1], one[0] is not None, one[0]))[:most]
