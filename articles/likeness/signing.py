"""Signatures of texts, so that those with common runs of words are found by an index of the database.

MinHash: of the hashes of all runs, the smallest by each of many orders. Two texts have each of them in common
as likely as they share runs. A band is one of them: with so few a text that was cut and reworded still has
two, and texts of other news next to none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rensa import RMinHash

from articles.text.shingles import Hashes

BANDS = 20
_SEED = 1  # rows of the database were made with it
_BITS = 32


def signatures(texts: Sequence[Hashes]) -> list[list[int]]:
    """The keys of the bands of each text, by its runs; none of a text without any."""
    filled = [n for n, runs in enumerate(texts) if len(runs)]
    found: list[list[int]] = [[] for _ in texts]
    if filled:
        flat = np.concatenate([texts[n] for n in filled])
        offsets = [0, *np.cumsum([len(texts[n]) for n in filled]).tolist()]
        rows = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, BANDS, _SEED).to_rows()
        for n, row in zip(filled, rows, strict=True):
            found[n] = [band << _BITS | value for band, value in enumerate(row)]
    return found
