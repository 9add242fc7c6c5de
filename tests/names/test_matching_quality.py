"""Floors a little below what benchmarks/matching.py prints."""

import pytest

from benchmarks.matching_scores import Politicians, base_forms_right, linking


@pytest.fixture(scope="module")
def politicians(shared) -> Politicians:
    return Politicians(shared / "gold" / "names" / "politicians_dev.jsonl.gz")


def test_labels_find_their_english_name(politicians):
    score = politicians.score()
    assert score.precision >= 0.995
    floors = {"ru": 0.96, "uk": 0.97, "hy": 0.95, "ka": 0.96, "az": 0.92, "tr": 0.90}
    assert {lang: score.recall(lang) for lang in floors if score.recall(lang) < floors[lang]} == {}


def test_strangers_of_one_country_stay_apart(politicians):
    merged, pairs = politicians.strangers_merged(every=2)
    assert merged / pairs * 10_000 <= 0.2


def test_one_person_across_documents_and_languages(shared):
    score = linking()
    for (precision, recall), floor in (
        (score.base_forms, 0.91),
        (score.full_mentions, 0.87),
        (score.mentions, 0.90),
        (score.within, 0.95),
    ):
        assert precision >= 0.99
        assert recall >= floor


@pytest.mark.parametrize(("language", "floor"), [("ru", 0.75), ("az", 0.6), ("hy", 0.7), ("ka", 0.9)])
def test_inflected_names_are_put_right(shared, language, floor):
    inflected, right, _, spoiled = base_forms_right(language)
    assert right / inflected >= floor
    assert spoiled <= 8
