"""Learns which lines of a page are the article, for articles/reading/learned/line_scores.py.

    python -m training.reading_lines --write    learns from all pages and writes the weights and trees

Needs scikit-learn and LightGBM (pip install -e .[training]). Figures, hosts apart: docs/reading.md.

Pages: those of training/labelled.py that may be learned from, each whole (with or without the browser's
title, by lot) and in random crops (training/forms.py). Where the article's text is known, a line is the
article's if most of its word triples are the text's. Where only snippets are known that must or must not
be kept, only their lines and the prose between kept ones are examples.

First a logistic regression over what is seen of each line (line_features.py), then gradient-boosted
trees over numbers of the line and its neighbours (line_numbers.py). The trees learn from scores that the
regression gives to hosts it has not learned from.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from articles.reading.learned.forest import MOST_LEAVES, Columns, Tree
from articles.reading.learned.line_features import features_of
from articles.reading.learned.line_numbers import numbers_scored, numbers_seen
from articles.reading.learned.line_survey import Survey, kind_of, survey
from articles.reading.lines import PageLines
from articles.reading.signs.phrases import DATA
from training.forms import Form, forms_for_learning
from training.furnished import LEARNED, composed
from training.labelled import FOLDS, LabelledPage, headline_lines, labelled_pages, text_end
from training.pages import LAYOUTS, WEB_PAGES, rows, squeezed

SNIPPET, BETWEEN = 3.0, 0.5  # weights: a snippet's line, prose between two
# Of all lines of a page whose text is known.
WHOLE, CROP, LAYOUT, PLAIN, COMPOSED = 45.0, 25.0, 180.0, 10.0, 20.0
# Of each language (furnished.py). With 80 more composed pages are read exactly, but more leaks on real ones
# (docs/reading.md), so the shipped model has not learned from them.
COMPOSED_PAGES = 0
HEADLESS = 0.3  # of the crops come once more without their headline
FARTHEST = 60  # lines between a headline and its text
FEWEST_PAGES = 4  # that a feature must be seen on
MOST_NAMES = 1_000_000  # room for features
SMALLEST = 0.03  # a weight nearer to 0 is left out
TREES = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": MOST_LEAVES,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "max_bin": 127,
    "num_threads": 1,
    "deterministic": True,
    "seed": 1,
    "verbose": -1,
}
ROUNDS = 120
_WORD = re.compile(r"\w+")
Labels = list[str | None]


def page_lines(text: str) -> list[str]:
    lines = PageLines.of(text)
    return [lines.rest[i] for i in lines.nonblank()]


def triples(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


def labels_from_text(lines: list[str], gold: str) -> Labels:
    """B for the lines of the article, by word triples; short lines by their neighbours."""
    gold_words = _WORD.findall(gold.lower())
    known = Counter(triples(gold_words))
    flat = " " + " ".join(gold_words) + " "
    gold_lines = {squeezed(line).lower() for line in gold.split("\n")}
    labels: Labels = []
    for line in lines:
        words = _WORD.findall(line.lower())
        if len(words) >= 5:
            each = triples(words)
            labels.append("B" if sum(1 for t in each if t in known) >= 0.6 * len(each) else "N")
        elif squeezed(line).lower() in gold_lines:
            labels.append("B")
        elif words and f" {' '.join(words)} " in flat:
            labels.append("?")
        else:
            labels.append("N")
    for i, label in enumerate(labels):
        if label == "?":
            around = labels[max(0, i - 2) : i] + labels[i + 1 : i + 3]
            labels[i] = "B" if around.count("B") >= 3 else "N"
    # A line of the article that stands again far from it (a teaser, the title) is not its text.
    return without_strays(labels)


def without_strays(labels: Labels) -> Labels:
    """Single B lines farther than 12 lines from any other B are not the text."""
    where = [i for i, label in enumerate(labels) if label == "B"]
    if len(where) > 5:
        for n, i in enumerate(where):
            gaps = [abs(i - where[m]) for m in (n - 1, n + 1) if 0 <= m < len(where)]
            if min(gaps) > 12:
                labels[i] = "N"
    return labels


def labels_from_snippets(lines: list[str], page: LabelledPage) -> Labels:
    """Labels of the snippets' lines, P for the prose between two kept ones, none for all others."""
    labels: Labels = [None] * len(lines)
    flat = [squeezed(line) for line in lines]
    kept = []
    for snippet in page.must_have:
        where = [i for i, line in enumerate(flat) if squeezed(snippet) in line]
        if where:
            kept.append(max(where, key=lambda i: len(flat[i])))
    if kept and max(kept) - min(kept) < 120:
        for i in range(min(kept), max(kept)):
            if kind_of(lines[i]) in "LMml":
                labels[i] = "P"
    for i in kept:
        labels[i] = "B"
    for snippet in page.must_not:
        for i in lines_of(squeezed(snippet), flat):
            labels[i] = "N"
    return labels


