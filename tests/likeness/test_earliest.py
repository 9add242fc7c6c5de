"""Who was first is told only where the pages' days and times tell it."""

import pytest

from articles.likeness.earliest import comes_before, surely_first, when
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def made(
    date: str | None, time: str | None = None, precision: str = "day", zone: str = "Asia/Baku"
) -> Article:
    return make_article(
        date=date, time=time, precision="minute" if time else precision, timezone=zone, source=None
    )


def test_days_and_times() -> None:
    day, later, early, late = (
        made("2020-11-01"), made("2020-11-02"), made("2020-11-01", "08:00"), made("2020-11-01", "09:00"),
    )  # fmt: skip
    assert comes_before(when(day), when(later)) and comes_before(when(early), when(late))
    assert not comes_before(when(later), when(day)) and not comes_before(when(late), when(early))
    for one, other in ((day, early), (early, day), (day, made("2020-11-01")), (day, made(None))):
        assert not comes_before(when(one), when(other))


def test_a_month_says_nothing_of_a_day_in_it() -> None:
    month = made("2020-11-01", precision="month")
    assert not comes_before(when(month), when(made("2020-11-20")))
    assert comes_before(when(month), when(made("2020-12-01")))


def test_a_day_of_another_zone_is_no_earlier_one() -> None:
    assert not comes_before(when(made("2020-11-01")), when(made("2020-11-01", zone="Europe/Moscow")))


def test_the_first_of_several() -> None:
    day, later, undated = made("2020-11-01"), made("2020-11-02"), made(None)
    assert surely_first([day, later, undated]) == day
    assert surely_first([day, made("2020-11-01"), later]) is None
    assert surely_first([day, undated]) is None
    assert surely_first([undated, undated]) is surely_first([]) is None
