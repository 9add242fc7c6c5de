"""Learns which line of a long page is its headline: weights for articles/reading/headline_rank.py.

    python -m training.reading_headlines            figures in-sample and with publishers kept apart
    python -m training.reading_headlines --write    learns from all pages and writes the weights

Pages: ../shared/pages/web_text_dev.jsonl.gz, where the title given by the outlet is a line of the page; and
the same pages once more with every line taken out that holds the title, so that they have no headline. The
model is a conditional logit over the candidate lines of a page and "none": the probability of each is the
exponential of its sum of weights, over the page's total; where several lines carry the title, theirs are
summed. Trained by AdaGrad with an L2 penalty; its probabilities decide where no headline is given
(headline.py). Where the text begins is taken from the reader, whose weights know these pages, so that the
cross-validated figures flatter a little.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import articles.reading.item as item
from articles.reading.body import SMALL_PAGE
from articles.reading.draft import Draft
from articles.reading.headline import LEAST, SURE
from articles.reading.headline_rank import NONE, candidates_of, chances_of
from articles.reading.phrases import DATA
from articles.reading.title import alike
from benchmarks.reading_scores import WEB_PAGES, item_of, rows, squeezed
from training.reading_lines import publisher

WEIGHTS = DATA / "headline_weights.json"
FOLDS = 5
HEADLESS = 0.03  # what a page without its headline counts for; more of it empties headlines that are right


@dataclass
class Example:
    fold: int
    candidates: list[list[str]]  # feature names; the last is that there is none
    texts: list[str]  # the candidates' words
    right: list[int]  # positions of the candidates that are the title
    weight: float = 1.0


@dataclass
class Examples:
    titled: list[Example] = field(default_factory=list)  # long pages whose title is a line
    headless: list[Example] = field(default_factory=list)  # the same without that line
    others: list[Example] = field(
        default_factory=list
    )  # long pages whose title is no line of theirs, or unknown


def examples() -> Examples:
    """The reader is watched where it seeks the headline."""
    seen: list[tuple[str, list[str]]] = []
    find_headline = item.find_headline

    def watch(draft: Draft, body_start: int, plain: bool) -> int | None:
        if len(draft.page.nonblank()) > SMALL_PAGE and not plain:
            seen[:] = [(draft.page.rest[i], names) for i, names in candidates_of(draft, body_start)]
        return None

    def read(page: dict[str, Any], text: str, title: str) -> list[Example]:
        seen.clear()
        item_of(text)
        return [_example(page, [*seen, ("", NONE)], title)] if seen else []

    item.find_headline = watch
    found = Examples()
    try:
        for page in rows(WEB_PAGES):
            title = page.get("gold_title") or ""
            if not (page.get("title_is_a_line") and title):
                found.others += read(page, page["raw_text"], title)
                continue
            found.titled += read(page, page["raw_text"], title)
            lines = page["raw_text"].split("\n")
            if alike(title) in alike(lines[0]):
                text = "\n".join(line for line in lines if alike(title) not in alike(line))
                found.headless += read(page, text, "")
    finally:
        item.find_headline = find_headline
    for example in found.headless:
        example.weight = HEADLESS
    return found


def _example(page: dict[str, Any], seen: list[tuple[str, list[str]]], title: str) -> Example:
    wanted = squeezed(title).casefold()
    right = [n for n, (line, _) in enumerate(seen) if squeezed(line).casefold() == wanted]
    fold = crc32(publisher(page).encode()) % FOLDS
    return Example(fold, [names for _, names in seen], [line for line, _ in seen], right)


def learned(pages: list[Example], rounds: int, penalty: float, rate: float = 0.2) -> dict[str, float]:
    """Weights averaged over the last two thirds of the rounds, which doubt more than the last ones do."""
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-3)
    totals: defaultdict[str, float] = defaultdict(float)
    shuffled = [page for page in pages if page.right]
    order = random.Random(1)
    for number in range(rounds):
        order.shuffle(shuffled)
        for page in shuffled:
            _learn_from(page, weights, squares, penalty, rate)
            if number >= rounds // 3:
                for name, weight in weights.items():
                    totals[name] += weight
    taken = len(shuffled) * (rounds - rounds // 3)
    return {name: total / taken for name, total in totals.items()}


def _learn_from(
    page: Example, weights: dict[str, float], squares: dict[str, float], penalty: float, rate: float
) -> None:
    chances = chances_of(page.candidates, weights)
    mass = sum(chances[n] for n in page.right) or 1e-12
    slopes: defaultdict[str, float] = defaultdict(float)
    for n, names in enumerate(page.candidates):
        wanted = chances[n] / mass if n in page.right else 0.0
        difference = page.weight * (wanted - chances[n])
        if abs(difference) > 1e-4:
            for name in names:
                slopes[name] += difference
    for name, slope in slopes.items():
        slope -= penalty * weights[name]
        squares[name] += slope * slope
        weights[name] += rate * slope / math.sqrt(squares[name])


def judged(pages: list[Example], weights: dict[str, float]) -> list[tuple[float, bool]]:
    """(probability, whether right) of each page's likeliest candidate."""
    result = []
    for page in pages:
        chances = chances_of(page.candidates, weights)
        best = chances.index(max(chances))
        same = sum(c for c, text in zip(chances, page.texts, strict=True) if text == page.texts[best])
        none = best == len(chances) - 1
        result.append((0.0, False) if none else (same, best in page.right))
    return result


def told(name: str, answers: list[tuple[float, bool]]) -> str:
    given = [right for probability, right in answers if probability >= LEAST]
    sure = [right for probability, right in answers if probability >= SURE]
    return (
        f"{name}: {len(answers)} pages, given {len(given)} (right {sum(given)}), "
        f"without a doubt {len(sure)} (right {sum(sure)})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--penalty", type=float, default=0.03)
    options = parser.parse_args()
    found = examples()
    pages = found.titled + found.headless
    weights = learned(pages, options.rounds, options.penalty)
    print(told("in-sample", judged(found.titled, weights)))
    print(told("title unknown or no line", judged(found.others, weights)))
    if options.write:
        kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.02}
        WEIGHTS.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        return
    titled: list[tuple[float, bool]] = []
    headless: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = learned([page for page in pages if page.fold != fold], options.rounds, options.penalty)
        titled += judged([page for page in found.titled if page.fold == fold], weights)
        headless += judged([page for page in found.headless if page.fold == fold], weights)
    print(told("cross-validated", titled))
    print(told("cross-validated, headline taken out", headless))
    for tenth in range(10):
        of_tenth = [each for each in titled if min(9, int(10 * each[0])) == tenth]
        if of_tenth:
            said, was = (sum(values) / len(of_tenth) for values in zip(*of_tenth, strict=True))
            print(f"  said {said:.2f}, was right {was:.2f} ({len(of_tenth)} pages)")


if __name__ == "__main__":
    main()
