"""The reasons of a queue, counted by the database; or here, where the engine says which articles it has."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Protocol

from django.db.models import Count, QuerySet

from articles.models import ReviewReason

COLUMNS = ("article", "code", "source", "section", "language")
FEW = 900  # articles that the database is asked for by their ids
AT_ONCE = 5_000  # rows


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
        self._all = rows
        self._one_each = rows.filter(code=reason) if reason else rows.filter(is_first=True)

    @cached_property
    def ids(self) -> QuerySet[Any]:
        return self._one_each.order_by("article").values_list("article", flat=True)

    @cached_property
    def total(self) -> int:
        return self._one_each.count()

    def after(self, pk: int) -> int | None:
        return self.ids.filter(article__gt=pk).first() or self.ids.exclude(article=pk).first()

    def reasons(self) -> dict[str, int]:
        return dict(self._all.values_list("code").annotate(n=Count("pk")).order_by())

    def values(self, column: str, most: int) -> list[tuple[Any, int]]:
        rows = self._one_each.values_list(column).annotate(n=Count("pk"))
        return list(rows.order_by("-n", column)[:most])


class InHand:
    """Counted here: the database would be told thousands of ids with each question."""

    def __init__(self, rows: QuerySet[ReviewReason], found: Collection[int], reason: str = "") -> None:
        asked = (rows.filter(article__in=found) if len(found) <= FEW else rows).values_list(*COLUMNS)
        # As a column of each row, whether it is the first costs as much as all the others: Django reads it.
        first, others = (
            [row for row in asked.filter(is_first=is_first).iterator(AT_ONCE) if row[0] in found]
            for is_first in (True, False)
        )
        self._all = [*first, *others]
        # But for the code, the rows of an article are alike.
        self._one_each = [row for row in self._all if row[1] == reason] if reason else first

    @cached_property
    def ids(self) -> Sequence[int]:
        return sorted(row[0] for row in self._one_each)

    @property
    def total(self) -> int:
        return len(self._one_each)

    def after(self, pk: int) -> int | None:
        at = bisect_right(self.ids, pk)
        first = self.ids[at : at + 1] or self.ids[:1]
        return first[0] if first and first[0] != pk else None

    def reasons(self) -> dict[str, int]:
        return Counter(map(itemgetter(COLUMNS.index("code")), self._all))

    def values(self, column: str, most: int) -> list[tuple[Any, int]]:
        counted = Counter(map(itemgetter(COLUMNS.index(column)), self._one_each))
        return sorted(counted.items(), key=lambda one: (-one[1], one[0] is not None, one[0]))[:most]
