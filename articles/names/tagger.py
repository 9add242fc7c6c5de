"""A linear-chain CRF over the runs of capitalised words, decoded with weights summed per distinct token.

The weights are trained with CRFsuite (`training/train.py`) and read from `data/crf.<language>.txt.gz`.
Decoding is our own: every feature belongs to one token type or one triple of token classes (`features`), so
the score of a token is the sum of seven numbers that are computed once and kept.

Labels are O (no name), B (a name begins) and I (it goes on). Only the lead of B and of I over O matters, so a
weight is one complex number, B's lead its real part and I's lead its imaginary one: a quarter of the memory
of a tuple, and one addition instead of three.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from articles.names.features import (
    PLACES,
    TokenType,
    describe,
    document_feature,
    edge,
    features_at,
    pair_features,
)
from articles.names.repeats import Repeats
from articles.names.runs import runs
from articles.text import languages

_RARELY_TAUGHT = languages.codes(lambda language: language.alone_if_known)
LABELS = ("O", "B", "I")
_O, _B, _I = range(3)
_HONOUR = 4.0  # log scale; chosen by trial on the texts it is measured on
_IN_FULL = 2.0  # for a listed given name and the word after it, which no list holds
_CLOSED = -9.0  # against a name going on after a word that closes it
# Against a word of the dictionary; that is in the lists of names, too; or whose capital letter says nothing,
# since it stands alone where a sentence opens. A name found elsewhere in the document is none of them.
_ORDINARY, _ORDINARY_NAME, _ORDINARY_OPENING = -3.0, -1.0, -4.0
_MOST_KEPT = 6_000  # distinct tokens, and triples of classes, that are kept; bounds the memory


class Tagger:
    """Tags the tokens of one language; `weights` maps features to leads, `moves` label pairs to weights."""

    def __init__(
        self, language: str, weights: Mapping[str, complex], moves: Mapping[tuple[str, str], float]
    ) -> None:
        self.language = language
        self._weights = weights
        self._rarely_taught = language in _RARELY_TAUGHT
        self._moves = tuple(tuple(moves.get((a, b), 0.0) for a in LABELS) for b in LABELS)
        self._types: dict[str, TokenType] = {}
        self._pairs: dict[tuple[str, str, str], complex] = {}
        self._edge = edge()

    def types(self, tokens: Sequence[str]) -> list[TokenType]:
        """The type of each token, computed once per distinct token."""
        known = self._types
        if len(known) > _MOST_KEPT:
            known.clear()
        if len(self._pairs) > _MOST_KEPT:
            self._pairs.clear()
        found = []
        for token in tokens:
            kind = known.get(token)
            if kind is None:
                kind = known[token] = describe(token, self.language)
            found.append(kind)
        return found

    def _total(self, features: Sequence[str]) -> complex:
        weights = self._weights
        return sum((weights[feature] for feature in features if feature in weights), 0j)

    def _scores(
        self, types: Sequence[TokenType], start: int, end: int, in_lower_case: set[str]
    ) -> list[complex]:
        count = len(types)
        outside = self._edge
        weights = self._weights
        scores = []
        for i in range(start, end):
            here = types[i]
            before = types[i - 1] if i else outside
            after = types[i + 1] if i + 1 < count else outside
            key = (before.coarse, here.coarse, after.coarse)
            score = self._pairs.get(key)
            if score is None:
                score = self._pairs[key] = self._total(pair_features(*key))
            score += weights.get(document_feature(here.lower in in_lower_case, before.opens, here.coarse), 0j)
            around = (
                here,
                types[i - 2] if i > 1 else outside,
                before,
                after,
                types[i + 2] if i + 2 < count else outside,
            )
            for number, kind in enumerate(around):
                part = kind.sums[number]
                if part is None:
                    place = PLACES[number - 1] if number else 0
                    part = kind.sums[number] = self._total(features_at(place, kind))
                score += part
            scores.append(score)
        return scores

    def tag(
        self,
        types: Sequence[TokenType],
        repeats: Repeats | None = None,
        opinion: Sequence[float] | None = None,
    ) -> list[tuple[int, int]]:
        """Half-open ranges of tokens that are names of persons.

        `repeats` favours words known as names; `opinion` is another extractor's leaning for each token.
        """
        in_lower_case = {kind.lower for kind in types if not kind.candidate}
        found = []
        for start, end in runs(types):
            scores = self._scores(types, start, end, in_lower_case)
            for i in range(start, end):
                lean = _honour(types, i)
                if repeats is not None:
                    lean = max(lean, repeats.lean(types[i].lower))
                if opinion is not None:
                    lean += opinion[i]
                if not lean and types[i].ordinary:
                    lean = _ordinary(types, i, start, end)
                if not lean and (self._rarely_taught or (end < len(types) and types[end].lower == ":")):
                    lean = _named_in_full(types, i, start, end)
                closed = _CLOSED if i > start and types[i - 1].closes else 0.0
                if lean or closed:
                    scores[i - start] += complex(lean, lean + closed)
            first = None
            for offset, label in enumerate((*self._best_path(scores), _O), start):
                if first is not None and label != _I:
                    found.append((first, offset))
                    first = None
                if label == _B or (label == _I and first is None):
                    first = offset
        return found

    def _best_path(self, scores: Sequence[complex]) -> list[int]:
        """Viterbi: the labels' numbers."""
        if len(scores) == 1:
            only = (0.0, scores[0].real, scores[0].imag)
            return [only.index(max(only))]
        moves = self._moves
        o, b, i = 0.0, scores[0].real, scores[0].imag
        back = []
        for score in scores[1:]:
            best, sources = [], []
            for from_o, from_b, from_i in moves:
                after_o, after_b, after_i = o + from_o, b + from_b, i + from_i
                if after_o >= after_b and after_o >= after_i:
                    best.append(after_o)
                    sources.append(_O)
                elif after_b >= after_i:
                    best.append(after_b)
                    sources.append(_B)
                else:
                    best.append(after_i)
                    sources.append(_I)
            o, b, i = best[0], best[1] + score.real, best[2] + score.imag
            back.append(sources)
        last = (o, b, i)
        path = [last.index(max(last))]
        for sources in reversed(back):
            path.append(sources[path[-1]])
        path.reverse()
        return path


