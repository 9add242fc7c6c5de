"""Learns which line of a page is its headline: the trees for articles/reading/learned/headline_rank.py.

    python -m training.reading_headlines --write    learns from all pages and writes the trees

Needs scikit-learn and LightGBM (pip install -e .[training]). Figures, hosts apart: docs/reading.md.

Pages: those of training/labelled.py that may be learned from, where the title given by the outlet is a
line of the page: whole with and without the browser's title, in random crops, and once more with every
line taken out that holds the title, so that they have no headline; the layout pages; and composed ones
(furnished.py). The model is a
conditional logit over the candidate lines of a page and "none": the probability of each is the
exponential of its score, over the page's total; where several lines carry the title, theirs are summed.
The scores are gradient-boosted trees with the slope of that probability. Of many candidates that are
wrong some are drawn, and counted for the others. What the text is, is read with weights that know no
page of the host (reading_lines.py), as it will be with outlets never seen.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import lightgbm
import numpy as np

from articles.reading.draft import Draft
from articles.reading.learned.forest import Forest, shares_of
from articles.reading.learned.headline_numbers import Row, candidates_of
from articles.reading.learned.headline_rank import best_of
from articles.reading.learned.judges import Judges
from articles.reading.learned.line_scores import Learned, scores_of
from articles.reading.signs.phrases import DATA
from training.forms import CROPS
from training.furnished import LEARNED, composed
from training.labelled import FOLDS, labelled_pages
from training.pages import LAYOUTS, item_of, rows, squeezed
from training.reading_lines import COMPOSED_PAGES, Taught, asked_by, forms_of, learn, prepared, tree_of

KINDS = {
    **{"titled": 1.2, "bare": 1.0, "headless": 0.1, "headless crop": 0.1},
    **{f"crop {number}": 0.8 for number in range(CROPS)},
}
LAYOUT, COMPOSED = 3.0, 0.5
MOST_WRONG = 60  # candidates of a form
FLATTEST = 1e-3  # curvature of a candidate that is hardly in question
TREES = {
    "learning_rate": 0.1,
    "num_leaves": 16,
    "min_data_in_leaf": 20,
    "min_sum_hessian_in_leaf": 1.0,
    "feature_fraction": 0.4,
    "lambda_l2": 3.0,
    "max_bin": 63,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}
ROUNDS = 200

Objective = Callable[[np.ndarray, lightgbm.Dataset], tuple[np.ndarray, np.ndarray]]


@dataclass(slots=True)
class Example:
    fold: int  # -1: of none
    weight: float
    numbers: np.ndarray  # candidates × columns; the last row is that of there being none
    right: np.ndarray  # whether each row is right
    offsets: np.ndarray  # the logarithm of how many candidates each row stands for


def judges_of(taught: Taught) -> Judges:
    """The reader with these looks at the lines, and the shipped rest."""
    model = Learned(taught.weights, Forest.of(taught.columns, taught.trees))
    return Judges(lines=partial(scores_of, model=model))


def drawn(name: str, weight: float, fold: int, rows: list[list[float]], right: list[float]) -> Example:
    wrong = [i for i in range(len(right) - 1) if not right[i]]
    kept = set(wrong)
    if len(wrong) > MOST_WRONG:
        kept = set(random.Random(name).sample(wrong, MOST_WRONG))
    taken = [i for i in range(len(right)) if i in kept or right[i] or i == len(right) - 1]
    more = np.log(len(wrong) / len(kept)) if kept else 0.0
    return Example(
        fold,
        weight,
        np.array([rows[i] for i in taken], np.float32),
        np.array([right[i] for i in taken]),
        np.array([more if i in kept else 0.0 for i in taken]),
    )


def pages() -> Iterator[tuple[str, str, int, float, str, str | None]]:
    """(id, kind, fold, weight, text, title) of all forms; the title is None where it was taken out."""
    for labelled in labelled_pages():
        if labelled.teaches and labelled.title:
            for kind, form in forms_of(labelled).items():
                name = {"whole": "titled" if "bare" in labelled.forms else "bare"}.get(kind, kind)
                text = "\n".join(form.lines)
                yield labelled.id, name, labelled.fold(), KINDS[name], text, form.title or None
    for gold in rows(LAYOUTS / "gold.jsonl"):
        text = (LAYOUTS / gold["file"]).read_text(encoding="utf-8")
        yield gold["file"], "layout", -1, LAYOUT, text, gold["headline"] or None
    for page in composed(LEARNED, COMPOSED_PAGES):
        yield page.name, "composed", -1, COMPOSED, page.text, page.lines[page.headline]


def examples(lines: dict[int | None, Taught]) -> tuple[list[Example], list[str]]:
    """What is to be learned and the names of the numbers. The judge of headlines notes what it is asked."""
    seen: list[tuple[list[str], list[Row]]] = []

    def note(draft: Draft, body_start: int) -> None:
        candidates, none = candidates_of(draft, body_start)
        if candidates:
            seen.append(
                ([draft.page.rest[i] for i, _ in candidates], [*(row for _, row in candidates), none])
            )

    judges = {
        fold: Judges(lines=judges_of(taught).lines, headline=note, headline_above=0)
        for fold, taught in lines.items()
    }
    names: list[str] = []
    found = []
    for page, kind, fold, weight, text, title in pages():
        seen.clear()
        item_of(text, judges=judges[fold if fold >= 0 else None])
        if seen:
            texts, rows_ = seen[0]
            names[:] = names or list(rows_[0])
            wanted = squeezed(title or "").casefold()
            right = [float(bool(wanted) and squeezed(each).casefold() == wanted) for each in texts]
            numbers = [[row[name] for name in names] for row in rows_]
            found.append(drawn(page + kind, weight, fold, numbers, [*right, float(title is None)]))
    return found, names


def slopes_of(taught: list[Example]) -> Objective:
    """The slope and curvature of the pages' log-probabilities, by the scores of all their rows."""
    sizes = np.array([len(page.right) for page in taught])
    starts = np.cumsum([0, *sizes])[:-1]
    right = np.concatenate([page.right for page in taught])
    offsets = np.concatenate([page.offsets for page in taught])
    weights: np.ndarray = np.repeat([page.weight for page in taught], sizes)

    def shares(values: np.ndarray) -> np.ndarray:
        return values / np.repeat(np.maximum(np.add.reduceat(values, starts), 1e-12), sizes)

    def slopes(scores: np.ndarray, _: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        shifted = scores + offsets
        chances = shares(np.exp(shifted - np.repeat(np.maximum.reduceat(shifted, starts), sizes)))
        slope = chances - shares(chances * right)
        return slope * weights, np.maximum(chances * (1 - chances), FLATTEST) * weights

    return slopes


def learned(found: list[Example], columns: list[str], fold: int | None = None) -> Taught:
    """Trees that know no page of the fold; no weights."""
    teaching = [page for page in found if page.fold != fold and page.right.any()]
    data = lightgbm.Dataset(
        np.vstack([page.numbers for page in teaching]), np.concatenate([page.right for page in teaching])
    )
    model = lightgbm.train({**TREES, "objective": slopes_of(teaching)}, data, ROUNDS).dump_model()
    return Taught({}, columns, [tree_of(each["tree_structure"]) for each in model["tree_info"]])


def likeliest_by(forest: Forest, draft: Draft, body_start: int) -> tuple[int, float] | None:
    """As headline_rank.likeliest, with other trees."""
    candidates, none = candidates_of(draft, body_start)
    if not candidates:
        return None
    found = [*(row for _, row in candidates), none]
    columns = {name: [row[name] for row in found] for name in forest.columns}
    chances = shares_of(forest.sums(columns, len(found)))
    best = best_of([draft.page.rest[i] for i, _ in candidates], chances)
    return best and (candidates[best[0]][0], best[1])


def written(model: Taught) -> str:
    asked = sorted({column for tree in model.trees for column in asked_by(tree)})
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model.trees)
    columns = model.columns if asked else []
    return f'{{"columns":{json.dumps(columns)},\n"trees":[\n{trees}\n]}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    lesson = prepared()
    found, names = examples({fold: learn(lesson, fold) for fold in (*range(FOLDS), None)})
    (DATA / "headline_trees.json").write_text(written(learned(found, names)))


if __name__ == "__main__":
    main()
