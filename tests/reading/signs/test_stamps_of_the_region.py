"""Forms of dates, times and zones of the region's pages."""

from __future__ import annotations

import pytest

from articles.reading.signs.stamps import stamps_of


@pytest.mark.parametrize(
    ("line", "date", "time", "zone"),
    [
        ("31.X.2020", "2020-10-31", None, ""),
        ("31.Х.2020", "2020-10-31", None, ""),
        ("2020-ci il oktyabrın 31-i", "2020-10-31", None, ""),
        ("Sat Oct 31 19:19:00 2020", "2020-10-31", "19:19", ""),
        ("31.10.2020 19:19 UTC+3:30", "2020-10-31", "19:19", "Asia/Tehran"),
        ("31.10.2020 19:19 (UTC+4)", "2020-10-31", "19:19", "Etc/GMT-4"),
        ("31.10.2020 19:19 по московскому времени", "2020-10-31", "19:19", "Europe/Moscow"),
        ("31 October 2020 19:19 AMT", "2020-10-31", "19:19", "Asia/Yerevan"),
        ("31 Oct 2020, 19:19 GET", "2020-10-31", "19:19", "Asia/Tbilisi"),
        ("31 Ekim 2020 19:19 TSİ", "2020-10-31", "19:19", "Europe/Istanbul"),
        ("31 Ekim 2020 19:19 (TRT)", "2020-10-31", "19:19", "Europe/Istanbul"),
        ("31 октября 2020, 7:19 вечера", "2020-10-31", "19:19", ""),
        ("2020-10-31T19:19:00+04:00", "2020-10-31", "19:19", "Etc/GMT-4"),
        ("2020-10-31T19:19:00-0500", "2020-10-31", "19:19", "Etc/GMT+5"),
        ("31.10.2020 10:15-11:00", "2020-10-31", "10:15", ""),
        ("31 жовт. 2020", "2020-10-31", None, ""),
        ("31 Հոկտեմբեր, 2020 19։19", "2020-10-31", "19:19", ""),
        ("31․10․2020", "2020-10-31", None, ""),
        ("31 ოქტომბერს 2020 19:19 თბილისის დროით", "2020-10-31", "19:19", "Asia/Tbilisi"),
        ("Oct. 31, 2020 3:20 p.m. GMT+0400", "2020-10-31", "15:20", "Etc/GMT-4"),
    ],
)
def test_forms(line: str, date: str, time: str | None, zone: str) -> None:
    (stamp,) = stamps_of(0, line)
    assert str(stamp.found.date) == date
    assert (f"{stamp.time:%H:%M}" if stamp.time else None) == time
    assert stamp.zone == zone


def test_an_afternoon_hour_beside_pm_says_nothing_of_the_order() -> None:
    (stamp,) = stamps_of(0, "08/11/2026 | 20:26 PM")
    assert stamp.found.ambiguous
    assert not stamp.found.american
