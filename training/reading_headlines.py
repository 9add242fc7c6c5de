"""Learns which line of a page is its headline: the trees for articles/reading/learned/headline_rank.py.

    python -m training.reading_headlines            figures with publishers kept apart (--splits N)
    python -m training.reading_headlines --write    learns from all pages and writes the trees

Needs scikit-learn and LightGBM (pip install -e .[training]).

Pages: ../shared/pages/web_text_dev.jsonl.gz, where the title given by the outlet is a line of the page; and
the same pages once more with every line taken out that holds the title, so that they have no headline. The
model is a conditional logit over the candidate lines of a page and "none": the probability of each is the
exponential of its score, over the page's total; where several lines carry the title, theirs are summed. The
scores are gradient-boosted trees with the slope of that probability. What the text is, is read with weights
that know no page of the publisher (reading_lines.py), as it will be with outlets never seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import lightgbm
import numpy as np

from articles.reading.draft import SMALL_PAGE, Draft
from articles.reading.learned.forest import Forest, shares_of
from articles.reading.learned.headline_numbers import Row, candidates_of
from articles.reading.learned.headline_rank import best_of
from articles.reading.learned.judges import Judges
from articles.reading.learned.line_scores import Learned, scores_of
from articles.reading.signs.phrases import DATA
from articles.reading.signs.title import alike
from articles.reading.stages.headline import LEAST, SURE
from training.pages import WEB_PAGES, item_of, rows, squeezed
from training.reading_lines import (
    FOLDS,
    Names,
    learn,
    part_of,
    publisher,
    small_examples,
    tree_of,
    web_examples,
)

HEADLESS = 0.05  # what a page without its headline counts for; more of it empties headlines that are right
FLATTEST = 1e-3  # curvature of a candidate that is hardly in question
TREES = {
    "learning_rate": 0.08,
    "num_leaves": 16,
    "min_data_in_leaf": 20,
    "min_sum_hessian_in_leaf": 1.0,
    "feature_fraction": 0.4,
    "lambda_l2": 3.0,
    "max_bin": 127,
    "num_threads": 1,
    "deterministic": True,
    "seed": 1,
    "verbose": -1,
}
ROUNDS = 150
TITLED, TITLED_SMALL, HEADLESS_LONG, HEADLESS_SMALL, OTHER = (
    "long pages whose title is a line",
    "small pages whose title is a line",
    "long pages, headline taken out",
    "small pages, headline taken out",
    "title unknown or no line",
)

Objective = Callable[[np.ndarray, lightgbm.Dataset], tuple[np.ndarray, np.ndarray]]


@dataclass(slots=True)
class Example:
    kind: str
    publisher: str
    numbers: np.ndarray  # candidates × columns; the last row is that of there being none
    texts: list[str]  # the candidates' words
    right: np.ndarray  # whether each row is right; none is on pages whose title is unknown


def line_models(split: str) -> list[Learned]:
    """For each fold of publishers what is learned from the others about the lines of pages."""
    names = Names({})
    pages, small = web_examples(names), small_examples(names)
    models = []
    for fold in range(FOLDS):
        others = [each for each in pages if part_of(each.publisher, split, FOLDS) != fold]
        taught = learn(others + small, names, split)
        models.append(Learned(taught.weights, Forest.of(taught.columns, taught.trees)))
    return models


def examples(split: str) -> tuple[list[Example], list[str]]:
    """The pages and the names of their numbers: what the reader sees where it seeks the headline."""
    seen: list[tuple[list[str], list[Row], bool]] = []

    def watch(draft: Draft, body_start: int) -> None:
        candidates, none = candidates_of(draft, body_start)
        if candidates:
            texts = [draft.page.rest[i] for i, _ in candidates]
            small = len(draft.page.nonblank()) <= SMALL_PAGE
            seen.append((texts, [*(row for _, row in candidates), none], small))

    judges = [
        Judges(lines=partial(scores_of, model=model), headline=watch, headline_above=0)
        for model in line_models(split)
    ]
    names: list[str] = []

    def read(page: dict[str, Any], text: str, title: str, long: str, small: str) -> list[Example]:
        seen.clear()
        item_of(text, judges=judges[part_of(publisher(page), split, FOLDS)])
        if not seen:
            return []
        texts, found, is_small = seen[0]
        names[:] = names or list(found[0])
        wanted = squeezed(title).casefold()
        right = [bool(title) and squeezed(each).casefold() == wanted for each in texts]
        kind = small if is_small else long
        numbers = np.array([[row[name] for name in names] for row in found], np.float32)
        is_headless = kind in (HEADLESS_LONG, HEADLESS_SMALL)
        return [Example(kind, publisher(page), numbers, texts, np.array([*right, is_headless], float))]

    result: list[Example] = []
    for page in rows(WEB_PAGES):
        title = page.get("gold_title") or ""
        if not (page.get("title_is_a_line") and title):
            result += read(page, page["raw_text"], "", OTHER, OTHER)
            continue
        result += read(page, page["raw_text"], title, TITLED, TITLED_SMALL)
        lines = page["raw_text"].split("\n")
        if alike(title) in alike(lines[0]):
            text = "\n".join(line for line in lines if alike(title) not in alike(line))
            result += read(page, text, "", HEADLESS_LONG, HEADLESS_SMALL)
    return result, names


def slopes_of(pages: list[Example]) -> Objective:
    """The slope and curvature of the pages' log-probabilities, by the scores of all their rows."""
    sizes = np.array([len(page.right) for page in pages])
    starts = np.cumsum([0, *sizes])[:-1]
    right = np.concatenate([page.right for page in pages])
    weights: np.ndarray = np.repeat([HEADLESS if page.right[-1] else 1.0 for page in pages], sizes)

    def shares(values: np.ndarray) -> np.ndarray:
        return values / np.repeat(np.maximum(np.add.reduceat(values, starts), 1e-12), sizes)

    def slopes(scores: np.ndarray, _: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        chances = shares(np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes)))
        slope = chances - shares(chances * right)
        return slope * weights, np.maximum(chances * (1 - chances), FLATTEST) * weights

    return slopes


