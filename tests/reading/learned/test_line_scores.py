"""How likely a line is the text: what is seen of lines, and how weights and trees are added up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.reading.learned import line_scores
from articles.reading.learned.forest import MOST_LEAVES, Forest, Tree
from articles.reading.learned.line_features import features_of
from articles.reading.learned.line_numbers import numbers_scored, numbers_seen
from articles.reading.learned.line_scores import Learned, learned, scores_of
from articles.reading.learned.line_survey import credit_of, survey

PROSE = "The road to the north is closed, the police said on Monday, and opens again in the month of May."
PAGE = [
    "Road closed | The Paper",
    "Home",
    "Road closed",
    PROSE,
    PROSE.replace("north", "south"),
    "Related",
    "Home",
]


def test_a_page_is_surveyed() -> None:
    seen = survey(PAGE)
    assert "".join(seen.kinds) == "wfwLLtf"
    assert (seen.begin, seen.end) == (3, 5)
    assert seen.title_at == 2
    assert seen.title_words == {"road", "closed", "paper"}
    assert [seen.again(i) for i in range(7)] == [False, True, False, False, False, False, True]
    assert seen.prose == [0, 0, 0, len(PAGE[3]), len(PAGE[4]), 0, 0]


def test_features_tell_form_place_and_words() -> None:
    found = features_of(survey(PAGE))
    assert {"kL", "=firstL", "T+1", "n13"} <= set(found[3])
    assert {"kf", "<f", "Df", "=home", "_home"} <= set(found[1])
    assert {"X1", "Xt", ">0", "=related"} <= set(found[5])
    assert all(len(each) == len(set(each)) for each in found)


def test_numbers_see_the_lines_around() -> None:
    seen = survey(PAGE)
    columns = numbers_seen(seen)
    assert columns["length"] == [float(len(line)) for line in PAGE]
    assert columns["length-1"] == [-9.0, *columns["length"][:-1]]
    assert columns["length+2"] == [*columns["length"][2:], -9.0, -9.0]
    first, second = float(len(PAGE[3])), float(len(PAGE[4]))
    assert columns["prose above 2"] == [0, 0, 0, 0, first, first + second, second]
    assert columns["prose below 2"] == [0, first, first + second, second, 0, 0, 0]
    assert columns["from title"] == [-2, -1, 0, 1, 2, 3, 4]
    assert columns["to long"] == [3, 2, 1, 1, 99, 99, 99]
    assert columns["from tail"] == [-1, -1, -1, -1, -1, -1, 1]


def test_numbers_see_the_first_look_of_the_lines_around() -> None:
    columns = numbers_scored(survey(PAGE), [-2.0, -2.0, 1.0, 5.0, 2.0, -1.0, -4.0])
    assert columns["score+1"] == [-2.0, 1.0, 5.0, 2.0, -1.0, -4.0, -6.0]
    assert columns["from best"] == [-2, -1, 0, 1, 2, 3, 4]
    assert columns["to best end"] == [5, 4, 3, 2, 1, 0, -1]
    assert columns["best lines"] == [3.0] * 7


def test_numbers_see_whose_company_the_words_of_a_line_keep() -> None:
    lines = ["Harbour budget", "The harbour budget", "Harbour weather", "Weather"]
    columns = numbers_scored(survey(lines), [-30.0, 30.0, -30.0, -30.0])
    assert [round(each, 3) for each in columns["words of likely"]] == [1.0, 0.0, 0.5, 0.0]
    assert [round(each, 3) for each in columns["chance of words"]] == [0.75, 0.0, 0.25, 0.0]
    assert [round(each, 3) for each in columns["wary chance of words"]] == [0.417, 0.0, 0.167, 0.0]


def test_numbers_see_the_likely_lines_from_each_line() -> None:
    columns = numbers_scored(survey(PAGE), [-2.0, -2.0, 1.0, 5.0, 2.0, -1.0, -4.0])
    assert columns["from likely"] == [99, 99, 99, 1, 1, 1, 2]
    assert columns["to likely"] == [2, 1, 1, 1, 99, 99, 99]
    assert columns["to certain"] == [3, 2, 1, 99, 99, 99, 99]
    assert columns["from first certain"] == [-3, -2, -1, 0, 1, 2, 3]
    assert columns["to last certain"] == [3, 2, 1, 0, -1, -2, -3]
    assert columns["likely run above"] == [0, 0, 0, 1, 2, 3, 0]
    assert columns["likely run below"] == [0, 3, 2, 1, 0, 0, 0]
    assert columns["gap above"] == [9999, 9999, 9999, 0, 0, 0, 7]
    assert columns["likely lines"] == [3] * 7


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("the harbour at dawn. (reuters/ana petrova)", 2),
        ("foto: the harbour at dawn, when the ferries have not yet left the port for the islands", 1),
        ("das hafenbecken am morgen © hafenverwaltung", 2),
        ("a photographer walked along the quay and said nothing", 0),
        ("", 0),
    ],
)
def test_a_caption_names_the_owner_of_its_picture(line: str, where: int) -> None:
    assert credit_of(line, re.findall(r"\w+", line)) == where


def walked(tree: Tree, row: list[float]) -> float:
    while isinstance(tree, list):
        tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
    return tree


VALUES = st.integers(-3, 3).map(float)
TREES: st.SearchStrategy[Tree] = st.recursive(
    VALUES,
    lambda below: st.tuples(st.integers(0, 2), VALUES, below, below).map(list),
    max_leaves=MOST_LEAVES,
)


@settings(max_examples=40)
@given(
    st.lists(TREES, min_size=1, max_size=5), st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=6)
)
def test_a_forest_sums_what_walking_its_trees_gives(trees: list[Tree], rows: list[list[float]]) -> None:
    names = ["a", "b", "c"]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    sums = Forest.of(names, trees).sums(columns, len(rows))
    assert sums == [sum(walked(tree, row) for tree in trees) for row in rows]


def test_weights_then_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    trees: list[Tree] = [[0, 0.5, -1.0, [1, 50.0, 0.25, 2.0]], 0.5]
    model = Learned({"kL": 1.0, "kw": -1.0}, Forest.of(["score+0", "length"], trees))
    monkeypatch.setattr(line_scores, "learned", lambda: model)
    assert scores_of([PROSE, "Home page of all", PROSE[:40]]) == [2.5, -0.5, -0.5]


def test_the_trees_ask_for_known_columns() -> None:
    seen = survey(PAGE)
    assert set(learned().forest.columns) <= set(numbers_seen(seen) | numbers_scored(seen, [0.0] * 7))


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=60).map(str.strip).filter(bool), max_size=30))
def test_every_line_is_scored_alike_each_time(lines: list[str]) -> None:
    scores = scores_of(lines)
    assert len(scores) == len(lines)
    assert scores == scores_of(lines)
