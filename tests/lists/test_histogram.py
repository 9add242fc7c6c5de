"""Bars per year, month and day."""

import datetime as dt
from itertools import pairwise

import pytest

from articles.lists.histogram import MOST_BARS, Timeline, bars, by_year, iso_key, step_for
from articles.lists.links import ListAddress
from articles.search.engine import Results


def address_of(key: str) -> str:
    return f"/{key}"


def test_years_between_are_filled():
    found = bars([(0, 5), (2018, 2), (2021, 8)], "year", address_of)
    assert [(bar.label, bar.count, bar.height, bar.address) for bar in found] == [
        ("2018", 2, 25, "/2018"),
        ("2019", 0, 0, "/2019"),
        ("2020", 0, 0, "/2020"),
        ("2021", 8, 100, "/2021"),
    ]


def test_months_and_days():
    months = bars([(202011, 1), (202101, 1)], "month", address_of)
    assert [bar.full_label for bar in months] == ["November 2020", "December 2020", "January 2021"]
    assert [bar.label for bar in months] == ["Nov 2020", "Dec", "Jan 2021"]
    days = bars([(20201031, 1), (20201102, 3)], "day", address_of)
    assert [(bar.label, bar.address) for bar in days] == [
        ("31 Oct", "/2020-10-31"),
        ("1 Nov", "/2020-11-01"),
        ("2 Nov", "/2020-11-02"),
    ]
    assert days[0].full_label == "Saturday 31 October 2020"


def test_smallest_count_is_still_seen():
    assert [bar.height for bar in bars([(2020, 1), (2021, 10_000)], "year", address_of)] == [2, 100]


def test_shares_of_all_of_their_time():
    found = bars([(2020, 5), (2021, 5)], "year", address_of, whole=[(2020, 10), (2021, 100), (2022, 7)])
    assert [(bar.count, bar.height, bar.parts[0].share) for bar in found] == [(5, 100, 0.5), (5, 10, 0.05)]
    timeline = Timeline(found, is_share=True)
    assert (timeline.highest, timeline.highest_part) == (found[0], found[0].parts[0])


def test_no_share_is_more_than_all():
    [bar] = bars([(2020, 5)], "year", address_of, whole=[(2020, 4)])
    assert bar.parts[0].share == 1


def test_lists_compared_stand_beside_each_other():
    found = bars([(2020, 5)], "year", address_of, [[(2022, 10)], [(2020, 1)]])
    assert [[(part.count, part.height, part.left) for part in bar.parts] for bar in found] == [
        [(5, 50, 0), (0, 0, 10), (1, 10, 20)],
        [(0, 0, 0), (0, 0, 10), (0, 0, 20)],
        [(0, 0, 0), (10, 100, 10), (0, 0, 20)],
    ]
    assert [bar.is_empty for bar in found] == [False, True, False]
    assert Timeline(found).first_with_any == "2020"


def test_centuries_between_are_not_filled():
    found = bars([(1500, 1), (1500 + MOST_BARS, 1)], "year", address_of)
    assert [bar.label for bar in found] == ["1500", str(1500 + MOST_BARS)]


def test_no_more_labels_than_fit():
    found = bars([(1950, 1), (2020, 1)], "year", address_of)
    assert [bar.label for bar in found if bar.shows_label] == [str(year) for year in range(1950, 2011, 8)]
    assert [bar.label for bar in found if bar.shows_label_on_phone] == ["1950", "1966", "1982", "1998"]


@pytest.mark.parametrize("years", range(1, MOST_BARS + 1))
def test_every_label_has_the_same_room(years):
    found = bars([(1800, 1), (1799 + years, 1)], "year", address_of)
    assert len(found) == years
    for labelled, most in (("shows_label", 10), ("shows_label_on_phone", 5)):
        at = [n for n, bar in enumerate(found) if getattr(bar, labelled)]
        rooms = [end - start for start, end in pairwise([*at, years])]
        assert at[0] == 0
        assert min(rooms) * most >= years or rooms == [years]


def test_nothing_dated_has_no_bars():
    assert bars([(0, 7)], "year", address_of) == []


@pytest.mark.parametrize(
    ("number", "step", "key"),
    [(2020, "year", "2020"), (202010, "month", "2020-10"), (9991231, "day", "0999-12-31")],
)
def test_iso_key(number, step, key):
    assert iso_key(number, step) == key


@pytest.mark.parametrize(
    ("start", "end", "step"),
    [
        (None, None, "year"),
        ("2020-01-01", None, "year"),
        ("2020-10-01", "2020-10-31", "day"),
        ("2020-01-01", "2020-12-31", "month"),
        ("2010-01-01", "2020-12-31", "year"),
    ],
)
def test_step_for(start, end, step):
    days = [dt.date.fromisoformat(day) if day else None for day in (start, end)]
    assert step_for(*days) == step


def test_timeline_tells_its_scale_and_what_it_cannot_show():
    results = Results(total=13, hits=(), histogram=((2018, 2), (2021, 8)))
    shown = by_year(results, ListAddress({"source": ["turan-az"]}))
    assert (shown.highest and (shown.highest.full_label, shown.highest.count)) == ("2021", 8)
    assert (shown.undated, shown.undated_address) == (3, "/articles/?source=turan-az&undated=1")
    assert shown.bars[0].address == "/articles/?source=turan-az&from=2018&to=2018"
    assert by_year(results, ListAddress(), lambda year: f"/dates/{year}/").bars[0].address == "/dates/2018/"


@pytest.mark.parametrize(
    ("years", "undated", "says"), [(0, 0, False), (1, 0, False), (2, 0, True), (1, 3, True), (0, 3, True)]
)
def test_timeline_is_shown_where_it_says_something(years, undated, says):
    shown = bars([(2000 + n, 1) for n in range(years)], "year", address_of)
    assert Timeline(shown, undated).says_something is says
    assert (Timeline(shown).highest is None) is (years == 0)
