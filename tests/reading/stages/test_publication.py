"""A day and a month that could be the other way round, and who decides."""

import datetime as dt

import pytest

from articles.reading.model import Hints
from articles.reading.reader import read
from articles.reading.signs import outlets

TEXT = {
    "en": "The mayor opened the new bridge over the river on Monday morning, and the crowd was large.\n"
    "He said that the work had taken two years and that the traffic would now be much lighter.\n",
    "ru": "Мэр открыл новый мост через реку в понедельник утром, и народу собралось очень много.\n"
    "Он сказал, что работы заняли два года и что движение теперь станет намного свободнее.\n",
}
HEADLINE = {"en": "Mayor opens a bridge", "ru": "Мэр открыл мост"}


@pytest.fixture
def listed(monkeypatch):
    """Outlets of which it is known in which order they write a date."""
    known = {
        "month.example": outlets.Outlet("month.example", None, True),
        "day.example": outlets.Outlet("day.example", None, False),
    }
    monkeypatch.setattr(outlets, "_outlets", lambda: (known, {}))


def day_of(stamp: str, source: str, language: str) -> dt.date | None:
    text = f"{HEADLINE[language]}\n{stamp}\n\n{TEXT[language]}"
    published = read(text.encode(), Hints(source=source), find_people=False).items[0].published
    return published.date if published else None


MAY, AUGUST = dt.date(2008, 5, 8), dt.date(2008, 8, 5)


@pytest.mark.parametrize(
    ("stamp", "source", "language", "day"),
    [
        ("Published: 05/08/2008", "month.example", "en", MAY),
        ("Published: 05/08/2008", "day.example", "en", AUGUST),
        ("Published: 05/08/2008", "else.example", "en", None),
        ("Published: 05/08/2008", "month.example", "ru", MAY),
        ("Published: 05/08/2008", "else.example", "ru", AUGUST),
        ("Published: 05/08/2008 02:14 PM", "day.example", "en", AUGUST),
        ("Published: 05/08/2008 02:14 PM", "else.example", "en", MAY),
        ("Published: 15/08/2008", "month.example", "en", dt.date(2008, 8, 15)),
    ],
)
def test_the_outlets_order_decides_then_the_language(listed, stamp, source, language, day):
    assert day_of(stamp, source, language) == day


def test_the_data_file_may_say_the_order(monkeypatch):
    assert outlets.is_month_first("turan.az") is None
    monkeypatch.setattr(outlets, "load", lambda _: {"x.example": {"month_first": True}})
    monkeypatch.setattr(outlets, "_outlets", outlets._outlets.__wrapped__)
    assert outlets.is_month_first("www.x.example") is True
