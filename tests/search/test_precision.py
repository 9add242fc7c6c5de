"""How much of what a search finds is right, pinned a little below what is reached on a part of the texts.

`python -m benchmarks.precision` tells it for all of them; the texts lie beside the project.
"""

import random
from pathlib import Path

import pytest

from benchmarks import precision
from benchmarks.precision import Archive, drawn_names, judge, ordinary_words, summary
from benchmarks.precision_spellings import Spellings

PART = {"bbc2225_en": 500, "tgnews_ru_en": 300, "ilur_hy": 250, "ttc3600_tr": 250, "ntrex_parallel": 10_000}


@pytest.fixture(scope="module")
def archive(shared: Path) -> Archive:
    texts = precision.texts(shared, PART)
    return Archive(precision.with_people(number, text) for number, text in enumerate(texts, start=1))


def test_what_is_found_is_what_was_asked_for(archive: Archive, shared: Path, tmp_path: Path) -> None:
    search = precision.searcher(tmp_path, archive)
    dice = random.Random(precision.SEED)
    words = summary(judge(archive, ordinary_words(archive, dice), search, None))
    names = summary(judge(archive, drawn_names(archive, dice), search, Spellings(shared)))
    assert words["queries"] >= 100 and names["queries"] >= 100
    assert words["precision"] >= 0.98, words
    assert names["precision"] >= 0.90, names
