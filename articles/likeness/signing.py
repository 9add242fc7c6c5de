"""Signatures of texts, so that those with common runs of words are found by an index of the database.

MinHash: of the hashes of all runs, the smallest by each of many orders. Two texts have each of them in common
as likely as they share runs. A band is one of them: with so few a text that was cut and reworded still has
two, and texts of other news next to none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from rensa import RMinHash

from articles.text.shingles import Hashes, runs_of_each

BANDS = 20
_SEED = 1  # rows of the database were made with it
_BITS = 32

Row = tuple[int, str, str, int | None, dt.datetime]  # an article's id, headline, body, source, when changed


class Signed(NamedTuple):
    """Many texts in few objects, since it goes from one process to another."""

    flat: Hashes  # the runs of all, those of one text each once and in order
    ends: list[int]  # of each text's
    keys: list[list[int]]  # of its bands

    def runs(self) -> list[Hashes]:
        """Of each text; not parts of one array, which would live as long as any of them."""
        return [self.flat[begin:end].copy() for begin, end in pairwise([0, *self.ends])]


def text_of(row: Row) -> str:
    return row[2] or row[1]


def signed(rows: Sequence[Row]) -> Signed:
    """Needs neither database nor models: a new process has it soon."""
    found = runs_each_once(map(text_of, rows))
    flat = np.concatenate(found) if found else np.empty(0, np.uint64)
    return Signed(flat, list(accumulate(map(len, found))), signatures(found))


def runs_each_once(texts: Iterable[str]) -> list[Hashes]:
    """Of each text, in the order of their hashes."""
    return [_each_once(runs) for runs in runs_of_each(texts)]


def _each_once(runs: Hashes) -> Hashes:
    ordered: Hashes = np.sort(runs)
    is_first: np.ndarray = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def signatures(texts: Sequence[Hashes]) -> list[list[int]]:
    """The keys of the bands of each text, by its runs, once each or more; none of a text without any."""
    filled = [n for n, runs in enumerate(texts) if len(runs)]
    found: list[list[int]] = [[] for _ in texts]
    if filled:
        flat = np.concatenate([texts[n] for n in filled])
        offsets = [0, *np.cumsum([len(texts[n]) for n in filled]).tolist()]
        rows = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, BANDS, _SEED).to_rows()
        for n, row in zip(filled, rows, strict=True):
            found[n] = [band << _BITS | value for band, value in enumerate(row)]
    return found
