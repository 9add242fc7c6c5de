"""How far a task is, in words."""

import datetime as dt

import pytest

from articles.models import Task
from articles.working.telling import duration, how_far

BEGUN = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def task(done: int, total: int | None, seconds: float, begun_with: int = 0, state: str = "running") -> Task:
    beat = BEGUN + dt.timedelta(seconds=seconds)
    return Task(state=state, done=done, total=total, begun_with=begun_with, begun_at=BEGUN, heartbeat=beat)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (task(0, None, 5), ""),
        (task(0, 5000, 5), "0 of 5000"),
        (task(1200, 5000, 5), "1200 of 5000, 240/s, 16 s left"),
        (task(1200, 5000, 500, begun_with=200), "1200 of 5000, 2.0/s, 31 min 40 s left"),
        (task(30, None, 10), "30, 3.0/s"),
        (task(30, 30, 10, state="done"), "30 of 30"),
        (task(30, 50, 10, begun_with=30), "30 of 50"),  # gone on with, nothing done yet
        (task(30, 50, -10), "30 of 50"),  # a database whose clock was set back
    ],
)
def test_how_far(shown: Task, words: str) -> None:
    assert how_far(shown) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (3599, "59 min 59 s"), (7500, "2 h 5 min")],
)
def test_duration(seconds: float, words: str) -> None:
    assert duration(seconds) == words
