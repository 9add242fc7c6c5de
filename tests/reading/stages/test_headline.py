"""The headline of a long page: clear, a guess, or none."""

from __future__ import annotations

import pytest

from articles.reading.learned.forest import shares_of
from articles.reading.learned.headline_rank import best_of
from articles.reading.learned.judges import Judges
from articles.reading.model import Item
from articles.reading.reader import read
from articles.text.codes import Code, coded

GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi"
)
MENU = [f"Entry {word}" for word in GREEK.split()]
PROSE = [
    "The minister said on Monday that the road to the north opens on Tuesday, after two weeks of work.",
    "The police agreed with him, and so did the mayor of the town, who had asked for lorries to go first.",
    "It was closed after the flood in April, which took away two bridges and a mill below the town, he said.",
    "Two bridges were taken away by the river, and a mill stands in the water to this day, the mayor said.",
]


def long_page(title: str, *above: str) -> Item:
    lines = [title, *MENU, *MENU[::-1], *above, *PROSE, *(f"More {entry}" for entry in MENU)]
    (item,) = read("\n".join(lines).encode(), find_people=False).items
    return item


def test_the_line_above_the_text_that_the_title_repeats() -> None:
    item = long_page("Road to the north opens - Kura Times", "Road to the north opens", "5 May 2020")
    assert (item.headline, item.doubts) == ("Road to the north opens", ())


def test_no_headline_among_menus() -> None:
    item = long_page("Kura Times")
    assert item.headline == ""
    assert "headline" not in item.evidence
    assert coded("headline.none") in item.doubts
    assert item.needs_review
    assert item.body.split("\n\n") == PROSE


def test_the_line_right_above_the_text_though_the_text_seems_to_begin_earlier() -> None:
    notice = "We use cookies so that the pages which you read are those that you like to read, they say."
    lines = ["Road to the north opens - Kura Times", notice, *MENU, *MENU[::-1]]
    lines += ["Road to the north opens", "5 May 2020", *PROSE, *(f"More {entry}" for entry in MENU)]
    (item,) = read("\n".join(lines).encode(), find_people=False).items
    assert item.headline == "Road to the north opens"
    assert item.evidence["headline"].lines == (len(MENU) * 2 + 3,)


def test_a_headline_with_a_date_is_no_time_stamp() -> None:
    item = long_page("Repairs on 31 January 2020 - Kura Times", "Repairs on 31 January 2020", "5 May 2020")
    assert item.headline == "Repairs on 31 January 2020"


def test_probabilities_are_of_all_candidates() -> None:
    chances = shares_of([2.0, 1.0, 1.0])
    assert sum(chances) == pytest.approx(1.0)
    assert chances[0] / chances[1] == pytest.approx(2.718281828)
    assert chances[1] == chances[2]


def test_lines_that_say_the_same_are_one_candidate() -> None:
    assert best_of(["Road opens", "Menu", "Road opens"], [0.25, 0.3, 0.2, 0.25]) == (0, 0.45)
    assert best_of(["Road opens", "Menu"], [0.3, 0.3, 0.4]) is None


def test_of_two_about_as_likely_the_lower_one_is_the_lead() -> None:
    assert best_of(["Road opens", "Lorries go first"], [0.45, 0.5, 0.05]) == (0, 0.45)
    assert best_of(["Kura Times", "Road opens"], [0.3, 0.65, 0.05]) == (1, 0.65)


@pytest.mark.parametrize("above", [0, 30])
def test_a_headline_is_found_whatever_stands_above_it(above: int) -> None:
    more = [f"Item {number} of the day" for number in range(above)]
    item = long_page("Road to the north opens - Kura Times", *more, "Road to the north opens", "5 May 2020")
    assert item.headline == "Road to the north opens"


@pytest.mark.parametrize("above", ["EXCLUSIVE", "The harbour stays closed until spring"])
def test_neither_a_rubric_in_capitals_nor_the_headline_itself_is_a_caption(above: str) -> None:
    page = f"{above}\nThe harbour stays closed until spring\n3 May 2021\n" + "\n".join(
        f"The council met on day {number} of the flood, and decided to keep the harbour closed for all ships."
        for number in ("one", "two", "three")
    )
    (found,) = read(page.encode(), find_people=False).items
    assert (found.headline, found.caption) == ("The harbour stays closed until spring", "")


@pytest.mark.parametrize(
    ("probability", "doubts"), [(0.45, (coded("headline.guess", percent=45),)), (0.55, ()), (0.8, ())]
)
def test_rules_that_agree_lift_no_faint_guess(probability: float, doubts: tuple[Code, ...]) -> None:
    judges = Judges(headline=lambda draft, body_start: (1, probability))
    lines = ["Kura Times", "Road to the north opens", "5 May 2020", *PROSE]
    (item,) = read("\n".join(lines).encode(), find_people=False, judges=judges).items
    assert (item.headline, item.doubts) == ("Road to the north opens", doubts)
