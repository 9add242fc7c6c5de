"""The learned models that a reading asks: the shipped ones, or those that training or a test passes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.reading.draft import Draft
from articles.reading.learned import date_rank, headline_rank, line_scores
from articles.reading.signs.stamps import Stamp

Dates = Callable[[Draft, Sequence[tuple[Stamp, dt.date]], int | None, list[int]], tuple[Stamp, float] | None]


@dataclass(frozen=True, slots=True)
class Judges:
    """``lines``, ``headline`` and ``date`` answer as the functions they are by default."""

    lines: Callable[[list[str]], list[float]] = line_scores.scores_of
    headline: Callable[[Draft, int], tuple[int, float] | None] = headline_rank.likeliest
    date: Dates = date_rank.likeliest
    headline_above: int = 0  # lines of text; on pages with no more, rules find the headline


SHIPPED = Judges()