def learned(pages: Iterable[Example]) -> lightgbm.Booster:
    teaching = [page for page in pages if page.right.any()]
    data = lightgbm.Dataset(
        np.vstack([page.numbers for page in teaching]), np.concatenate([page.right for page in teaching])
    )
    return lightgbm.train({**TREES, "objective": slopes_of(teaching)}, data, ROUNDS)


def judged(page: Example, model: lightgbm.Booster) -> tuple[float, bool]:
    """(probability, whether right) of the page's likeliest candidate."""
    best = best_of(page.texts, shares_of(model.predict(page.numbers, raw_score=True).tolist()))
    return (best[1], bool(page.right[best[0]])) if best else (0.0, False)


def told(answers: list[tuple[float, bool]]) -> str:
    given = [right for probability, right in answers if probability >= LEAST]
    sure = [right for probability, right in answers if probability >= SURE]
    return (
        f"{len(answers)} pages, given {len(given)} (right {sum(given)}), "
        f"without a doubt {len(sure)} (right {sum(sure)})"
    )


def written(model: lightgbm.Booster, columns: list[str]) -> str:
    trees = [tree_of(each["tree_structure"]) for each in model.dump_model()["tree_info"]]
    each_tree = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    return f'{{"columns":{json.dumps(columns)},\n"trees":[\n{each_tree}\n]}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--splits", type=int, default=1)
    options = parser.parse_args()
    if options.write:
        pages, columns = examples("")
        (DATA / "headline_trees.json").write_text(written(learned(pages), columns))
        return
    for split in map(str, range(options.splits)):
        pages, _ = examples(split)
        answers: dict[str, list[tuple[float, bool]]] = {}
        for fold in range(FOLDS):
            apart = [part_of(page.publisher, split, FOLDS) == fold for page in pages]
            model = learned(page for page, is_apart in zip(pages, apart, strict=True) if not is_apart)
            for page, is_apart in zip(pages, apart, strict=True):
                if is_apart:
                    answers.setdefault(page.kind, []).append(judged(page, model))
        print(f"split {split}")
        for kind, found in sorted(answers.items()):
            print(f"  {kind}: {told(found)}", flush=True)


if __name__ == "__main__":
    main()
