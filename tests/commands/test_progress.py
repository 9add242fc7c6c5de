"""The progress of long commands."""

import io

import pytest

from articles.management import progress
from articles.management.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "time", found)
    return found


def test_no_remaining_time_is_said_before_there_is_a_basis(clock: Clock) -> None:
    stream = io.StringIO()
    with Progress(stream) as shown:
        clock.now += 30  # until the workers have started
        shown.reach(1, 5001)
        clock.now += 10
        shown.reach(10, 5001, "1 rejected")
        clock.now += 10
        shown.reach(201, 5001)
    assert stream.getvalue().splitlines() == [
        "1 of 5001 files",
        "10 of 5001 files, 1 rejected",
        "201 of 5001 files, 10/s, 8 min 0 s left",
    ]


def test_what_an_earlier_run_has_done_is_no_basis(clock: Clock) -> None:
    shown = Progress(io.StringIO(), "article", total=1100)
    shown.reach(1000, 1100)
    clock.now += 10
    shown.reach(1001, 1100)
    assert shown.line(1001) == "1001 of 1100 articles"
    clock.now += 10
    assert shown.line(1050) == "1050 of 1100 articles, 2.5/s, 20 s left"


def test_nothing_is_known_of_how_much_there_is(clock: Clock) -> None:
    shown = Progress(io.StringIO())
    shown.reach(5)
    clock.now += 10
    assert shown.line(105) == "105 files, 10/s"


def test_the_bar_of_a_terminal_forecasts_nothing_at_first() -> None:
    stream = Terminal()
    with Progress(stream, total=1000) as shown:
        assert shown.bar is not None
        shown.bar.mininterval = 0
        for done in range(1, 11):
            shown.reach(done, 1000)
        assert "1/1000" in stream.getvalue()
        assert "<" not in stream.getvalue()
        for done in range(11, 1000):
            shown.reach(done, 1000)
    assert "<00:0" in stream.getvalue()
