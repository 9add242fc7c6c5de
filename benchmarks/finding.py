"""How well and how fast persons are found: `python -m benchmarks.finding [--cross-validate] [--speed]`.

Exact spans, F1, on the sets of `../shared/gold/persons`. Spans marked optional count neither way. The Turkish
Wikipedia set takes the ending after an apostrophe into the span; here, as in the news set and in what the
archive stores, it is no part of the name: the table gives both countings. `--extractor spacy` or `slovnet`
measures with that extra, which must be installed.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from articles.names import extras
from articles.names.find import find_names, tagged
from training.gold import Marked, read
from training.recipes import texts
from training.train import tagger, train

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "persons"
# set, language, floor, aim, what others reach
SETS = (
    ("en_newswire_dev", "en", 0.74, 0.85, "spaCy md + document rules .814, sm .657; CRF .608"),
    ("en_ntrex_dev", "en", 0.72, 0.88, ""),
    ("ru_factrueval_dev", "ru", 0.86, 0.93, "slovnet .925; CRF trained on NEREL .846"),
    ("ru_nerel_dev", "ru", 0.82, 0.93, "slovnet .870; CRF trained on NEREL .877"),
    ("ru_ntrex_dev", "ru", 0.72, 0.88, ""),
    ("hy_armtdp_train", "hy", 0.86, 0.92, "CRF trained on ArmTDP .879"),
    ("hy_pioner_dev", "hy", 0.87, 0.92, ""),
    ("hy_ntrex_dev", "hy", 0.72, 0.88, ""),
    ("tr_wiki_dev", "tr", 0.70, 0.80, "CRF .712"),
    ("tr_ntrex_dev", "tr", 0.72, 0.88, ""),
    ("az_ntrex_dev", "az", 0.85, 0.90, ""),
    ("az_encyclopedic_dev", "az", 0.72, 0.80, ""),
    ("ka_ntrex_dev", "ka", 0.50, 0.80, ""),
)
TRAINED_ON = {"ru_factrueval_dev": "ru", "hy_armtdp_train": "hy"}  # figures only by cross-validation
_APOSTROPHE = re.compile(r"['’]\w+$")

Finder = Callable[[str], Iterable[tuple[int, int]]]


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[tuple[int, int]], marked: Marked) -> None:
        gold, optional = set(marked.spans), set(marked.optional)
        self.right += len(found & gold)
        self.wrong += len(found - gold - optional)
        self.missed += len(gold - found)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def without_apostrophe_endings(marked: Marked) -> Marked:
    """The spans of a Turkish text without the endings after an apostrophe."""
    return Marked(
        marked.text,
        tuple(
            (start, start + len(_APOSTROPHE.sub("", marked.text[start:end]))) for start, end in marked.spans
        ),
        marked.optional,
    )


def gold(name: str, verbatim: bool = False) -> list[Marked]:
    """The texts of one set."""
    marked = read(GOLD / f"{name}.jsonl.gz")
    return (
        [without_apostrophe_endings(one) for one in marked]
        if name == "tr_wiki_dev" and not verbatim
        else marked
    )


def score(name: str, language: str, verbatim: bool = False) -> Score:
    """The shipped finder on one set."""
    total = Score()
    for marked in gold(name, verbatim):
        total.add({(found.start, found.end) for found in find_names(marked.text, language)}, marked)
    return total


def cross_validated(name: str, language: str, folds: int = 5) -> Score:
    """The same recipe trained without the fifth of the set that is scored."""
    total = Score()
    own = gold(name)
    extra = extras.extra_for(language)
    others = list(texts(language, without=name))
    for fold in range(folds):
        taught = [(marked, language) for i, marked in enumerate(own) if i % folds != fold]
        trained = tagger(language, train([*others, *taught], language))
        for marked in own[fold::folds]:
            total.add({(found.start, found.end) for found in tagged(marked.text, trained, extra)}, marked)
    return total


def speed() -> None:
    """Words per second on one core over all the news sets, after the models are loaded."""
    work = [(marked.text, language) for name, language, *_ in SETS for marked in gold(name)]
    for language in sorted({language for _, language in work}):
        find_names("", language)
    words = sum(len(text.split()) for text, _ in work)
    for turn in ("first reading, nothing kept", "second reading"):
        start = time.process_time()
        for text, language in work:
            find_names(text, language)
        print(
            f"{words / (time.process_time() - start):,.0f} words/s ({turn}; {words:,} words, all languages)"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.0f} MB peak memory of the process, texts and interpreter included")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross-validate", action="store_true", help="also the sets that models learn from")
    parser.add_argument("--speed", action="store_true", help="only speed and memory")
    parser.add_argument("--extractor", choices=extras.NAMES, help="an extra to measure with")
    asked = parser.parse_args()
    if asked.extractor:
        extras.use(asked.extractor)
    if asked.speed:
        speed()
        return
    print(f"{'set':<20}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'aim':>6}  others")
    for name, language, floor, aim, others in SETS:
        if name in TRAINED_ON:
            if not asked.cross_validate:
                continue
            result = cross_validated(name, language)
        else:
            result = score(name, language)
        figures = f"{result.precision:7.3f}{result.recall:7.3f}{result.f1:7.3f}{floor:7.2f}{aim:6.2f}"
        print(f"{name:<20}{figures}  {others}", flush=True)
    print(f"tr_wiki_dev with endings inside the spans: F1 {score('tr_wiki_dev', 'tr', verbatim=True).f1:.3f}")


if __name__ == "__main__":
    main()
