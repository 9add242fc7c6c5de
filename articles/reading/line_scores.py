"""How likely each line of a page is the article's text.

Two looks. The first sums learned weights of what is seen of a line (``data/line_weights.json``); the second,
a sum of small decision trees (``data/line_trees.json``), sees numbers of the line and its neighbours and what
the first look gave them. Both were learned by training/reading_lines.py.
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import getitem
from typing import Any

from articles.reading.line_features import features_of
from articles.reading.line_numbers import Columns, numbers_scored, numbers_seen
from articles.reading.line_survey import Survey, survey
from articles.reading.phrases import DATA

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


@dataclass(frozen=True, slots=True)
class Learned:
    weights: dict[str, float]  # of the first look's features
    forest: Forest  # the second look


@cache
def learned() -> Learned:
    weights = json.loads((DATA / "line_weights.json").read_text(encoding="utf-8"))
    trees = json.loads((DATA / "line_trees.json").read_text(encoding="utf-8"))
    return Learned(weights, Forest.of(trees["columns"], trees["trees"]))


def scores_of(lines: list[str]) -> list[float]:
    """For each nonblank line the logarithm of the odds that it is the article's text."""
    if not lines:
        return []
    seen = survey(lines)
    return second_look(seen, first_look(features_of(seen)))


def first_look(features: list[list[str]]) -> list[float]:
    get = learned().weights.get
    return [sum([get(name, 0.0) for name in found]) for found in features]


def second_look(seen: Survey, scores: list[float]) -> list[float]:
    return learned().forest.sums(numbers_seen(seen) | numbers_scored(seen, scores), len(scores))
