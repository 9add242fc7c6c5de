import datetime as dt
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.periods import UNKNOWN, clock, interval_of, moment_of, period_of


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


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2020", "2020-01-01", "2020-12-31", "year"),
        (" 2020 ", "2020-01-01", "2020-12-31", "year"),
        ("٢٠٢٠", "2020-01-01", "2020-12-31", "year"),
        ("2020-2", "2020-02-01", "2020-02-29", "month"),
        ("2020-10", "2020-10-01", "2020-10-31", "month"),
        ("2020-12", "2020-12-01", "2020-12-31", "month"),
        ("2020-10-31", "2020-10-31", "2020-10-31", "day"),
        ("31.10.2020", "2020-10-31", "2020-10-31", "day"),
        ("5/10/2020", "2020-10-05", "2020-10-05", "day"),
        ("٣١.١٠.٢٠٢٠", "2020-10-31", "2020-10-31", "day"),
        ("۱۴۰۰-۰۱", "1400-01-01", "1400-01-31", "month"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
        ("0001-01", "0001-01-01", "0001-01-31", "month"),
    ],
)
def test_what_people_write(text, first, last, precision):
    period = period_of(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert (period.time, period.precision) == (None, precision)
    assert moment_of(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "0000", "2020-", "2020-13", "2020-00", "2020-10-00", "2020-02-30", "31.13.2020", "31.10/2020"),
        *("20201031", "٢٠٢٠٠", "²⁰²⁰", "2020.10.31", "10.2020", "20", "soon", "2020-10-31T", "2020-10T10:00"),
        *("2020-10-31 24:00", "2020-10-31 1919", "2020-10-31T19:19+04:00", "2020-10-31 19:60", "19:19"),
    ],
)
def test_what_is_no_date(text):
    assert period_of(text) is None
    assert moment_of(text) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2020-10-31T19:19", "19:19"),
        ("2020-10-31 19:19", "19:19"),
        ("31.10.2020 9:05", "09:05"),
        ("2020-10-31T19:19:00", "19:19"),
        ("2020-10-31T19:19:05", "19:19:05"),
        ("٢٠٢٠-١٠-٣١ ١٩:١٩", "19:19"),
    ],
)
def test_a_time_may_follow(text, time):
    assert period_of(text) is None
    assert (moment_of(text).first, moment_of(text).precision) == (dt.date(2020, 10, 31), "minute")
    assert clock(moment_of(text).time) == time
