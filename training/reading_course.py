"""Learns the course of small pages: weights for articles/reading/learned/states.py.

    python -m training.reading_course       learns from all pages and writes the weights, in some minutes

Pages and labels are those of training/reading_lines.py; where only snippets are known, a first model fills in
the rest of the page. The model is a linear-chain CRF over four states (before, body, inside but not body,
after) trained with crfsuite; what is kept of it is one number per feature and state.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pycrfsuite

from articles.reading.learned.line_features import features_of
from articles.reading.learned.line_survey import kind_of, survey
from articles.reading.signs.phrases import DATA
from training.pages import WEB_PAGES, rows, squeezed
from training.reading_lines import Labels, labels_from_text, lines_of, page_lines, small_pages

REGULARISATION, ROUNDS = 0.3, 60
_Example = tuple[list[list[str]], list[str]]


def labels_from_snippets(lines: list[str], page: dict[str, Any], guess: Labels) -> Labels:
    """The guess, put right where a snippet says so; prose between two kept snippets is kept too."""
    labels = list(guess)
    flat = [squeezed(line) for line in lines]
    kept = []
    for snippet in page.get("must_have") or ():
        where = [i for i, line in enumerate(flat) if squeezed(snippet) in line]
        if where:
            kept.append(next((i for i in where if labels[i] == "B"), max(where, key=lambda i: len(flat[i]))))
            labels[kept[-1]] = "B"
    if kept and max(kept) - min(kept) < 120:
        for i in range(min(kept), max(kept)):
            if kind_of(lines[i]) in "LMml":
                labels[i] = "B"
    for snippet in page.get("must_not") or ():
        for i in lines_of(squeezed(snippet), flat):
            labels[i] = "N"
    return labels


def states(labels: Sequence[str | None]) -> list[str]:
    """A before the text, B the text, I inside but not text, Z after it."""
    where = [i for i, label in enumerate(labels) if label == "B"]
    if not where:
        return ["A"] * len(labels)
    first, last = where[0], where[-1]
    return [
        "B" if label == "B" else "A" if i < first else "Z" if i > last else "I"
        for i, label in enumerate(labels)
    ]


def learn(examples: list[_Example], path: str) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, wanted in examples:
        if features:
            trainer.append(features, wanted)
    trainer.set_params(
        {
            "c1": REGULARISATION,
            "c2": REGULARISATION,
            "max_iterations": ROUNDS,
            "feature.minfreq": 5,
            "feature.possible_transitions": True,
        }
    )
    trainer.train(path)


def weights_of(path: str) -> dict[str, Any]:
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    features: dict[str, dict[str, float]] = defaultdict(dict)
    for (name, state), weight in info.state_features.items():
        if abs(weight) > 0.02:
            features[name][state] = round(weight, 2)
    transitions = {f"{a}{b}": round(weight, 2) for (a, b), weight in info.transitions.items()}
    return {"transitions": transitions, "features": dict(sorted(features.items()))}


def teach(pages: list[dict[str, Any]], path: str) -> None:
    """Two passes: pages with text first, then also those with snippets, filled in by the first model."""
    whole = [
        (page["features"], states(labels_from_text(page["lines"], page["gold_text"])))
        for page in pages
        if page.get("gold_text")
    ]
    whole = [(features, wanted) for features, wanted in whole if "B" in wanted]
    for _, lines, labels, is_layout in small_pages():
        whole += [(features_of(survey(lines)), states(labels))] * (3 if is_layout else 1)
    learn(whole, path)
    for _ in range(2):
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        filled: list[_Example] = []
        for page in pages:
            if not page.get("gold_text"):
                guess: Labels = ["B" if state == "B" else "N" for state in tagger.tag(page["features"])]
                filled.append((page["features"], states(labels_from_snippets(page["lines"], page, guess))))
        learn(whole + filled, path)


def main() -> None:
    pages = []
    for page in rows(WEB_PAGES):
        lines = page_lines(page)
        if lines:
            pages.append({**page, "lines": lines, "features": features_of(survey(lines))})
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/course.crfsuite"
        teach(pages, path)
        weights = json.dumps(weights_of(path), ensure_ascii=False, separators=(",", ":"), indent=0)
    (DATA / "course_weights.json").write_text(weights, encoding="utf-8")


if __name__ == "__main__":
    main()
