"""Reads texts with marked persons and turns them into the tagger's training rows."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from articles.names.features import (
    PLACES,
    TokenType,
    describe,
    document_feature,
    edge,
    features_at,
    pair_features,
)
from articles.names.runs import runs
from articles.names.tokens import tokenise


@dataclass(frozen=True)
class Marked:
    """A text and the spans (code points, half-open) of its persons; `optional` ones count neither way."""

    text: str
    spans: tuple[tuple[int, int], ...]
    optional: tuple[tuple[int, int], ...] = ()


def read(path: Path) -> list[Marked]:
    """One text per line of a gzipped JSONL file with `text` and `spans` [[start, end, label]]."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Marked(
            row["text"],
            tuple(sorted({(s[0], s[1]) for s in row["spans"] if s[2] == "PER"})),
            tuple((s[0], s[1]) for s in row.get("optional", [])),
        )
        for row in rows
    ]


_SHARED = ("0:", "a:", "b:", "c:", "d:")
Row = tuple[list[list[str]], list[str]]


def rows(marked: Marked, language: str, foreign: bool = False) -> list[Row]:
    """(features, labels) of every run of the text; without the words around if `foreign`."""
    tokens, starts = tokenise(marked.text, language)
    types = [describe(token, language) for token in tokens]
    labels = ["O"] * len(tokens)
    position = 0
    for start, end in marked.spans:
        first = True
        while position < len(tokens) and starts[position] < start:
            position += 1
        while position < len(tokens) and starts[position] < end:
            labels[position] = "B" if first else "I"
            first = False
            position += 1
    in_lower_case = {kind.lower for kind in types if not kind.candidate}
    found = []
    for start, end in runs(types):
        features = _features(types, start, end, in_lower_case)
        if foreign:
            features = [[one for one in row if one.startswith(_SHARED)] for row in features]
        found.append((features, labels[start:end]))
    return found


def _features(types: list[TokenType], start: int, end: int, in_lower_case: set[str]) -> list[list[str]]:
    """All features of the tokens `start` to `end`; the tagger sums the same ones by token type."""
    outside = edge()

    def at(index: int) -> TokenType:
        return types[index] if 0 <= index < len(types) else outside

    rows = []
    for i in range(start, end):
        here, before = types[i], at(i - 1)
        row = features_at(0, here)
        for place in PLACES:
            row += features_at(place, at(i + place))
        row += pair_features(before.coarse, here.coarse, at(i + 1).coarse)
        row.append(document_feature(here.lower in in_lower_case, before.opens, here.coarse))
        rows.append(row)
    return rows
