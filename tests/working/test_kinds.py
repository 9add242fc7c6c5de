"""The table of what the worker can do."""

import datetime as dt
import inspect

import pytest
from pytest_django import Settings

from articles.working.kinds import KINDS, REPEATED, Every, UnknownKind, function_of


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_names_a_generator(kind: str) -> None:
    assert inspect.isgeneratorfunction(function_of(kind))


def test_what_is_repeated_can_be_done() -> None:
    assert REPEATED.keys() <= KINDS.keys()


def test_an_unknown_kind() -> None:
    with pytest.raises(UnknownKind) as unknown:
        function_of("gone")
    assert unknown.value.kind == "gone"


def test_an_hour_is_one_of_the_time_zone(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Baku"  # UTC+4
    at_three = Every(hour=3).next_time
    before = dt.datetime(2026, 5, 1, 22, 59, 59, tzinfo=dt.UTC)
    first = dt.datetime(2026, 5, 1, 23, 0, tzinfo=dt.UTC)
    assert at_three(before) == first
    assert at_three(first) == first + dt.timedelta(days=1)


def test_an_hour_on_the_day_the_clock_is_changed(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"  # 29 March 2026: UTC+1 becomes UTC+2
    assert Every(hour=5).next_time(dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC)) == dt.datetime(
        2026, 3, 29, 3, tzinfo=dt.UTC
    )


def test_minutes() -> None:
    now = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    assert Every(minutes=10).next_time(now) == dt.datetime(2026, 5, 1, 12, 10, tzinfo=dt.UTC)
