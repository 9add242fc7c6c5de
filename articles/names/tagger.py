"""A linear-chain CRF over the runs of capitalised words, decoded with weights summed per distinct token.

The weights are trained with CRFsuite (`training/train.py`) and read from `data/crf.<language>.txt.gz`.
Decoding is our own: every feature belongs to one token type or one triple of token classes (`features`), so
the score of a token is the sum of six vectors that are computed once per type and kept.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from articles.names.features import (
    EDGE,
    PLACES,
    TokenType,
    describe,
    document_feature,
    opens_sentence,
    pair_features,
    spoken_of,
)
from articles.names.repeats import Repeats
from articles.names.runs import runs

LABELS = ("O", "B", "I")
Vector = tuple[float, float, float]
_ZERO: Vector = (0.0, 0.0, 0.0)
_HONOUR = 4.0  # log scale; chosen on the training texts
_MOST_KEPT = 12_000  # distinct tokens whose sums are kept, per place and language


class Tagger:
    """Tags the tokens of one language; `weights` maps a feature to its weight for each of LABELS."""

    def __init__(
        self, language: str, weights: dict[str, Vector], transitions: dict[tuple[str, str], float]
    ) -> None:
        self.language = language
        self._weights = weights
        self._moves = [[transitions.get((a, b), 0.0) for a in LABELS] for b in LABELS]
        self._types: dict[str, TokenType] = {}
        self._sums: dict[int, dict[TokenType, Vector]] = {place: {} for place in (0, *PLACES)}
        self._pairs: dict[tuple[str, str, str], Vector] = {}

    def types(self, tokens: Sequence[str]) -> list[TokenType]:
        """The type of each token, computed once per distinct token."""
        known = self._types
        if len(known) > _MOST_KEPT:
            known.clear()
            for sums in self._sums.values():
                sums.clear()
            self._pairs.clear()
        language = self.language
        found = []
        for token in tokens:
            kind = known.get(token)
            if kind is None:
                kind = known[token] = describe(token, language)
            found.append(kind)
        return found

    def _total(self, features: Sequence[str]) -> Vector:
        o = b = i = 0.0
        for feature in features:
            weight = self._weights.get(feature)
            if weight is not None:
                o += weight[0]
                b += weight[1]
                i += weight[2]
        return (o, b, i)

    def _sum(self, place: int, kind: TokenType) -> Vector:
        sums = self._sums[place]
        total = sums.get(kind)
        if total is None:
            total = sums[kind] = self._total(spoken_of(place, kind))
        return total

    def _pair(self, before: str, here: str, after: str) -> Vector:
        total = self._pairs.get((before, here, after))
        if total is None:
            total = self._pairs[before, here, after] = self._total(pair_features(before, here, after))
        return total

    def _scores(
        self, types: Sequence[TokenType], start: int, end: int, in_lower_case: set[str]
    ) -> list[Vector]:
        count = len(types)
        scores = []
        for i in range(start, end):
            here = types[i]
            before = types[i - 1] if i else EDGE
            after = types[i + 1] if i + 1 < count else EDGE
            parts = [
                self._sum(0, here),
                self._pair(before.coarse, here.coarse, after.coarse),
                self._weights.get(
                    document_feature(here.lower in in_lower_case, opens_sentence(before), here.coarse), _ZERO
                ),
            ]
            for place in PLACES:
                parts.append(self._sum(place, types[i + place] if 0 <= i + place < count else EDGE))
            o, b, inside = zip(*parts, strict=True)
            scores.append((sum(o), sum(b), sum(inside)))
        return scores

    def tag(self, types: Sequence[TokenType], repeats: Repeats | None = None) -> list[tuple[int, int]]:
        """Half-open ranges of tokens that are names of persons; `repeats` favours words already known as such."""
        in_lower_case = {kind.lower for kind in types if not kind.candidate}
        found = []
        for start, end in runs(types):
            scores = self._scores(types, start, end, in_lower_case)
            leanings = [_honoured(types, i) for i in range(start, end)]
            if repeats is not None:
                leanings = [max(lean, repeats.lean(types[i].lower)) for i, lean in enumerate(leanings, start)]
            scores = [(o - lean, b, inside) for lean, (o, b, inside) in zip(leanings, scores, strict=True)]
            first = None
            for offset, label in enumerate((*self._best_path(scores), 0), start):
                if first is not None and label != 2:
                    found.append((first, offset))
                    first = None
                if label == 1 or (label == 2 and first is None):
                    first = offset
        return found

    def _best_path(self, scores: Sequence[Vector]) -> list[int]:
        """Viterbi over O, B, I: the numbers of the labels."""
        moves = self._moves
        if len(scores) == 1:
            row = scores[0]
            return [row.index(max(row))]
        totals = list(scores[0])
        back: list[list[int]] = []
        for row in scores[1:]:
            sources, following = [], []
            for label in range(3):
                move = moves[label]
                best, source = max((totals[other] + move[other], other) for other in range(3))
                following.append(best + row[label])
                sources.append(source)
            totals = following
            back.append(sources)
        label = totals.index(max(totals))
        path = [label]
        for sources in reversed(back):
            label = sources[label]
            path.append(label)
        path.reverse()
        return path


def _honoured(types: Sequence[TokenType], i: int) -> float:
    """How much likelier a name token `i` is for standing after "Mr" or the like."""
    before = types[i - 1] if i else EDGE
    if before.lower == "." and i > 1:
        before = types[i - 2]
    return _HONOUR if before.honorific and types[i].candidate and not types[i].title else 0.0


def parse(text: str) -> tuple[dict[str, Vector], dict[tuple[str, str], float]]:
    """A model file: lines `feature TAB weight for O TAB for B TAB for I`, and `>from TAB to TAB weight`."""
    weights: dict[str, Vector] = {}
    transitions: dict[tuple[str, str], float] = {}
    for line in text.split("\n"):
        parts = line.split("\t")
        if line.startswith(">"):
            transitions[parts[0][1:], parts[1]] = float(parts[2])
        else:
            weights[parts[0]] = (float(parts[1] or 0), float(parts[2] or 0), float(parts[3] or 0))
    return weights, transitions


@cache
def tagger_for(language: str) -> Tagger | None:
    """The tagger of `language`, read once; None where there is no model."""
    path = files("articles.names") / "data" / f"crf.{language}.txt.gz"
    if not path.is_file():
        return None
    return Tagger(language, *parse(gzip.decompress(path.read_bytes()).decode()))
