"""Whether a text is a reprint of another, word for word: pure, of what was found out about each.

Runs of words that one outlet says again and again tell little: forecasts, exchange rates, match reports are
the same but for their numbers and names. So do texts whose numbers or names are others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from articles.likeness.signing import runs_each_once
from articles.text.shingles import Hashes, figures, names, numbers

ENOUGH = 0.45  # of the shorter text, by weight, must stand in the other
LEAST_RUNS = 6  # that both have, by weight; a text with fewer is a reprint only if all of it is there
SHORTEST = 0.3  # of the longer text: less is a quotation, or an item of a digest
USUAL = 3  # texts of one outlet with the same run of words, which does not yet make it a formula
TINY = 1e-9  # what sums of weights differ by in another order
FEW = 4  # numbers or names that tell nothing yet
# Of those of the shorter text must stand in the other, where both are one outlet's.
NUMBERS, NAMES = 0.85, 0.6
OTHERS_NAMES = 0.25  # the same between outlets: they have few formulas in common, but reword
OTHERS_FIGURES, FEW_FIGURES = 0.5, 6  # numbers without the words beside them: the rates of another day


@dataclass(frozen=True)
class Compared:
    """A text that is compared. ``source``: whose it is."""

    body: str
    source: int | None
    runs: Hashes = field(compare=False, repr=False)  # each once, in the order of their hashes

    @cached_property
    def numbers(self) -> frozenset[tuple[str, str]]:
        return numbers(self.body)

    @cached_property
    def figures(self) -> frozenset[str]:
        return figures(self.body)

    @cached_property
    def names(self) -> frozenset[str]:
        return names(self.body)


def compared(texts: Iterable[tuple[str, int | None]]) -> list[Compared]:
    """Of bodies with their sources; many at once are quicker."""
    texts = list(texts)
    runs = runs_each_once(body for body, _ in texts)
    return [Compared(body, source, its) for (body, source), its in zip(texts, runs, strict=True)]


def alike(text: Compared, others: Mapping[int, Compared]) -> dict[int, float]:
    """Of those that a text is a reprint of, or they of it: what share of the shorter stands in the other.

    Above 0, up to 1. The others, by any key, are all that share runs with it, so that formulas are known.
    """
    if not others or not len(text.runs):
        return {}
    sizes = np.array([len(other.runs) for other in others.values()])
    those = np.concatenate([other.runs for other in others.values()])
    at: np.ndarray = np.asarray(np.searchsorted(text.runs, those))
    at[at == len(text.runs)] = 0
    is_shared = text.runs[at] == those
    at, whose = at[is_shared], np.repeat(np.arange(len(others)), sizes)[is_shared]
    shared = np.bincount(whose, minlength=len(others))
    likely = _may_be_alike(len(text.runs), sizes, shared)
    if not likely.any():
        return {}
    lost = _formulas(text, [other.source for other in others.values()], at, whose)
    common = np.bincount(whose, weights=1 - lost[at], minlength=len(others))
    share = common / np.maximum(np.minimum(len(text.runs) - lost.sum(), common + sizes - shared), TINY)
    likely &= (share >= ENOUGH - TINY) & (
        common >= np.minimum(LEAST_RUNS, np.minimum(len(text.runs), sizes)) - TINY
    )
    return {
        key: round(min(float(share[n]), 1.0), 3)
        for n, (key, other) in enumerate(others.items())
        if likely[n] and _says_the_same(text, other)
    }


def _formulas(text: Compared, sources: Sequence[int | None], at: np.ndarray, whose: np.ndarray) -> np.ndarray:
    """How much of their weight of 1 the runs of a text lose, because one outlet repeats them.

    ``at`` and ``whose``: which of its runs which of the others has, by their places.
    """
    places = {source: n for n, source in enumerate(dict.fromkeys(sources))}
    of_source = np.array([places[source] for source in sources])
    counts = np.bincount(
        of_source[whose] * len(text.runs) + at, minlength=len(places) * len(text.runs)
    ).reshape(len(places), -1)
    if text.source is not None and text.source in places:
        counts[places[text.source]] += 1
    most: np.ndarray = np.maximum(counts.max(axis=0), USUAL)
    return np.asarray(1 - (USUAL / most) ** 2)


def _may_be_alike(own: int, sizes: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Whether enough runs are shared, whatever they tell; a text is not made of a quotation."""
    least, most = np.minimum(own, sizes), np.maximum(own, sizes)
    return np.asarray((least >= SHORTEST * most) & (shared >= ENOUGH * least) & (shared > 0))


def _says_the_same(text: Compared, other: Compared) -> bool:
    if text.source is None or text.source != other.source:
        return _stand_in(text.names, other.names, OTHERS_NAMES) and _stand_in(
            text.figures, other.figures, OTHERS_FIGURES, FEW_FIGURES
        )
    return _stand_in(text.numbers, other.numbers, NUMBERS) and _stand_in(text.names, other.names, NAMES)


def _stand_in(these: frozenset[Any], those: frozenset[Any], enough: float, few: int = FEW) -> bool:
    """Whether enough of the fewer stand among the others, or there are too few to tell."""
    fewer = min(len(these), len(those))
    return fewer < few or len(these & those) >= enough * fewer
