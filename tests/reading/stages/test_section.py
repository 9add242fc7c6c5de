"""A section is given only where the page says that it is the article's."""

from __future__ import annotations

import pytest

from articles.reading.model import Hints, Item
from articles.reading.reader import read

TEXT = [
    "The apricot harvest in the valley began on Monday, three weeks earlier than a year ago, growers said.",
    "The frost of April took a third of the blossom, and the price of a crate rose to nine coins in town.",
    "Growers asked the ministry for a new cold store, and the ministry promised to answer by the autumn.",
]
HEADLINE = "The apricot harvest begins early"
STAMP = "12 May 2015, 10:15"


def item(*lines: str, url: str = "") -> Item:
    (found,) = read("\n".join(lines).encode(), Hints(url=url), find_people=False).items
    assert found.headline == HEADLINE
    return found


@pytest.mark.parametrize(
    ("lines", "section", "rule"),
    [
        (["Economy", HEADLINE, STAMP, *TEXT], "Economy", "section.name"),
        ([HEADLINE, "Economy", STAMP, *TEXT], "Economy", "section.name"),
        ([HEADLINE, f"Economy | {STAMP}", *TEXT], "Economy", "section.name"),
        (["Home / Economy", HEADLINE, STAMP, *TEXT], "Economy", "section.breadcrumb"),
        ([HEADLINE, STAMP, "Category: Orchards", *TEXT], "Orchards", "section.label"),
        ([HEADLINE, STAMP, *TEXT, "Filed under: Orchards"], "Orchards", "section.label"),
    ],
)
def test_what_says_which_section_it_is(lines: list[str], section: str, rule: str) -> None:
    found = item(*lines)
    assert (found.section, found.evidence["section"].rule.code) == (section, rule)
    evidence = found.evidence["section"]
    assert found.lines[evidence.lines[0] - 1].text[evidence.start : evidence.end] == section


@pytest.mark.parametrize(
    "above",
    [
        ["Politics", "Weather today", "Economy", "Sport"],  # a menu, one entry unknown
        ["Economy", "Valley Times", "Thursday paper", "Subscribe now for less"],  # far from the headline
    ],
)
def test_a_menu_names_none(above: list[str]) -> None:
    assert item(*above, HEADLINE, STAMP, *TEXT).section == ""


def test_the_path_of_the_address_names_it_where_the_page_does_not() -> None:
    lines = [HEADLINE, STAMP, *TEXT]
    found = item(*lines, url="https://example.org/news/economy/2015/apricots")
    assert (found.section, found.evidence["section"].lines) == ("economy", ())
    assert item(*lines, url="https://example.org/news/apricots").section == ""
    assert item("Sport", *lines, url="https://example.org/economy/apricots").section == "Sport"
