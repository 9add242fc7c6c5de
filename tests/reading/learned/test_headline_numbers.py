"""Numbers of the lines that could be a page's headline."""

from __future__ import annotations

import pytest

from articles.reading.draft import Draft
from articles.reading.learned.headline_numbers import Row, candidates_of
from articles.reading.lines import PageLines
from articles.reading.model import Hints, Role
from articles.reading.signs.vocabulary import NOTHING_ADDED

LINES = [
    "Road to the north opens - Kura Times",
    "Home / News / Road to the north opens",
    "5 May 2020",
    "Road to the north opens",
    "Weather",
    "The road to the north opens on Tuesday, the minister said on Monday, after two weeks of work.",
    "It was closed after the flood in April, which took away two bridges and a mill, he said.",
    "Weather",
]
TITLE, PATH, STAMP, HEADLINE, MENU, TEXT, MORE, FOOT = range(8)


def numbers() -> tuple[dict[int, Row], Row]:
    page = PageLines.of("\n".join(LINES))
    page.roles[STAMP] = Role.TIME_STAMP
    page.roles[TEXT] = page.roles[MORE] = Role.BODY
    candidates, none = candidates_of(Draft(page, Hints(), NOTHING_ADDED, stop=len(LINES)), TEXT)
    return dict(candidates), none


def test_every_line_near_the_text_is_a_candidate() -> None:
    rows, none = numbers()
    assert list(rows) == list(range(len(LINES)))
    assert {frozenset(row) for row in [*rows.values(), none]} == {frozenset(none)}


def test_what_a_line_shares_with_the_title() -> None:
    rows, _ = numbers()
    assert rows[HEADLINE]["of line"] == 1.0
    assert rows[HEADLINE]["of title"] == pytest.approx(5 / 7)
    assert rows[HEADLINE]["begins title"]
    # 23 of the 36 letters of the longest part, the whole title.
    assert rows[HEADLINE]["part"] == pytest.approx(23 / 36)
    assert rows[PATH]["part"] == rows[MENU]["part"] == 0.0
    assert rows[MENU]["of both"] == 0.0
    assert rows[TITLE]["of line"] < 0  # the title is not compared with itself


def test_a_path_ends_with_the_headline() -> None:
    rows, _ = numbers()
    assert (rows[PATH]["holds end"], rows[HEADLINE]["held end"]) == (1, 1)
    assert (rows[TITLE]["holds start"], rows[HEADLINE]["held start"]) == (1, 1)
    assert rows[MENU]["holds end"] == 0


def test_where_a_line_stands() -> None:
    rows, _ = numbers()
    assert [rows[n]["to text"] for n in (HEADLINE, TEXT, FOOT)] == [2, 0, -2]
    assert (rows[HEADLINE]["since stamp"], rows[PATH]["to stamp"]) == (1, 1)
    assert rows[HEADLINE]["block"] == len(LINES[TEXT]) + len(LINES[MORE])
    assert [rows[n]["times"] for n in (HEADLINE, MENU, FOOT)] == [1, 2, 2]
    assert [rows[n]["times before"] for n in (MENU, FOOT)] == [0, 1]


def test_how_lines_compare() -> None:
    rows, none = numbers()
    assert rows[HEADLINE]["rank common"] == 0
    assert rows[MENU]["rank common"] > 0
    assert none["less common"] == rows[HEADLINE]["common"]
    assert rows[MENU]["less common"] == -none["less common"]
