"""Sums of small decision trees, and scores as shares of a whole."""

from __future__ import annotations

import math
import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import getitem
from typing import Any

Column = list[float]
Columns = dict[str, Column]  # of equal length: a number per row

Tree = list[Any] | float  # [column, threshold, where not greater, where greater], the last two trees in turn
MOST_LEAVES = 16  # of a tree: bits of its part of a row's number


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as bits (QuickScorer: Lucchese et al., SIGIR 2015), several times faster than walking them.

    A whole number has one bit per leaf, 16 for each tree. Every comparison that fails clears the leaves of
    its left branch; the lowest bit that a tree has left is its leaf.
    """

    columns: dict[str, tuple[list[float], list[int]]]  # thresholds; bits left above 0, 1, 2, … of them
    leaves: list[dict[int, float]]  # of each tree: bit → value

    @classmethod
    def of(cls, names: list[str], trees: list[Tree]) -> Forest:
        failed: dict[int, list[tuple[float, int]]] = {}
        leaves = []
        every = (1 << MOST_LEAVES * len(trees)) - 1
        for number, tree in enumerate(trees):
            values: list[float] = []
            for column, threshold, first, stop in _comparisons(tree, values):
                lost = ((1 << stop - first) - 1) << first + MOST_LEAVES * number
                failed.setdefault(column, []).append((threshold, every ^ lost))
            leaves.append({1 << leaf: value for leaf, value in enumerate(values)})
        columns = {}
        for column, cuts in failed.items():
            cuts.sort()
            left = [every]
            for _, mask in cuts:
                left.append(left[-1] & mask)
            columns[names[column]] = ([threshold for threshold, _ in cuts], left)
        return cls(columns, leaves)

    def sums(self, columns: Columns, count: int) -> list[float]:
        """The sum of all trees for each of ``count`` rows."""
        if not count:
            return []
        size = len(self.leaves)
        page = (1 << MOST_LEAVES * size) - 1
        varied = []
        for name, (cuts, left) in self.columns.items():
            column = columns[name]
            if column.count(column[0]) == count:
                page &= left[bisect_left(cuts, column[0])]
            else:
                varied.append((cuts, left, column))
        rows = [page] * count
        for cuts, left, column in varied:
            rows = [row & left[bisect_left(cuts, value)] for row, value in zip(rows, column, strict=True)]
        ones = sum(1 << MOST_LEAVES * number for number in range(size))
        unpack = struct.Struct(f"<{size}H").unpack
        leaves = self.leaves
        return [
            sum(map(getitem, leaves, unpack((row ^ (row & (row - ones))).to_bytes(2 * size, "little"))))
            for row in rows
        ]


def _comparisons(tree: Tree, values: list[float]) -> Iterator[tuple[int, float, int, int]]:
    """(column, threshold, first and end of the left branch's leaves) of each node; fills ``values``."""
    if not isinstance(tree, list):
        values.append(tree)
        return
    column, threshold, lower, higher = tree
    first = len(values)
    yield from _comparisons(lower, values)
    yield column, threshold, first, len(values)
    yield from _comparisons(higher, values)


def shares_of(scores: Sequence[float]) -> list[float]:
    """Each score's exponential as a share of the total."""
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