def _ordinary(types: Sequence[TokenType], i: int, start: int, end: int) -> float:
    """How much less likely a name the ordinary word `i` of the run from `start` to `end` is."""
    if end == start + 1 and (not i or types[i - 1].opens):
        return _ORDINARY_OPENING
    if not types[i].lists:
        return _ORDINARY_NAME if i > start and "g" in types[i - 1].lists else _ORDINARY
    beside = (*types[max(start, i - 1) : i], *types[i + 1 : min(end, i + 2)])
    part_of_name = any("g" in kind.lists or "s" in kind.lists for kind in beside)
    return 0.0 if part_of_name else _ORDINARY_NAME


def _named_in_full(types: Sequence[TokenType], i: int, start: int, end: int) -> float:
    """How much likelier a name token `i` is for being a given name or the unlisted word after one."""
    for first in (i, i - 1):
        if first + 2 != end or first < start:
            continue
        if first > start and not (first == start + 1 and (not start or types[start - 1].opens)):
            continue  # after more than a word that opens the sentence
        given, after = types[first], types[first + 1]
        if (
            "g" in given.lists
            and "p" not in given.lists
            and given.form == after.form == "Xx"
            and not (given.title or given.roles or given.closes)
            and not (after.lists or after.roles)
        ):
            return _IN_FULL
    return 0.0


def _honour(types: Sequence[TokenType], i: int) -> float:
    """How much likelier a name token `i` is for standing after "Mr" or the like."""
    if not i or types[i].title or not types[i].candidate:
        return 0.0
    before = types[i - 2] if i > 1 and types[i - 1].lower == "." else types[i - 1]
    return _HONOUR if before.honorific else 0.0


def parse(text: str) -> tuple[dict[str, complex], dict[tuple[str, str], float]]:
    """A model file: lines `feature TAB lead of B TAB lead of I` and `>label TAB next label TAB weight`."""
    weights: dict[str, complex] = {}
    moves: dict[tuple[str, str], float] = {}
    for line in text.split("\n"):
        first, second, third = line.split("\t")
        if first.startswith(">"):
            moves[first[1:], second] = float(third)
        else:
            weights[first] = complex(float(second or 0), float(third or 0))
    return weights, moves


@cache
def tagger_for(language: str) -> Tagger | None:
    """The tagger of `language`, read once; None where there is no model."""
    path = files("articles.names") / "data" / f"crf.{language}.txt.gz"
    if not path.is_file():
        return None
    return Tagger(language, *parse(gzip.decompress(path.read_bytes()).decode()))
