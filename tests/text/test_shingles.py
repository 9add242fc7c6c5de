"""Runs of words: the same however a text is set, and on every machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.shingles import figures, names, numbers, runs, runs_of_each, shingles

SAME = [
    ("The bridge opens", "the BRIDGE — opens!"),
    ("Её мост открыт", "Ее мост, открыт"),
    ("Bakı körpüsü açıldı", "BAKI «körpüsü» açıldı"),
    ("Հայերեն և այլ լեզու", "Հայերեն եւ այլ լեզու։"),
    ("ხიდი დღეს გაიხსნა", "„ხიდი“ დღეს, გაიხსნა…"),
    ("caf\u00e9 by the river", "cafe\u0301 by the ri\u00adver"),
    ("\ufeffThe bri\u200bdge \u2060ope\u200dns", "The bridge opens"),
    ("Cafe\u200b\u0301 on the river", "caf\u00e9 on the river"),
    ("İzmir köprüsü bugün", "izmir köprüsü bugün"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_makes_no_other_word(one: str, other: str) -> None:
    assert shingles(one) == shingles(other)
    assert len(shingles(one)) == len(one.replace(" և ", " ev ").split()) - 2


def test_rows_of_databases_are_made_of_these() -> None:
    assert runs("one two three four").tolist() == [6272140522581414159, 17036759970031289885]
    assert runs("мост открыт сегодня").tolist() == [5642513332417204647]


def test_each_place_in_a_run_counts() -> None:
    orders = ("a b c", "a c b", "b a c", "b c a", "c a b", "c b a", "a a b", "b a a", "a b a")
    assert len({one for text in orders for one in shingles(text)}) == len(orders)


def test_fewer_words_than_a_run_are_one() -> None:
    assert len(shingles("one two")) == len(shingles("one")) == 1
    assert shingles("one two") != shingles("two one") != shingles("one")
    assert shingles("") == shingles(" … — !") == frozenset()


@given(st.lists(st.text(max_size=80), max_size=6))
def test_many_at_once_are_as_one_by_one(texts: list[str]) -> None:
    assert [found.tolist() for found in runs_of_each(texts)] == [runs(text).tolist() for text in texts]


@given(st.text(max_size=200))
def test_any_text_has_runs(text: str) -> None:
    assert shingles(text) == frozenset(runs(text).tolist())
    assert shingles(f"{text} ") == shingles(text)


def test_numbers_with_their_neighbours_and_names() -> None:
    assert numbers("It was 14 degrees, and 3 people came.") == {
        ("was", "14"), ("14", "degrees"), ("and", "3"), ("3", "people"),
    }  # fmt: skip
    assert names("The bridge in Baku. Baku has the bridge.") == {"baku"}


def test_what_nobody_sees_makes_no_other_number_or_name() -> None:
    assert numbers("1\u200b4 degrees") == {("14", "degrees")}
    assert figures("1\u20604 degrees") == {"14"}
    assert names("in Ba\u00adku") == {"baku"}