def lines_of(snippet: str, lines: list[str]) -> list[int]:
    """The lines that hold a snippet; only those of which it is most, if there are such.

    "Start-ups" in a menu does not make furniture of the sentences that have the word.
    """
    found = [i for i, line in enumerate(lines) if snippet in line]
    return [i for i in found if 2 * len(snippet) >= len(lines[i])] or found


@dataclass(slots=True)
class Example:
    """One form of a page with what is to be learned from it; lines that weigh 0 teach nothing."""

    fold: int
    seen: Survey
    features: csr_matrix  # lines × names
    numbers: np.ndarray  # of what is seen, lines × columns
    wanted: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, slots=True)
class Taught:
    """What is written; ``columns`` in the order in which the trees count them."""

    weights: dict[str, float]
    columns: list[str]
    trees: list[Tree]


@dataclass(slots=True)
class Names:
    """The features met so far, with their columns."""

    positions: dict[str, int]

    def table(self, features: list[list[str]]) -> csr_matrix:
        entries = [
            self.positions.setdefault(name, len(self.positions)) for found in features for name in found
        ]
        ends = np.cumsum([0, *map(len, features)])
        return csr_matrix(
            (np.ones(len(entries), np.float32), entries, ends), shape=(len(features), MOST_NAMES)
        )


def example(
    names: Names, fold: int, lines: list[str], labels: Labels, whole: float, snippet: float
) -> Example:
    """``whole`` is what all lines weigh where the text is known, else 0; ``snippet`` what a snippet's do."""
    seen = survey(lines)
    if whole:
        sizes = np.sqrt([min(len(line), 500) for line in lines])
        weights = whole * sizes / sizes.sum() * ("B" in labels)
    else:
        weights = snippet * np.array(
            [SNIPPET if label in ("B", "N") else BETWEEN if label else 0.0 for label in labels]
        )
    wanted = np.array([label in ("B", "P") for label in labels])
    numbers = as_table(numbers_seen(seen))
    return Example(fold, seen, names.table(features_of(seen)), numbers, wanted, weights)


def as_table(columns: Columns) -> np.ndarray:
    return np.array(list(columns.values()), np.float32).T


def form_of(page: LabelledPage) -> tuple[Form, int | None, int | None, bool]:
    """The whole page; its headline's line and the one after its text, if known; whether a title is first."""
    lines = page_lines(page.whole)
    labels: Labels = [None] * len(lines)
    if page.text:
        labels = labels_from_text(lines, page.text)
    elif page.must_have or page.must_not:
        labels = labels_from_snippets(lines, page)
    titled = "bare" in page.forms and len(page_lines(page.forms["bare"])) == len(lines) - 1
    text = [i for i, label in enumerate(labels) if label in ("B", "P")]
    end = text[-1] + 1 if text else text_end(page, lines)
    headline = None
    if page.title and end:
        first = text[0] if text else end
        above = [i for i in headline_lines(page.title, lines) if titled <= i <= min(first + 1, end - 1)]
        headline = above[-1] if above and (not text or first - above[-1] < FARTHEST) else None
    return Form(tuple(lines), tuple(labels), page.title), headline, end, titled


