"""Readers that know nothing of some hosts: for the figures on outlets never seen.

All three models (lines, headline, date) are learned once for each fold of hosts, from the other folds. Each
stage learns from what the one before it says of hosts that it does not know either. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from articles.reading.learned import date_rank
from articles.reading.learned.forest import Forest
from articles.reading.learned.judges import Judges
from training import reading_dates
from training.labelled import FOLDS
from training.reading_headlines import examples, judges_of, learned, likeliest_by
from training.reading_lines import Taught, learn, prepared


def judges_apart() -> dict[int, Judges]:
    """For each fold of hosts a reader that knows no page of it."""
    lesson = prepared()
    lines: dict[int | None, Taught] = {fold: learn(lesson, fold) for fold in (*range(FOLDS), None)}
    found, names = examples(lines)
    headlines = {fold: learned(found, names, fold) for fold in range(FOLDS)}
    return with_dates({fold: with_headline(lines[fold], headlines[fold]) for fold in range(FOLDS)})


def with_headline(lines: Taught, headline: Taught) -> Judges:
    forest = Forest.of(headline.columns, headline.trees)
    return replace(judges_of(lines), headline=partial(likeliest_by, forest))


def with_dates(judges: Mapping[int, Judges]) -> dict[int, Judges]:
    """The same readers, each with weights of dates learned from the other folds."""
    pages = reading_dates.examples(judges.__getitem__)
    result = {}
    for fold, reader in judges.items():
        weights = reading_dates.learned([page for page in pages if page.fold != fold])
        result[fold] = replace(reader, date=partial(date_rank.likeliest, weights=weights))
    return result
