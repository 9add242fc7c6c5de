"""Which texts may be reprints of which: those that share bands, told by an index of the database.

A band that many texts have tells little: it was made of a phrase that everybody writes. Of each band the
newest holders are kept: of a formula of daily forecasts there are thousands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection
from psycopg2.extras import execute_values

from articles.likeness.holders import InDatabase

COMMON = 2  # bands that a candidate shares
RARE = 5  # holders of a band that tells as much as any; of one with more it is the less
TELLING = 1.2  # what the shared bands tell together
MANY = 5  # shared bands are enough, however many have them, too
NEWEST = 40  # holders of one band
CANDIDATES = 16  # of one text
ROWS_AT_ONCE = 400  # in one statement of SQLite


def candidates(keys: Mapping[int, Sequence[int]], bands: InDatabase | None = None) -> dict[int, list[int]]:
    """For each of these articles, by the keys of their bands, those to compare it with, the likeliest first.

    They are written down as holders of their bands, for those who come later. Articles without any are left
    out. In a transaction.
    """
    bands = bands or InDatabase()
    own = np.fromiter((key for of_bands in keys.values() for key in of_bands), np.int64)
    if not len(own):
        return {}
    owners: np.ndarray = np.repeat(np.fromiter(keys, np.int64), [len(of_bands) for of_bands in keys.values()])
    asked = np.unique(own)
    known, holders = bands.of(asked)
    is_other = ~np.isin(holders, owners)  # what these held before their text changed is theirs no more
    known, holders = known[is_other], holders[is_other]
    _write_down(own, owners)
    all_keys, articles = np.concatenate([own, known]), np.concatenate([owners, holders])
    order = np.lexsort((-articles, all_keys))
    articles = articles[order]
    groups = np.asarray(np.searchsorted(asked, all_keys[order]))
    sizes = np.bincount(groups, minlength=len(asked))
    firsts = np.cumsum(sizes) - sizes
    _drop_old(asked, firsts, sizes, articles)
    is_kept = np.arange(len(articles)) - firsts[groups] < NEWEST
    bands.put(asked, (all_keys[order][is_kept], articles[is_kept]))
    return _likeliest(_shared(articles, groups, sizes, firsts, is_own=order < len(own)))


_Shared = tuple[np.ndarray, np.ndarray, np.ndarray]  # article, candidate, how many bands they share


def _shared(
    articles: np.ndarray, groups: np.ndarray, sizes: np.ndarray, firsts: np.ndarray, is_own: np.ndarray
) -> _Shared:
    """The pairs that share what tells enough."""
    asking = np.flatnonzero(is_own & (sizes[groups] > 1))
    of_group = groups[asking]
    counts = np.minimum(sizes[of_group], NEWEST + 1)
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    one = articles[np.repeat(asking, counts)]
    other = articles[np.repeat(firsts[of_group], counts) + places]
    told: np.ndarray = np.repeat(np.minimum(1.0, RARE / sizes[of_group]), counts)
    differ = one != other
    one, other, told = one[differ], other[differ], told[differ]
    order = np.lexsort((other, one))
    one, other, told = one[order], other[order], told[order]
    is_first = (
        np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])] if len(one) else np.zeros(0, bool)
    )
    at = np.flatnonzero(is_first)
    if not len(at):
        return one, other, np.zeros(0, np.int64)
    bands = np.diff(np.r_[at, len(one)])
    kept = (bands >= COMMON) & ((np.add.reduceat(told, at) >= TELLING) | (bands >= MANY))
    return one[at][kept], other[at][kept], bands[kept]


def _likeliest(shared: _Shared) -> dict[int, list[int]]:
    one, other, bands = shared
    found: dict[int, list[int]] = {}
    order = np.lexsort((-other, -bands, one))
    for article, candidate in zip(one[order].tolist(), other[order].tolist(), strict=True):
        of_article = found.setdefault(article, [])
        if len(of_article) < CANDIDATES:
            of_article.append(candidate)
    return found


def _write_down(own: np.ndarray, owners: np.ndarray) -> None:
    """In the order of keys, which is that of their index."""
    order = np.lexsort((owners, own))
    insert(
        "articles_band (key, article_id)", 2, np.stack([own[order], owners[order]], axis=1).ravel().tolist()
    )


def _drop_old(asked: np.ndarray, firsts: np.ndarray, sizes: np.ndarray, articles: np.ndarray) -> None:
    crowded = np.flatnonzero(sizes > NEWEST)
    if len(crowded):
        oldest = articles[firsts[crowded] + NEWEST - 1]
        rows = list(zip(asked[crowded].tolist(), oldest.tolist(), strict=True))
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM articles_band WHERE key = %s AND article_id < %s", rows)


def drop(bands: Sequence[tuple[int, int]]) -> None:
    """These keys of articles are theirs no more."""
    if bands:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM articles_band WHERE key = %s AND article_id = %s", bands)


def insert(into: str, width: int, values: Sequence[Any], at_conflict: str = "") -> None:
    """Rows of so many values, all in one sequence; many in one statement.

    Without instances, which would take longer than all comparing.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            rows = list(zip(*(values[column::width] for column in range(width)), strict=True))
            statement = f"INSERT INTO {into} VALUES %s{at_conflict}"  # noqa: S608
            execute_values(cursor.cursor, statement, rows, page_size=5_000)
            return
        row = f"({', '.join(['?'] * width)})"
        for at in range(0, len(values), ROWS_AT_ONCE * width):
            some = values[at : at + ROWS_AT_ONCE * width]
            marks = ", ".join([row] * (len(some) // width))
            # Past Django, which would look for marks in each of these long statements.
            connection.connection.execute(f"INSERT INTO {into} VALUES {marks}{at_conflict}", some)  # noqa: S608
