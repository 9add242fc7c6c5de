"""How likely each line of a page is the article's text.

Two looks. The first sums learned weights of what is seen of a line (``data/line_weights.json``); the second,
a sum of small decision trees (``data/line_trees.json``), sees numbers of the line and its neighbours and what
the first look gave them. Both were learned by training/reading_lines.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from articles.reading.learned.forest import Forest
from articles.reading.learned.line_features import features_of
from articles.reading.learned.line_numbers import numbers_scored, numbers_seen
from articles.reading.learned.line_survey import Survey, survey
from articles.reading.signs.phrases import DATA


@dataclass(frozen=True, slots=True)
class Learned:
    weights: dict[str, float]  # of the first look's features
    forest: Forest  # the second look


@cache
def learned() -> Learned:
    weights = json.loads((DATA / "line_weights.json").read_text(encoding="utf-8"))
    trees = json.loads((DATA / "line_trees.json").read_text(encoding="utf-8"))
    return Learned(weights, Forest.of(trees["columns"], trees["trees"]))


def scores_of(lines: list[str], model: Learned | None = None) -> list[float]:
    """For each nonblank line the logarithm of the odds that it is the article's text; by the shipped model if
    no other is given."""
    if not lines:
        return []
    model = model or learned()
    seen = survey(lines)
    return _second_look(model, seen, _first_look(model, features_of(seen)))


def _first_look(model: Learned, features: list[list[str]]) -> list[float]:
    get = model.weights.get
    return [sum([get(name, 0.0) for name in found]) for found in features]


def _second_look(model: Learned, seen: Survey, scores: list[float]) -> list[float]:
    return model.forest.sums(numbers_seen(seen) | numbers_scored(seen, scores), len(scores))
