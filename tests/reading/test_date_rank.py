"""Which stamp of a page dates its article, and what the words of a stamp say."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.reading.dates import FoundDate, find_dates
from articles.reading.model import Item, Precision
from articles.reading.reader import read
from articles.reading.stamps import stamps_of

_TEXT = "\n".join(
    f"The council of Westport met on day {number} of the flood, and decided to keep the harbour closed."
    for number in ("one", "two", "three", "four", "five")
)


def item(text: str) -> Item:
    (only,) = read(text.encode(), today=dt.date(2026, 1, 1), find_people=False).items
    return only


def day(text: str) -> dt.date | None:
    published = item(text).published
    return published.date if published else None


def test_the_stamp_under_the_headline_wins_over_those_of_other_items() -> None:
    others = "More news\n5 May 2021\nA bridge opens\n4 May 2021"
    page = f"The harbour stays closed\n3 May 2021 10:15\n{_TEXT}\n{others}"
    assert day(page) == dt.date(2021, 5, 3)


def test_without_stamps_there_is_no_date_and_a_doubt() -> None:
    found = item(f"The harbour stays closed\n{_TEXT}")
    assert (found.published, found.doubts) == (None, ("no date was found",))


def test_the_pages_clock_dates_nothing() -> None:
    assert day(f"Bakı vaxtı 00:51, 8 noyabr 2024\nThe harbour stays closed\n{_TEXT}") is None


def test_of_two_times_of_one_day_the_update_is_not_the_articles() -> None:
    page = f"The harbour stays closed\n31.10.2017 18:20  |  Updated: 31.10.2017 19:05\n{_TEXT}"
    published = item(page).published
    assert published is not None
    assert (published.date, published.time) == (dt.date(2017, 10, 31), dt.time(18, 20))
    assert published.precision is Precision.MINUTE


def test_month_first_with_pm_is_for_english_alone() -> None:
    english = f"The harbour stays closed\nPublished 08/05/2022 02:14 p.m.\n{_TEXT}"
    assert day(english) == dt.date(2022, 8, 5)
    text = "\n".join(
        f"El consejo de la ciudad dijo que el puerto no se abre hasta que los {number} barcos lleguen."
        for number in ("dos", "tres", "cuatro", "cinco")
    )
    spanish = f"El puerto sigue cerrado\nActualizado el 08/05/2022 02:14 p.m.\n{text}"
    assert day(spanish) == dt.date(2022, 5, 8)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("söndag 2 augusti 2026", dt.date(2026, 8, 2)),
        ("Published Fri, Apr 28 20232:23 PM EDT", dt.date(2023, 4, 28)),
        ("Miércoles, 4 de Mayo de 2022 a las 07:46hrs.", dt.date(2022, 5, 4)),
        ("November 8, 2023 at 4:56 p.m.", dt.date(2023, 11, 8)),
        ("North Harbour 09:31 August 20, 2019", dt.date(2019, 8, 20)),
        ("31 января 2020 в 10:15", dt.date(2020, 1, 31)),
    ],
)
def test_stamps_of_the_world(line: str, date: dt.date) -> None:
    assert [stamp.found.date for stamp in stamps_of(0, line)] == [date]


def test_a_sentence_with_a_date_and_a_time_is_no_stamp() -> None:
    assert stamps_of(0, "The fire broke out in the old harbour at 10:30 on 5 May 2022.") == []


def test_a_date_that_could_be_read_the_other_way_round_says_so() -> None:
    assert find_dates("08/05/2022 02:14 p.m.") == [FoundDate(0, 10, 5, 8, 2022, american=True)]
    assert find_dates("08/25/2022 02:14 p.m.") == [FoundDate(0, 10, 25, 8, 2022)]
    assert find_dates("08/05/2022") == [FoundDate(0, 10, 8, 5, 2022, ambiguous=True)]
