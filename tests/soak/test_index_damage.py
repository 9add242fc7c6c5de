"""Bytes flipped at random in the files of an index, at 100 places and more."""

from pathlib import Path

import pytest
from django.test import Client

from tests.search import test_tantivy_flipped
from tests.search.test_tantivy_flipped import folder

__all__ = ["folder"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("seed", range(1000, 1100))
def test_index_files_damaged(folder: Path, client: Client, seed: int) -> None:
    test_tantivy_flipped.test_whatever_is_flipped_pages_answer_or_say_503(folder, client, seed)


@pytest.mark.parametrize("time", range(10))
def test_damaged_indexes_made_anew_by_the_worker(folder: Path, time: int) -> None:
    test_tantivy_flipped.test_the_worker_makes_a_damaged_index_anew(folder)