def forms_of(page: LabelledPage) -> dict[str, Form]:
    """The forms of a page from which is learned, by their kind."""
    form, headline, end, titled = form_of(page)
    return dict(forms_for_learning(form, headline, end, titled, random.Random(page.id)))


def web_examples(names: Names) -> list[Example]:
    found = []
    for page in labelled_pages():
        forms = forms_of(page) if page.teaches else {}
        chance = random.Random(page.id + "w")
        kinds = ["bare" if "bare" in forms and chance.random() < 0.5 else "whole", "crop 0", "crop 1"]
        kinds += ["headless crop"] if chance.random() < HEADLESS else []
        for kind in kinds:
            form = forms.get(kind)
            if form is None or not any(form.labels):
                continue
            is_whole = kind in ("whole", "bare")
            weight = (WHOLE if is_whole else CROP) if page.text else 0.0
            lines, labels = list(form.lines), list(form.labels)
            found.append(example(names, page.fold(), lines, labels, weight, 1.0 if is_whole else 0.5))
    return found


def other_pages() -> Iterator[tuple[str, list[str], Labels, float]]:
    """(id, lines, labels, weight) of layout samples, composed pages, and corpus texts alone."""
    for gold in rows(LAYOUTS / "gold.jsonl"):
        lines = page_lines((LAYOUTS / gold["file"]).read_text(encoding="utf-8"))
        flat = [squeezed(line) for line in lines]
        first = next((i for i, line in enumerate(flat) if squeezed(gold["body_first"]) in line), None)
        last = squeezed(gold["body_last"] or "")
        ends = [i for i, line in enumerate(flat) if last and last in line]
        if first is not None:
            end = ends[-1] if ends else len(flat) - 1
            furniture = {squeezed(each) for each in gold["boilerplate"]}
            yield (
                gold["file"],
                lines,
                ["B" if first <= i <= end and flat[i] not in furniture else "N" for i in range(len(flat))],
                LAYOUT,
            )
    for page in composed(LEARNED, COMPOSED_PAGES):
        kinds: Labels = ["B" if i in page.body else "N" for i in range(len(page.lines))]
        yield page.name, list(page.lines), kinds, COMPOSED
    for corpus in ("allsides10k_en", "tgnews_ru_en", "nerel_ru", "ttc3600_tr", "ilur_hy"):
        for number, row in enumerate(rows(WEB_PAGES.parents[1] / "corpora" / f"{corpus}.jsonl.gz")):
            if number % 20 == 0 and number < 1200 and row.get("text"):
                title = [row["title"]] if row.get("title") else []
                lines = page_lines("\n".join([*title, row["text"]]))
                labels: Labels = [*["N"] * len(title), *["B"] * (len(lines) - len(title))]
                yield f"{corpus} {number}", lines, labels, PLAIN


def other_examples(names: Names) -> list[Example]:
    """They are in no fold of hosts; the number says which first look is not to know them."""
    return [
        example(names, part_of(name), lines, labels, weight, 1.0)
        for name, lines, labels, weight in other_pages()
    ]


def part_of(name: str) -> int:
    return crc32(name.encode()) % FOLDS


def learn_weights(examples: list[Example]) -> np.ndarray:
    """The first look: a weight per name, 0 for names of few pages."""
    pages = sum(np.bincount(np.unique(each.features.indices), minlength=MOST_NAMES) for each in examples)
    taken = np.flatnonzero(pages >= FEWEST_PAGES)
    teaching = [each.weights > 0 for each in examples]
    table = vstack([each.features[lines] for each, lines in zip(examples, teaching, strict=True)]).tocsc()[
        :, taken
    ]
    model = LogisticRegression(C=1.0, solver="lbfgs", fit_intercept=False, max_iter=40, tol=1e-3)
    model.fit(
        table.tocsr(),
        np.concatenate([each.wanted[lines] for each, lines in zip(examples, teaching, strict=True)]),
        np.concatenate([each.weights[lines] for each, lines in zip(examples, teaching, strict=True)]),
    )
    weights = np.zeros(MOST_NAMES)
    weights[taken] = np.where(np.abs(model.coef_[0]) < SMALLEST, 0.0, model.coef_[0].round(2))
    return weights


