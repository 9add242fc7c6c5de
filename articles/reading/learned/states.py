"""The most probable course of a small page: before the text, the text, inside but not text, after it.

A linear-chain model; its weights, one number per feature and state, were learned by
training/reading_course.py and stand in ``data/course_weights.json``. Where lines are few, that the text is
one run says more than what stands around each line (line_scores.py).
"""

from __future__ import annotations

import json
from functools import cache

from articles.reading.signs.phrases import DATA

STATES = "ABIZ"  # before, body, inside but not body, after
LEAN = 0.35  # what a line gets for being body: to lose a sentence is worse than to keep one too many

Weights = tuple[float, float, float, float]


@cache
def learned() -> tuple[dict[str, Weights], list[Weights]]:
    """(feature → weight per state, for each state the weights of coming from each state)."""
    model = json.loads((DATA / "course_weights.json").read_text(encoding="utf-8"))
    features: dict[str, Weights] = {
        name: (each.get("A", 0.0), each.get("B", 0.0), each.get("I", 0.0), each.get("Z", 0.0))
        for name, each in model["features"].items()
    }
    steps = model["transitions"]
    coming: list[Weights] = [
        (
            steps.get("A" + to, 0.0),
            steps.get("B" + to, 0.0),
            steps.get("I" + to, 0.0),
            steps.get("Z" + to, 0.0),
        )
        for to in STATES
    ]
    return features, coming


def course_of(features: list[list[str]], leans: list[float]) -> str:
    """One state letter per line (Viterbi); ``leans`` is what each line gets for being body."""
    weights, coming = learned()
    if not features:
        return ""
    get = weights.get
    scores: list[float] = []
    steps: list[tuple[int, ...]] = []
    for found, lean in zip(features, leans, strict=True):
        a = i = z = 0.0
        b = lean
        for name in found:
            weight = get(name)
            if weight is not None:
                a += weight[0]
                b += weight[1]
                i += weight[2]
                z += weight[3]
        own = (a, b, i, z)
        if not scores:
            scores = list(own)
            continue
        came = []
        following = []
        for state in range(4):
            step = coming[state]
            best, best_from = scores[0] + step[0], 0
            for previous in (1, 2, 3):
                value = scores[previous] + step[previous]
                if value > best:
                    best, best_from = value, previous
            came.append(best_from)
            following.append(best + own[state])
        steps.append(tuple(came))
        scores = following
    state = max(range(4), key=scores.__getitem__)
    course = [state]
    for came_from in reversed(steps):
        state = came_from[state]
        course.append(state)
    return "".join(STATES[each] for each in reversed(course))
