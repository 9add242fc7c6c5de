"""Whether a text is a reprint of another, word for word: pure, of what was found out about each.

Runs of words that one outlet says again and again tell little: forecasts, exchange rates, match reports are
the same but for their numbers and names. So do texts whose numbers or names are others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.text.shingles import Hashes, names, numbers, runs

ENOUGH = 0.4  # of the shorter text, by weight, must stand in the other
LEAST_RUNS = 6  # that both have, by weight; a text with fewer is a reprint only if all of it is there
SHORTEST = 0.2  # of the longer text: less is a quotation, or an item of a digest
USUAL = 3  # texts of one outlet with the same run of words, which does not yet make it a formula
FEW = 4  # numbers or names that tell nothing yet
NUMBERS, NAMES = 0.7, 0.5  # of those of the shorter text must stand in the other, where both are one outlet's
OTHERS_NAMES = 0.25  # the same between outlets: they have no formulas in common, but reword


@dataclass(frozen=True)
class Compared:
    """A text that is compared. ``source``: whose it is."""

    body: str
    source: int | None

    @cached_property
    def hashes(self) -> Hashes:
        """Of its runs of words, in order."""
        return runs(self.body)

    @cached_property
    def runs(self) -> frozenset[int]:
        return frozenset(self.hashes.tolist())

    @cached_property
    def numbers(self) -> frozenset[tuple[bytes, bytes]]:
        return numbers(self.body)

    @cached_property
    def names(self) -> frozenset[str]:
        return names(self.body)


def formulas(text: Compared, others: Iterable[Compared]) -> Mapping[int, float]:
    """The runs of a text that one outlet repeats, with how much of their weight of 1 they lose by it."""
    of_source: dict[int | None, Counter[int]] = {}
    for other in others:
        of_source.setdefault(other.source, Counter()).update(text.runs & other.runs)
    found: dict[int, float] = {}
    for source, counts in of_source.items():
        own = source == text.source  # in which case the text itself is one of them
        for run, n in counts.items():
            if n + own > USUAL:
                found[run] = max(found.get(run, 0.0), 1 - (USUAL / (n + own)) ** 2)
    return found


def may_be_alike(text: Compared, other: Compared) -> bool:
    """Whether enough runs are shared, whatever they tell; a text is not made of a quotation."""
    least, most = sorted((len(text.runs), len(other.runs)))
    return least >= SHORTEST * most and len(text.runs & other.runs) >= ENOUGH * least > 0


def how_alike(text: Compared, other: Compared, lost: Mapping[int, float] | None = None) -> float:
    """What share of the shorter text stands in the other, from 0 to 1; 0 where it is no reprint.

    ``lost`` is what ``formulas`` says of the first.
    """
    if not may_be_alike(text, other):
        return 0.0
    shared = text.runs & other.runs
    lost = lost or {}
    common = len(shared) - sum(lost[run] for run in shared & lost.keys())
    own = len(text.runs) - sum(lost.values())
    others = common + len(other.runs) - len(shared)
    alike = common / min(own, others) if common else 0.0
    if alike < ENOUGH or common < min(LEAST_RUNS, len(text.runs), len(other.runs)):
        return 0.0
    return round(min(alike, 1.0), 3) if _says_the_same(text, other) else 0.0


def _says_the_same(text: Compared, other: Compared) -> bool:
    if text.source is None or text.source != other.source:
        return _stand_in(text.names, other.names, OTHERS_NAMES)
    return _stand_in(text.numbers, other.numbers, NUMBERS) and _stand_in(text.names, other.names, NAMES)


def _stand_in(these: frozenset[Any], those: frozenset[Any], enough: float) -> bool:
    """Whether enough of the fewer stand among the others, or there are too few to tell."""
    fewer = min(len(these), len(those))
    return fewer < FEW or len(these & those) >= enough * fewer
