import datetime as dt
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.periods import UNKNOWN, interval_of


def test_unknown_is_unknown():
    assert interval_of(None, dt.time(12), "Asia/Baku", "minute") == UNKNOWN


def test_a_minute_in_baku():
    interval = interval_of(dt.date(2020, 10, 31), dt.time(0, 30), "Asia/Baku", "minute")
    assert (interval.start, interval.end) == (dt.date(2020, 10, 31), dt.date(2020, 11, 1))
    assert interval.instant == dt.datetime(2020, 10, 30, 20, 30, tzinfo=dt.UTC)


def test_a_day_begins_at_local_midnight_and_claims_no_time():
    interval = interval_of(dt.date(2020, 10, 31), None, "Asia/Baku", "minute")
    assert interval.precision == "day"
    assert interval.time is None
    assert interval.instant == dt.datetime(2020, 10, 30, 20, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        ("month", dt.date(2019, 12, 1), dt.date(2020, 1, 1)),
        ("year", dt.date(2019, 1, 1), dt.date(2020, 1, 1)),
        ("day", dt.date(2019, 12, 31), dt.date(2020, 1, 1)),
    ],
)
def test_imprecise_dates_are_half_open_intervals(precision, start, end):
    interval = interval_of(dt.date(2019, 12, 31), None, "", precision)
    assert (interval.start, interval.end) == (start, end)


def test_a_zone_that_does_not_exist_is_an_error():
    with pytest.raises(ZoneInfoNotFoundError):
        interval_of(dt.date(2020, 1, 1), None, "Asia/Atlantis", "day")


@given(st.dates(dt.date(1800, 1, 1), dt.date(9000, 1, 1)), st.sampled_from(["year", "month", "day"]))
def test_the_date_is_within_its_interval(date, precision):
    interval = interval_of(date, None, "Asia/Yerevan", precision)
    assert interval.start <= date < interval.end
