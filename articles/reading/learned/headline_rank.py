"""The headline of a page: the likeliest of its candidates (headline_numbers.py), or none.

The scores of the candidates and of "there is none" are sums of small decision trees, which were learned by
training/reading_headlines.py and stand in ``data/headline_trees.json``. The model is a conditional logit: the
probability of a candidate is the exponential of its score, over the page's total.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from articles.reading.draft import Draft
from articles.reading.learned.forest import Forest, shares_of
from articles.reading.learned.headline_numbers import Row, candidates_of
from articles.reading.signs.phrases import DATA

_AS_LIKELY = 0.75  # as the likeliest


@cache
def _forest() -> Forest:
    trees = json.loads((DATA / "headline_trees.json").read_text(encoding="utf-8"))
    return Forest.of(trees["columns"], trees["trees"])


def likeliest(draft: Draft, body_start: int) -> tuple[int, float] | None:
    """(index, probability) of the line most like the page's headline; None where there most likely is none.

    The probability is that of its words: of all the candidates that say the same.
    """
    candidates, none = candidates_of(draft, body_start)
    if not candidates:
        return None
    chances = chances_of([*(row for _, row in candidates), none])
    best = best_of([draft.page.rest[i] for i, _ in candidates], chances)
    return best and (candidates[best[0]][0], best[1])


def best_of(texts: Sequence[str], chances: Sequence[float]) -> tuple[int, float] | None:
    """(position, probability) of the likeliest text's likeliest line; None if none at all is likelier.

    ``chances`` holds one more probability than there are texts, that of none.
    """
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        alike[text].append(position)
    probability, positions = max(
        (sum(chances[position] for position in positions), positions) for positions in alike.values()
    )
    if probability < chances[-1]:
        return None
    best = max(positions, key=lambda position: chances[position])
    # Of two that are about as likely, one right below the other, the lower one is the lead.
    if best and texts[best - 1] != texts[best] and chances[best - 1] > _AS_LIKELY * chances[best]:
        return best - 1, chances[best - 1]
    return best, probability


def chances_of(rows: Sequence[Row]) -> list[float]:
    """The probability of each of a page's candidates, given as numbers by name; at least one."""
    forest = _forest()
    columns = {name: [row[name] for row in rows] for name in forest.columns}
    return shares_of(forest.sums(columns, len(rows)))
