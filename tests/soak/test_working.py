"""The kills of tests/working/test_killed.py, at many more moments. Called by `make soak`."""

import pytest

from tests.working import test_killed
from tests.working.test_killed import archive, errors, made

__all__ = ["archive", "errors", "made"]
KILLS = 10


@pytest.mark.parametrize("seed", range(100, 105))
def test_workers_killed(archive, seed, record_property):
    record_property("tried", KILLS)
    loses_nothing = test_killed.test_killed_again_and_again_it_loses_and_doubles_nothing
    loses_nothing(archive, seed, kills=KILLS, upto=900)


@pytest.mark.parametrize("tasks", [8, 16])
def test_two_workers(archive, tasks):
    test_killed.test_two_workers_share_the_tasks_and_do_none_twice(archive, upto=40, tasks=tasks, pause=0.1)
