"""Trains the name finder's model of one language: `python -m training.train en`.

Which texts teach which language, and why they may, is said in `training/recipes.py`.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pycrfsuite

from articles.names.tagger import LABELS, Tagger, Vector
from training.gold import Marked, rows
from training.recipes import RECIPES, texts

DATA = Path(__file__).resolve().parents[1] / "articles" / "names" / "data"

Model = tuple[dict[str, Vector], dict[tuple[str, str], float]]


def train(
    taught: Iterable[tuple[Marked, str]], l1: float = 0.1, l2: float = 0.02, rounds: int = 120
) -> Model:
    """The weights of a CRF trained on (text, language) pairs."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": l1, "c2": l2, "max_iterations": rounds, "feature.possible_transitions": True})
    for marked, language in taught:
        for features, labels in rows(marked, language):
            trainer.append(features, labels)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for (feature, label), weight in info.state_features.items():
            if abs(weight) >= 0.005:
                weights[feature][label] = weight
        tagger.close()
    vectors = {
        feature: tuple(round(by_label.get(label, 0.0), 3) for label in LABELS)
        for feature, by_label in weights.items()
    }
    return vectors, {pair: round(weight, 3) for pair, weight in info.transitions.items()}  # type: ignore[return-value]


def write(model: Model, path: Path) -> int:
    """Writes the model as `articles.names.tagger.parse` reads it; gives the file's bytes."""
    weights, transitions = model
    lines = [f">{a}\t{b}\t{weight:g}" for (a, b), weight in sorted(transitions.items())]
    lines += [
        feature + "".join(f"\t{weight:g}" if weight else "\t" for weight in vector)
        for feature, vector in sorted(weights.items())
    ]
    packed = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    path.write_bytes(packed)
    return len(packed)


def tagger(language: str, model: Model) -> Tagger:
    """A tagger with freshly trained weights."""
    return Tagger(language, *model)


def main(languages: Iterable[str]) -> None:
    for language in languages or RECIPES:
        model = train(texts(language))
        size = write(model, DATA / f"crf.{language}.txt.gz")
        print(f"{language}: {len(model[0])} features, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
