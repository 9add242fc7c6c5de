"""The kills of tests/importing/test_kill.py, at many more moments. Called by `make soak`."""

import pytest

from tests.importing import test_kill
from tests.importing.test_kill import archive, errors, pages

__all__ = ["archive", "errors", "pages"]

SEEDS, KILLS = range(100, 105), 10  # on both databases: 100 kills of each kind


@pytest.mark.parametrize("seed", SEEDS)
def test_imports_killed(archive, pages, seed, record_property):
    record_property("tried", KILLS)
    loses_nothing = test_kill.test_an_import_killed_again_and_again_loses_and_doubles_nothing
    loses_nothing(archive, pages, seed, kills=KILLS)


@pytest.mark.parametrize("seed", SEEDS)
def test_workers_of_imports_killed(archive, pages, seed, record_property):
    record_property("tried", test_kill.killed_workers_of_an_import(archive, pages, seed, kills=KILLS))


@pytest.mark.parametrize("seed", SEEDS)
def test_indexing_killed(archive, pages, seed, record_property):
    record_property("tried", KILLS)
    test_kill.test_indexing_killed_again_and_again_loses_and_doubles_nothing(
        archive, pages, seed, kills=KILLS
    )
