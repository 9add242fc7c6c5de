"""Learns which line of a long page is its headline: weights for articles/reading/headline_rank.py.

    python -m training.reading_headlines            figures in-sample and with publishers kept apart
    python -m training.reading_headlines --write    learns from all pages and writes the weights

Pages: ../shared/pages/web_text_dev.jsonl.gz, where the title given by the outlet is a line of the page. The
model is a conditional logit over the candidate lines of a page: the probability of a line is the exponential
of its sum of weights, over the page's total; where several lines carry the title, theirs are summed. Trained
by AdaGrad with an L2 penalty. Where the text begins is taken from the reader, whose weights know these pages,
so that the cross-validated figures still flatter a little.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import articles.reading.item as item
from articles.reading.body import SMALL_PAGE
from articles.reading.draft import Draft
from articles.reading.headline_rank import candidates_of
from articles.reading.phrases import DATA
from benchmarks.reading_scores import WEB_PAGES, item_of, rows, squeezed
from training.reading_lines import publisher

WEIGHTS = DATA / "headline_weights.json"
FOLDS = 5


@dataclass
class Example:
    fold: int
    candidates: list[list[str]]
    right: list[int]  # positions of the candidates that are the title


def examples() -> list[Example]:
    """One example per long page whose title is a line; the reader is watched where it seeks the headline."""
    seen: list[tuple[str, list[str]]] = []
    find_headline = item.find_headline

    def watch(draft: Draft, body_start: int, plain: bool) -> int | None:
        if len(draft.page.nonblank()) > SMALL_PAGE and not plain:
            seen[:] = [(draft.page.rest[i], names) for i, names in candidates_of(draft, body_start)]
        return None

    item.find_headline = watch
    result = []
    try:
        for page in rows(WEB_PAGES):
            if not (page.get("title_is_a_line") and page.get("gold_title")):
                continue
            seen.clear()
            item_of(page["raw_text"])
            if seen:
                result.append(_example(page, seen))
    finally:
        item.find_headline = find_headline
    return result


def _example(page: dict[str, Any], seen: list[tuple[str, list[str]]]) -> Example:
    title = squeezed(page["gold_title"]).casefold()
    right = [n for n, (line, _) in enumerate(seen) if squeezed(line).casefold() == title]
    return Example(crc32(publisher(page).encode()) % FOLDS, [names for _, names in seen], right)


def learned(pages: list[Example], rounds: int, penalty: float, rate: float = 0.2) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-3)
    shuffled = [page for page in pages if page.right]
    order = random.Random(1)
    for _ in range(rounds):
        order.shuffle(shuffled)
        for page in shuffled:
            chances = _chances(page, weights)
            mass = sum(chances[n] for n in page.right) or 1e-12
            slopes: defaultdict[str, float] = defaultdict(float)
            for n, names in enumerate(page.candidates):
                wanted = chances[n] / mass if n in page.right else 0.0
                difference = wanted - chances[n]
                if abs(difference) > 1e-4:
                    for name in names:
                        slopes[name] += difference
            for name, slope in slopes.items():
                slope -= penalty * weights[name]
                squares[name] += slope * slope
                weights[name] += rate * slope / math.sqrt(squares[name])
    return dict(weights)


def _chances(page: Example, weights: dict[str, float]) -> list[float]:
    scores = [sum(weights.get(name, 0.0) for name in names) for names in page.candidates]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def hits(pages: list[Example], weights: dict[str, float]) -> int:
    right = 0
    for page in pages:
        chances = _chances(page, weights)
        right += chances.index(max(chances)) in page.right
    return right


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--penalty", type=float, default=0.03)
    options = parser.parse_args()
    pages = examples()
    weights = learned(pages, options.rounds, options.penalty)
    print(f"{len(pages)} pages, the title among the candidates of {sum(bool(page.right) for page in pages)}")
    print(f"in-sample {hits(pages, weights)}")
    if options.write:
        kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.02}
        WEIGHTS.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        return
    right = 0
    for fold in range(FOLDS):
        weights = learned([page for page in pages if page.fold != fold], options.rounds, options.penalty)
        right += hits([page for page in pages if page.fold == fold], weights)
    print(f"cross-validated {right}")


if __name__ == "__main__":
    main()