@dataclass(slots=True)
class Lesson:
    """All examples, the first looks that know not a fold (None: that know all), the second look's numbers."""

    names: Names
    web: list[Example]
    others: list[Example]  # of no host
    firsts: dict[int | None, np.ndarray]
    columns: list[str]
    tables: list[np.ndarray]  # of the web examples, then of the others


def prepared() -> Lesson:
    names = Names({})
    web, others = web_examples(names), other_examples(names)
    every = web + others
    firsts: dict[int | None, np.ndarray] = {None: learn_weights(every)}
    for fold in range(FOLDS):
        firsts[fold] = learn_weights([each for each in every if each.fold != fold])
    scored = [numbers_scored(each.seen, (each.features @ firsts[each.fold]).tolist()) for each in every]
    columns = [*numbers_seen(web[0].seen), *scored[0]]
    tables = [np.hstack([each.numbers, as_table(found)]) for each, found in zip(every, scored, strict=True)]
    return Lesson(names, web, others, firsts, columns, tables)


def learn_trees(examples: list[Example], tables: list[np.ndarray]) -> lightgbm.Booster:
    taught = [(each, table, each.weights > 0) for each, table in zip(examples, tables, strict=True)]
    taught = [(each, table, lines) for each, table, lines in taught if lines.any()]
    data = lightgbm.Dataset(
        np.vstack([table[lines] for _, table, lines in taught]),
        np.concatenate([each.wanted[lines] for each, _, lines in taught]),
        weight=np.concatenate([each.weights[lines] for each, _, lines in taught]),
    )
    return lightgbm.train(TREES, data, ROUNDS)


def learn(lesson: Lesson, fold: int | None = None) -> Taught:
    """Both looks, which know no host of the fold."""
    taken = [i for i, each in enumerate(lesson.web) if each.fold != fold]
    taken += range(len(lesson.web), len(lesson.tables))
    every = lesson.web + lesson.others
    model = learn_trees([every[i] for i in taken], [lesson.tables[i] for i in taken]).dump_model()
    trees = [tree_of(each["tree_structure"]) for each in model["tree_info"]]
    first = lesson.firsts[fold].round(2)
    chosen = {name: float(first[column]) for name, column in lesson.names.positions.items() if first[column]}
    return Taught(dict(sorted(chosen.items())), lesson.columns, trees)


def tree_of(node: dict[str, Any]) -> Tree:
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 4)
    return [
        int(node["split_feature"]),
        float(f"{node['threshold']:.6g}"),
        tree_of(node["left_child"]),
        tree_of(node["right_child"]),
    ]


def write(model: Taught) -> None:
    """The files that the reader loads, without the columns that no tree asks for."""
    asked = sorted({column for tree in model.trees for column in asked_by(tree)})
    position = {column: i for i, column in enumerate(asked)}

    def renumbered(tree: Tree) -> Tree:
        if not isinstance(tree, list):
            return tree
        return [position[tree[0]], tree[1], renumbered(tree[2]), renumbered(tree[3])]

    columns = [model.columns[column] for column in asked]
    trees = ",\n".join(json.dumps(renumbered(tree), separators=(",", ":")) for tree in model.trees)
    (DATA / "line_trees.json").write_text(f'{{"columns":{json.dumps(columns)},\n"trees":[\n{trees}\n]}}\n')
    weights = json.dumps(model.weights, ensure_ascii=False, separators=(",", ":"), indent=0)
    (DATA / "line_weights.json").write_text(weights + "\n", encoding="utf-8")


def asked_by(tree: Tree) -> set[int]:
    return {tree[0]} | asked_by(tree[2]) | asked_by(tree[3]) if isinstance(tree, list) else set()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    write(learn(prepared()))


if __name__ == "__main__":
    main()
