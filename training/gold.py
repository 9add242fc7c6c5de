"""Reads texts with marked persons and turns them into the tagger's training rows."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from articles.names.features import describe, features_of_run
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


Row = tuple[list[list[str]], list[str]]


def rows(marked: Marked, language: str) -> list[Row]:
    """(features, labels) of every run of the text."""
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
    return [
        (features_of_run(types, start, end, in_lower_case), labels[start:end]) for start, end in runs(types)
    ]
