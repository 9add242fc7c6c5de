"""Bytes flipped at random in the files of an index, at 100 places and more."""

import pytest

from tests.search import test_tantivy_flipped
from tests.search.test_tantivy_flipped import folder

__all__ = ["folder"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("seed", range(1000, 1100))
def test_index_files_damaged(folder, seed, client):
    test_tantivy_flipped.test_whatever_is_flipped_pages_answer_or_say_503(folder, seed, client)


@pytest.mark.parametrize("time", range(10))
def test_damaged_indexes_made_anew_by_the_worker(folder, time):
    test_tantivy_flipped.test_the_worker_makes_a_damaged_index_anew(folder)
