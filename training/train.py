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

from articles.names.tagger import Tagger
from training.gold import Marked, rows
from training.recipes import OWN, RECIPES, texts

DATA = Path(__file__).resolve().parents[1] / "articles" / "names" / "data"

LEADS = {"O": complex(-1, -1), "B": complex(1, 0), "I": complex(0, 1)}  # see articles.names.tagger
LEAST = 0.02  # smaller weights change nothing
Model = tuple[dict[str, complex], dict[tuple[str, str], float]]


def train(taught: Iterable[tuple[Marked, str]], recipe: str, rounds: int = 120) -> Model:
    """The weights of a CRF trained on (text, language) pairs in the way of the language `recipe`."""
    held_back = RECIPES[recipe]
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": held_back.l1,
            "c2": held_back.l2,
            "max_iterations": rounds,
            "feature.possible_transitions": True,
        }
    )
    for marked, language in taught:
        foreign = language != recipe and (recipe, language) not in OWN
        for features, labels in rows(marked, language, foreign):
            trainer.append(features, labels)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
        weights: dict[str, complex] = defaultdict(complex)
        for (feature, label), weight in info.state_features.items():
            weights[feature] += weight * LEADS[label]
        tagger.close()
    kept = {
        feature: complex(round(weight.real, 3), round(weight.imag, 3))
        for feature, weight in weights.items()
        if max(abs(weight.real), abs(weight.imag)) >= LEAST
    }
    return kept, {pair: round(weight, 3) for pair, weight in info.transitions.items()}


def write(model: Model, path: Path) -> int:
    """Writes the model as `articles.names.tagger.parse` reads it; gives the file's bytes."""
    weights, transitions = model
    lines = [f">{a}\t{b}\t{weight:g}" for (a, b), weight in sorted(transitions.items())]
    lines += [f"{feature}\t{weight.real:g}\t{weight.imag:g}" for feature, weight in sorted(weights.items())]
    packed = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    path.write_bytes(packed)
    return len(packed)


def tagger(language: str, model: Model) -> Tagger:
    """A tagger with freshly trained weights."""
    return Tagger(language, *model)


def main(languages: Iterable[str]) -> None:
    for language in languages or (name for name in RECIPES if len(name) == 2):
        model = train(texts(language), language)
        size = write(model, DATA / f"crf.{language}.txt.gz")
        print(f"{language}: {len(model[0])} features, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
