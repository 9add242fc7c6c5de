"""Charts drawn on the server: ranked bars, a table of months as shades, a small network. Pure.

Each is values and places on a drawing; the templates write the SVG, and a table of the same values behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, pi, sin
from typing import Generic, TypeVar

T = TypeVar("T")

SHADES = 4
_WIDEST = 100  # of a ranked bar, in per cent
_NETWORK_WIDTH, _NETWORK_HEIGHT = 680, 400
_THICKEST = 9.0


@dataclass(frozen=True)
class RankedBar:
    """One row of a ranking: what it is of, how often, and how long its bar is in per cent of the longest."""

    label: str
    count: int
    length: int
    address: str = ""  # of what it is
    count_address: str = ""  # of the articles that are counted
    share: str = ""  # of a whole, in words; "" where that says nothing


def ranked(rows: Iterable[tuple[str, int, str, str]]) -> list[RankedBar]:
    """Bars of (label, count, address, address of the articles), in their order."""
    rows = list(rows)
    most = max((count for _, count, _, _ in rows), default=0)
    return [
        RankedBar(label, count, max(1, round(_WIDEST * count / most)) if count else 0, address, articles)
        for label, count, address, articles in rows
    ]


def shade(count: int, most: int) -> int:
    """0 for none, 1 to SHADES by share of the most."""
    return ceil(SHADES * count / max(most, SHADES)) if count else 0


@dataclass(frozen=True)
class MonthCell:
    month: int
    count: int
    shade: int
    address: str


@dataclass(frozen=True)
class YearRow:
    year: int
    count: int  # of the months; what is dated to the year alone is in none of them
    months: list[MonthCell]


def months_by_year(
    counts: Iterable[tuple[int, int]], address_of: Callable[[int, int], str], most_years: int = 60
) -> list[YearRow]:
    """A row for each year that has any, the newest first, of (yyyymm, count) as the engine gives them."""
    known = {divmod(number, 100): count for number, count in counts if number and count}
    most = max(known.values(), default=0)
    years = sorted({year for year, _ in known}, reverse=True)[:most_years]
    rows = []
    for year in years:
        cells = []
        for month in range(1, 13):
            count = known.get((year, month), 0)
            cells.append(
                MonthCell(month, count, shade(count, most), address_of(year, month) if count else "")
            )
        rows.append(YearRow(year, sum(cell.count for cell in cells), cells))
    return rows


@dataclass(frozen=True)
class Node(Generic[T]):
    of: T
    label: str
    x: float
    y: float
    anchor: str  # where the label stands to its point, as SVG says it
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Tie(Generic[T]):
    """Two who stand in the same articles, and in how many."""

    one: T
    other: T
    count: int
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    is_own: bool = False  # of the one in the middle


@dataclass(frozen=True)
class Network(Generic[T]):
    width: int = _NETWORK_WIDTH
    height: int = _NETWORK_HEIGHT
    centre: Node[T] | None = None
    nodes: list[Node[T]] = field(default_factory=list)
    ties: list[Tie[T]] = field(default_factory=list)


def network(
    centre: T, around: Sequence[T], counts: Mapping[tuple[T, T], int], label_of: Callable[[T], str]
) -> Network[T]:
    """One in the middle, the others around it in their order from the top on; a line for each pair counted.

    ``counts`` by (one, other) in the order of centre and ``around``.
    """
    middle_x, middle_y = _NETWORK_WIDTH / 2, _NETWORK_HEIGHT / 2
    at: dict[T, Node[T]] = {
        centre: Node(centre, label_of(centre), middle_x, middle_y, "middle", middle_x, middle_y + 28)
    }
    for n, one in enumerate(around):
        angle = 2 * pi * n / len(around) - pi / 2
        x = round(middle_x + 150 * cos(angle), 1)
        y = round(middle_y + 150 * sin(angle), 1)
        side = cos(angle)
        anchor = "middle" if abs(side) < 0.3 else "start" if side > 0 else "end"
        label_x = x if anchor == "middle" else x + 14 if anchor == "start" else x - 14
        label_y = y + (5 if anchor != "middle" else 28 if sin(angle) > 0 else -16)
        at[one] = Node(one, label_of(one), x, y, anchor, round(label_x, 1), round(label_y, 1))
    most = max(counts.values(), default=1)
    ties = [
        Tie(
            *pair,
            count,
            *(at[pair[0]].x, at[pair[0]].y, at[pair[1]].x, at[pair[1]].y),
            width=round(max(1.0, _THICKEST * count / most), 1),
            is_own=centre in pair,
        )
        for pair, count in counts.items()
        if count and pair[0] in at and pair[1] in at
    ]
    return Network(centre=at[centre], nodes=[at[one] for one in around], ties=ties)
