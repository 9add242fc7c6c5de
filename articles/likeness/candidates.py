"""Which texts may be reprints of which: those that share bands, told by an index of the database.

A band that many texts have tells little: it was made of a phrase that everybody writes. Of each band the
newest holders are kept: of a formula of daily forecasts there are thousands. Whoever holds it is compared
with the next older one, too, so that a text that thousands have is one story, however many came at once.
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


# Article, candidate, how many bands they share, whether it is the next older one in some of them.
_Shared = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _shared(
    articles: np.ndarray, groups: np.ndarray, sizes: np.ndarray, firsts: np.ndarray, is_own: np.ndarray
) -> _Shared:
    """The pairs that share what tells enough."""
    asking = np.flatnonzero(is_own & (sizes[groups] > 1))
    of_group = groups[asking]
    counts = np.minimum(sizes[of_group], NEWEST + 1)
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    at_all: np.ndarray = np.repeat(asking, counts)
    other_at = np.repeat(firsts[of_group], counts) + places
    tells: np.ndarray = np.minimum(1.0, RARE / sizes[of_group])
    # The next older one, where it is not among the newest.
    next_older: np.ndarray = asking + 1
    is_left = (next_older - firsts[of_group] >= counts) & (next_older < firsts[of_group] + sizes[of_group])
    at_all, other_at = np.r_[at_all, asking[is_left]], np.r_[other_at, next_older[is_left]]
    told: np.ndarray = np.r_[np.repeat(tells, counts), tells[is_left]]
    one, other, is_older = articles[at_all], articles[other_at], other_at == at_all + 1
    differ = one != other
    one, other, told, is_older = one[differ], other[differ], told[differ], is_older[differ]
    order = np.lexsort((other, one))
    one, other, told, is_older = one[order], other[order], told[order], is_older[order]
    is_first = (
        np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])] if len(one) else np.zeros(0, bool)
    )
    at = np.flatnonzero(is_first)
    if not len(at):
        return one, other, np.zeros(0, np.int64), is_older
    bands = np.diff(np.r_[at, len(one)])
    kept = (bands >= COMMON) & ((np.add.reduceat(told, at) >= TELLING) | (bands >= MANY))
    return one[at][kept], other[at][kept], bands[kept], np.logical_or.reduceat(is_older, at)[kept]


def _likeliest(shared: _Shared) -> dict[int, list[int]]:
    """Those that share most, and the next older one in any case."""
    one, other, bands, is_older = shared
    found: dict[int, list[int]] = {}
    older: set[int] = set()  # articles that have theirs
    order = np.lexsort((-other, -bands, one))
    rows = zip(one[order].tolist(), other[order].tolist(), is_older[order].tolist(), strict=True)
    for article, candidate, is_next in rows:
        of_article = found.setdefault(article, [])
        if len(of_article) < CANDIDATES:
            of_article.append(candidate)
        elif is_next and article not in older:
            of_article[-1] = candidate
        else:
            continue
        if is_next:
            older.add(article)
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
