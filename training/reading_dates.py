"""Learns which stamp of a page dates its article: weights for articles/reading/learned/date_rank.py.

    python -m training.reading_dates            figures in-sample and with publishers kept apart
    python -m training.reading_dates --write    learns from all pages and writes the weights

Pages: those of training/labelled.py where the day of publication is given, with and without the
browser's title; where no stamp states it, the right answer is "none". The model is a conditional logit
over the stamps of a page and "none": the probability of each is the exponential of its sum of weights,
over the total; where several stamps state the day, theirs are summed. Trained by AdaGrad with an L2
penalty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from articles.reading.draft import Draft
from articles.reading.learned.date_rank import Dated, candidates_of, chances_of, none_of
from articles.reading.learned.judges import SHIPPED, Judges
from articles.reading.signs.phrases import DATA
from articles.reading.stages.publication import LEAST, SURE
from training.labelled import FOLDS, labelled_pages
from training.pages import item_of

WEIGHTS = DATA / "date_weights.json"
ROUNDS, PENALTY = 15, 0.03


@dataclass
class Example:
    fold: int
    candidates: list[list[str]]  # feature names; the last is that there is none
    texts: list[str]  # the candidates' words
    right: list[int]  # positions of the candidates that are right


def examples(judges_of: Callable[[int], Judges] = lambda _: SHIPPED) -> list[Example]:
    """What the reader weighs where a page has several stamps; the judges of a fold find its headlines."""
    seen: list[tuple[str, list[str]]] = []

    def watch(draft: Draft, stamps: Sequence[Dated], headline_at: int | None, body: list[int]) -> None:
        if stamps:
            names = candidates_of(draft, stamps, headline_at, body)
            days = [str(day) for _, day in stamps]
            seen[:] = [*zip(days, names, strict=True), ("", none_of(stamps))]

    found = []
    for page in labelled_pages():
        judges = replace(judges_of(page.fold()), date=watch)
        for form in ("titled", "bare") if page.teaches and page.day else ():
            seen.clear()
            if form in page.forms:
                item_of(page.forms[form], judges=judges)
            if seen:
                found.append(_example(page.fold(), seen, page.day))
    return found


def _example(fold: int, seen: list[tuple[str, list[str]]], day: str) -> Example:
    right = [n for n, (stated, _) in enumerate(seen) if stated in (day, _swapped(day))]
    texts = [stated for stated, _ in seen]
    return Example(fold, [names for _, names in seen], texts, right or [len(seen) - 1])


def _swapped(day: str) -> str:
    """The day with its month for the day, as another country reads it."""
    try:
        return str(dt.date(int(day[:4]), int(day[8:]), int(day[5:7])))
    except ValueError:
        return day


def learned(
    pages: list[Example], rounds: int = ROUNDS, penalty: float = PENALTY, rate: float = 0.2
) -> dict[str, float]:
    """Weights averaged over the last two thirds of the rounds, which doubt more than the last ones do."""
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-3)
    totals: defaultdict[str, float] = defaultdict(float)
    shuffled = list(pages)
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
        difference = wanted - chances[n]
        if abs(difference) > 1e-4:
            for name in names:
                slopes[name] += difference
    for name, slope in slopes.items():
        slope -= penalty * weights[name]
        squares[name] += slope * slope
        weights[name] += rate * slope / math.sqrt(squares[name])


def judged(pages: list[Example], weights: dict[str, float]) -> list[tuple[float, bool, bool]]:
    """(probability, whether right, whether a stamp is) of each page's likeliest day."""
    result = []
    for page in pages:
        *chances, none = chances_of(page.candidates, weights)
        days: defaultdict[str, float] = defaultdict(float)
        for day, chance in zip(page.texts, chances, strict=False):
            days[day] += chance
        day, probability = max(days.items(), key=lambda each: each[1])
        stated = page.right != [len(page.texts) - 1]
        is_right = stated and day in {page.texts[n] for n in page.right}
        result.append((0.0 if none >= probability else probability, is_right, stated))
    return result


def told(name: str, answers: list[tuple[float, bool, bool]]) -> str:
    lines = []
    for least in (LEAST, SURE):
        given = [right for probability, right, _ in answers if probability >= least]
        lines.append(f"given at {least}: {sum(given)} right, {len(given) - sum(given)} wrong")
    stated = sum(each[2] for each in answers)
    return f"{name}: {len(answers)} pages, {stated} with a stamp of the day; " + "; ".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    options = parser.parse_args()
    pages = examples()
    weights = learned(pages, options.rounds, options.penalty)
    print(told("in-sample", judged(pages, weights)))
    if options.write:
        kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.02}
        WEIGHTS.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        return
    answers: list[tuple[float, bool, bool]] = []
    for fold in range(FOLDS):
        weights = learned([page for page in pages if page.fold != fold], options.rounds, options.penalty)
        answers += judged([page for page in pages if page.fold == fold], weights)
    print(told("publishers apart", answers))
    for tenth in range(10):
        of_tenth = [each for each in answers if min(9, int(10 * each[0])) == tenth and each[0]]
        if of_tenth:
            said, was, _ = (sum(values) / len(of_tenth) for values in zip(*of_tenth, strict=True))
            print(f"  said {said:.2f}, was right {was:.2f} ({len(of_tenth)} pages)")


if __name__ == "__main__":
    main()
