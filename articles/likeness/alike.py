"""Whether a text is a reprint of another, word for word: pure, of what was found out about each.

Runs of words that one outlet says again and again tell little: forecasts, exchange rates, match reports are
the same but for their numbers and names. So do texts whose numbers or names are others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from articles.text.shingles import Hashes, figures, names, numbers, runs_of_each

ENOUGH = 0.45  # of the shorter text, by weight, must stand in the other
LEAST_RUNS = 6  # that both have, by weight; a text with fewer is a reprint only if all of it is there
SHORTEST = 0.3  # of the longer text: less is a quotation, or an item of a digest
USUAL = 3  # texts of one outlet with the same run of words, which does not yet make it a formula
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
    hashes: Hashes = field(compare=False, repr=False)  # of its runs of words, in order

    @cached_property
    def runs(self) -> frozenset[int]:
        return frozenset(self.hashes.tolist())

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
    hashes = runs_of_each(body for body, _ in texts)
    return [Compared(body, source, its) for (body, source), its in zip(texts, hashes, strict=True)]


def alike(text: Compared, others: Mapping[int, Compared]) -> dict[int, float]:
    """Of those that a text is a reprint of, or they of it: what share of the shorter stands in the other.

    Above 0, up to 1. The others, by any key, are all that share runs with it, so that formulas are known.
    """
    shared = {key: text.runs & other.runs for key, other in others.items()}
    likely = [key for key, other in others.items() if _may_be_alike(text, other, len(shared[key]))]
    if not likely:
        return {}
    lost = _formulas(text, ((other.source, shared[key]) for key, other in others.items()))
    own = len(text.runs) - sum(lost.values())
    found = {key: _how_alike(text, others[key], shared[key], lost, own) for key in likely}
    return {key: similarity for key, similarity in found.items() if similarity}


def _formulas(text: Compared, shared: Iterable[tuple[int | None, frozenset[int]]]) -> dict[int, float]:
    """The runs of a text that one outlet repeats, with how much of their weight of 1 they lose by it."""
    of_source: dict[int | None, Counter[int]] = {}
    for source, runs in shared:
        of_source.setdefault(source, Counter()).update(runs)
    found: dict[int, float] = {}
    for source, counts in of_source.items():
        own = text.source is not None and text.source == source
        for run, n in counts.items():
            if n + own > USUAL:
                found[run] = max(found.get(run, 0.0), 1 - (USUAL / (n + own)) ** 2)
    return found


def _may_be_alike(text: Compared, other: Compared, shared: int) -> bool:
    """Whether enough runs are shared, whatever they tell; a text is not made of a quotation."""
    least, most = sorted((len(text.runs), len(other.runs)))
    return least >= SHORTEST * most and shared >= ENOUGH * least > 0


def _how_alike(
    text: Compared, other: Compared, shared: frozenset[int], lost: Mapping[int, float], own: float
) -> float:
    """By weight; ``own`` is that of all runs of the first. 0 where it is no reprint."""
    common = len(shared) - sum(map(lost.__getitem__, shared & lost.keys()))
    others = common + len(other.runs) - len(shared)
    share = common / min(own, others) if common else 0.0
    if share < ENOUGH or common < min(LEAST_RUNS, len(text.runs), len(other.runs)):
        return 0.0
    return round(min(share, 1.0), 3) if _says_the_same(text, other) else 0.0


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
