"""What goes to review: whose headline, body or date is doubtful, not what merely says no date."""

from __future__ import annotations

import datetime as dt

from articles.reading.draft import Draft
from articles.reading.lines import PageLines
from articles.reading.model import Hints, Item, Published, Role
from articles.reading.reader import read
from articles.reading.signs.vocabulary import NOTHING_ADDED
from articles.reading.stages.review import doubt
from articles.text.codes import coded

TEXT = [
    "The apricot harvest in the valley began on Monday, three weeks earlier than a year ago, growers said.",
    "The frost of April took a third of the blossom, and the price of a crate rose to nine coins in town.",
]


def item(*lines: str) -> Item:
    (found,) = read("\n".join(lines).encode(), find_people=False).items
    return found


def test_a_text_without_a_date_is_published_undated() -> None:
    found = item("The apricot harvest begins early", "", *TEXT)
    assert (found.published, found.doubts, found.needs_review) == (None, (coded("date.none"),), False)


def test_a_date_that_can_be_two_days_is_a_doubt() -> None:
    found = item("The apricot harvest begins early", "05/08/2008", *TEXT)
    assert found.published is None
    assert {doubt.code for doubt in found.doubts} == {"date.order", "date.none"}
    assert found.needs_review


def test_a_text_that_is_little_of_the_pages_prose_goes_to_review() -> None:
    lines = "\n".join([*TEXT, *(f"{number}. {TEXT[0]}" for number in range(8))])
    draft = Draft(PageLines.of(lines), Hints(), NOTHING_ADDED, stop=10)
    for line in (0, 1):
        draft.page.roles[line] = Role.BODY
    doubt(draft, [0, 1], Published(dt.date(2020, 1, 1)))
    assert draft.doubts == [coded("body.short", percent=19)]
    assert draft.needs_review
