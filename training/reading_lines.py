"""Learns which lines of a long page are the article, for articles/reading/learned/line_scores.py.

    python -m training.reading_lines            figures of long pages, publishers kept apart (--splits N)
    python -m training.reading_lines --write    learns from all pages and writes the weights and trees

Needs scikit-learn and LightGBM (pip install -e .[training]).

Pages: ../shared/pages/web_text_dev.jsonl.gz, visible text of real pages. Where the article's text is known,
a line is the article's if most of its word triples are the text's. Where only snippets are known that must
or must not be kept, only their lines and the prose between kept ones are examples.

First a logistic regression over what is seen of each line (line_features.py), then gradient-boosted trees
over numbers of the line and its neighbours (line_numbers.py). The trees learn from scores that the regression
gives to publishers it has not learned from.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from articles.reading.draft import SMALL_PAGE
from articles.reading.learned.forest import MOST_LEAVES, Columns, Forest, Tree
from articles.reading.learned.judges import Judges
from articles.reading.learned.line_features import features_of
from articles.reading.learned.line_numbers import numbers_scored, numbers_seen
from articles.reading.learned.line_scores import Learned, scores_of
from articles.reading.learned.line_survey import Survey, kind_of, survey
from articles.reading.lines import PageLines
from articles.reading.signs.phrases import DATA
from training.pages import LAYOUTS, WEB_PAGES, rows, score_web_pages, squeezed

FOLDS, PARTS = 5, 4  # of publishers, for the figures; for the scores the trees learn from
SNIPPET, BETWEEN, WHOLE = 3.0, 0.5, 60.0  # weights: a snippet's line, prose between two, all lines of a page
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


def publisher(page: dict[str, Any]) -> str:
    host = urlsplit(page.get("url") or "").hostname or page.get("publisher") or page["id"]
    if host == "web.archive.org":
        host = (
            urlsplit(page["url"].split("/http", 1)[-1].lstrip("s:/")).hostname
            or page["url"].rsplit("/http", 1)[-1].split("/")[2]
        )
    return ".".join(host.split(".")[-2:]) if "." in host else host


def page_lines(page: dict[str, Any]) -> list[str]:
    lines = PageLines.of(page["raw_text"])
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


def labels_from_snippets(lines: list[str], page: dict[str, Any]) -> Labels:
    """Labels of the snippets' lines, P for the prose between two kept ones, none for all others."""
    labels: Labels = [None] * len(lines)
    flat = [squeezed(line) for line in lines]
    kept = []
    for snippet in page.get("must_have") or ():
        where = [i for i, line in enumerate(flat) if squeezed(snippet) in line]
        if where:
            kept.append(max(where, key=lambda i: len(flat[i])))
    if kept and max(kept) - min(kept) < 120:
        for i in range(min(kept), max(kept)):
            if kind_of(lines[i]) in "LMml":
                labels[i] = "P"
    for i in kept:
        labels[i] = "B"
    for snippet in page.get("must_not") or ():
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
    """One page with what is to be learned from it; lines that weigh 0 teach nothing."""

    page: dict[str, Any]
    publisher: str
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


def example(names: Names, page: dict[str, Any], lines: list[str], labels: Labels, whole: float) -> Example:
    seen = survey(lines)
    if whole:
        sizes = np.sqrt([min(len(line), 500) for line in lines])
        weights = whole * sizes / sizes.sum() * ("B" in labels)
    else:
        weights = np.array(
            [SNIPPET if label in ("B", "N") else BETWEEN if label else 0.0 for label in labels]
        )
    wanted = np.array([label in ("B", "P") for label in labels])
    numbers = as_table(numbers_seen(seen))
    return Example(page, publisher(page), seen, names.table(features_of(seen)), numbers, wanted, weights)


def as_table(columns: Columns) -> np.ndarray:
    return np.array(list(columns.values()), np.float32).T


def web_examples(names: Names) -> list[Example]:
    examples = []
    for page in rows(WEB_PAGES):
        lines = page_lines(page)
        if page.get("gold_text"):
            examples.append(example(names, page, lines, labels_from_text(lines, page["gold_text"]), WHOLE))
        elif lines:
            examples.append(example(names, page, lines, labels_from_snippets(lines, page), 0.0))
    return examples


def small_pages() -> Iterator[tuple[str, list[str], Labels, bool]]:
    """Pages with little around the text, as (id, lines, labels, whether a layout sample).

    The layout samples, and corpus texts that are only an article.
    """
    for gold in rows(LAYOUTS / "gold.jsonl"):
        lines = page_lines({"raw_text": (LAYOUTS / gold["file"]).read_text(encoding="utf-8")})
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
                True,
            )
    for corpus in ("allsides10k_en", "tgnews_ru_en", "nerel_ru", "ttc3600_tr", "ilur_hy"):
        for number, row in enumerate(rows(WEB_PAGES.parents[1] / "corpora" / f"{corpus}.jsonl.gz")):
            if number % 20 == 0 and number < 1200 and row.get("text"):
                title = [row["title"]] if row.get("title") else []
                lines = page_lines({"raw_text": "\n".join([*title, row["text"]])})
                labels: Labels = [*["N"] * len(title), *["B"] * (len(lines) - len(title))]
                yield f"{corpus} {number}", lines, labels, False


