"""The moments that feeds tell: none that a page did not."""

import datetime as dt

import pytest

from articles.lists.wording import zone_words
from articles.models import Article
from articles.views.feed import moment_of


def article(zone: str, precision: str) -> Article:
    """Of 20 November 2019, 00:05 by the clocks of that zone."""
    found = Article()
    time = dt.time(0, 5) if precision == "minute" else None
    found.set_published(dt.date(2019, 11, 20), time, zone, precision)
    return found


@pytest.mark.parametrize(
    ("zone", "precision", "told"),
    [
        ("Asia/Baku", "minute", "2019-11-20T00:05:00+04:00"),
        ("Asia/Baku", "day", "2019-11-20T00:00:00+04:00"),
        ("Asia/Baku", "month", None),
        ("Asia/Baku", "year", None),
        ("", "day", "2019-11-20T00:00:00+00:00"),
    ],
)
def test_a_feed_tells_no_day_that_nobody_told(zone, precision, told):
    moment = moment_of(article(zone, precision))
    assert (moment.isoformat() if moment else None) == told
    assert moment_of(Article()) is None


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Baku", "Baku time (UTC+4)"),
        ("Etc/GMT-4", "UTC+4"),
        ("Etc/GMT+3", "UTC−3"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_whose_time_it_is(zone, words):
    assert zone_words(article(zone, "minute")) == words
