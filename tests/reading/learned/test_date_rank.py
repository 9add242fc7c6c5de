"""Which stamp of a page dates its article, and what the words of a stamp say."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.reading.model import Item, Precision
from articles.reading.reader import read
from articles.reading.signs.dates import FoundDate, find_dates
from articles.reading.signs.stamps import Cue, stamps_of
from articles.text.codes import coded

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
    assert (found.published, found.doubts) == (None, (coded("date.none"),))


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


@pytest.mark.parametrize(
    "line",
    [
        "Release date: 5 May 2015",
        "Event date: 12 June 2021, 19:00",
        "Дата рождения: 5 мая 1960",
        "Doğum tarixi: 5 may 1940",
        "Founded 12 May 1912",
        "Photo taken 12 May 2012",
        "Премьера: 5 мая 2020",
        "Son başvuru: 31.03.2020",
    ],
)
def test_what_is_dated_by_a_label_is_not_the_article(line: str) -> None:
    assert [stamp.cue for stamp in stamps_of(0, line)] == [Cue.OTHER]
    assert day(f"The harbour stays closed\n{line}\n{_TEXT}") is None


@pytest.mark.parametrize("line", ["Date: 5 May 2015", "Published: 5 May 2015", "Дата публикации: 5 мая 2015"])
def test_labels_of_the_articles_own_date(line: str) -> None:
    assert [stamp.cue for stamp in stamps_of(0, line)] == [Cue.PUBLISHED]


@pytest.mark.parametrize(
    "line",
    [
        "14 March 2023 | 12.45K views",
        "14 March 2023 USD 1.70 EUR 2.00",
        "14 March 2023 · 4.30 min read",
        "14 March 2023 – Audio 12:34",
        "Version 2.30, 14 March 2023",
        "14.03.2023 / 1.30",
    ],
)
def test_numbers_beside_a_date_that_are_no_time(line: str) -> None:
    assert [(stamp.found.date, stamp.time) for stamp in stamps_of(0, line)] == [(dt.date(2023, 3, 14), None)]


@pytest.mark.parametrize(
    "line",
    [
        "9 мая 1992 года – день, когда пал город",
        "27 September 2020: fighting breaks out in the north",
        "Exhibition: 3 March 2020 - 31 May 2020",
        "1 May 2020 2 May 2020 3 May 2020 4 May 2020 5 May 2020",
    ],
)
def test_lines_with_dates_that_are_no_stamps(line: str) -> None:
    assert stamps_of(0, line) == []


def test_a_stamp_of_the_clocks_day_above_the_headline_is_the_clock() -> None:
    page = f"Friday, 22 November 2024, 12:45\nThe harbour stays closed\n{_TEXT}\nToday is 22 November 2024"
    assert day(page) is None


@pytest.mark.parametrize(
    ("stamp", "zone"),
    [
        ("14 March 2023 10:15 GMT", "UTC"),
        ("2023-03-14T10:15:00Z", "UTC"),
        ("14 March 2023, 10:15 GMT+4", "Etc/GMT-4"),
        ("14 марта 2023, 10:15 МСК", "Europe/Moscow"),
        ("14 March 2023, 10:15 AZT", None),
        ("14 March 2023, 10:15", None),
    ],
)
def test_the_zone_that_a_stamp_states(stamp: str, zone: str | None) -> None:
    published = item(f"The harbour stays closed\n{stamp}\n{_TEXT}").published
    assert published is not None
    assert (published.time, published.timezone) == (dt.time(10, 15), zone)