def small_examples(names: Names) -> list[Example]:
    return [
        example(names, {"id": name}, lines, labels, WHOLE if is_layout else WHOLE / 6)
        for name, lines, labels, is_layout in small_pages()
    ]


def part_of(name: str, split: str, parts: int) -> int:
    return crc32((name + split).encode()) % parts


def learn_weights(examples: list[Example]) -> np.ndarray:
    """The first look: a weight per name, 0 for names of few pages."""
    pages = sum(np.bincount(np.unique(each.features.indices), minlength=MOST_NAMES) for each in examples)
    taken = np.flatnonzero(pages >= FEWEST_PAGES)
    teaching = [each.weights > 0 for each in examples]
    table = vstack([each.features[lines] for each, lines in zip(examples, teaching, strict=True)]).tocsc()[
        :, taken
    ]
    model = LogisticRegression(
        C=1.0, solver="liblinear", fit_intercept=False, max_iter=30, tol=0.01, random_state=1
    )
    model.fit(
        table.tocsr(),
        np.concatenate([each.wanted[lines] for each, lines in zip(examples, teaching, strict=True)]),
        np.concatenate([each.weights[lines] for each, lines in zip(examples, teaching, strict=True)]),
    )
    weights = np.zeros(MOST_NAMES)
    weights[taken] = np.where(np.abs(model.coef_[0]) < SMALLEST, 0.0, model.coef_[0].round(2))
    return weights


def tables_apart(examples: list[Example], split: str) -> tuple[list[str], list[np.ndarray]]:
    """(columns, a table per example) of the second look, from first looks that know not the publisher."""
    columns: list[str] = []
    tables = [np.zeros((0, 0))] * len(examples)
    for part in range(PARTS):
        own = [part_of(each.publisher, split + "part", PARTS) == part for each in examples]
        first = learn_weights([each for each, is_own in zip(examples, own, strict=True) if not is_own])
        for i, each in enumerate(examples):
            if own[i] and each.seen.lines:
                found = numbers_scored(each.seen, (each.features @ first).tolist())
                columns = columns or [*numbers_seen(each.seen), *found]
                tables[i] = np.hstack([each.numbers, as_table(found)])
    return columns, tables


def learn_trees(examples: list[Example], tables: list[np.ndarray]) -> lightgbm.Booster:
    taught = [(each, table, each.weights > 0) for each, table in zip(examples, tables, strict=True)]
    taught = [(each, table, lines) for each, table, lines in taught if lines.any()]
    data = lightgbm.Dataset(
        np.vstack([table[lines] for _, table, lines in taught]),
        np.concatenate([each.wanted[lines] for each, _, lines in taught]),
        weight=np.concatenate([each.weights[lines] for each, _, lines in taught]),
    )
    return lightgbm.train(TREES, data, ROUNDS)


def learn(examples: list[Example], names: Names, split: str) -> Taught:
    """Both looks; the trees from scores of first looks that have not seen the page's publisher."""
    columns, tables = tables_apart(examples, split)
    model = learn_trees(examples, tables).dump_model()
    trees = [tree_of(each["tree_structure"]) for each in model["tree_info"]]
    first = learn_weights(examples).round(2)
    chosen = {name: float(first[column]) for name, column in names.positions.items() if first[column]}
    return Taught(dict(sorted(chosen.items())), columns, trees)


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


def judges_apart(taught: list[Taught], split: str) -> Callable[[dict[str, Any]], Judges]:
    """For a page the judges whose model of lines knows no page of its publisher."""
    models = [Learned(each.weights, Forest.of(each.columns, each.trees)) for each in taught]
    judges = [Judges(lines=partial(scores_of, model=model)) for model in models]
    return lambda page: judges[part_of(publisher(page), split, FOLDS)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--splits", type=int, default=1)
    options = parser.parse_args()
    names = Names({})
    pages, small = web_examples(names), small_examples(names)
    if options.write:
        write(learn(pages + small, names, ""))
        return
    for number in range(options.splits):
        split = str(number)
        models = [
            learn(
                [each for each in pages if part_of(each.publisher, split, FOLDS) != fold] + small,
                names,
                split,
            )
            for fold in range(FOLDS)
        ]
        long = [
            each for each in pages if len(each.seen.lines) > SMALL_PAGE
        ]  # small ones are read by states.py
        figures, _ = score_web_pages((each.page for each in long), judges_apart(models, split))
        print(
            f"split {number}",
            *(f"{name} {figures[name]:.4f}" for name in ("body F1", "kept", "leaked")),
            flush=True,
        )


if __name__ == "__main__":
    main()
