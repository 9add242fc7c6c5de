"""How dates and languages are written."""

import datetime as dt

import pytest

from articles.models import Article
from articles.templatetags.archive import direction, iso_published, lang_tag, language_name, published


def article(date: str | None, time: str | None = None, timezone: str = "", precision: str = "day") -> Article:
    found = Article()
    found.set_published(
        dt.date.fromisoformat(date) if date else None,
        dt.time.fromisoformat(time) if time else None,
        timezone,
        precision,
    )
    return found


@pytest.mark.parametrize(
    ("given", "text", "iso"),
    [
        ((None,), "undated", ""),
        (("2020-10-31",), "31 October 2020", "2020-10-31"),
        (
            ("2020-10-31", "19:19", "Asia/Baku"),
            "31 October 2020, 19:19 Baku time (UTC+4)",
            "2020-10-31T19:19+04:00",
        ),
        (("2020-10-31", "19:19"), "31 October 2020, 19:19 (time zone unknown)", "2020-10-31T19:19"),
        (("2020-07-01", "08:00", "America/St_Johns"), None, "2020-07-01T08:00-02:30"),
        (("2020-07-01", "08:00", "UTC"), "1 July 2020, 08:00 UTC", "2020-07-01T08:00+00:00"),
        (("2020-10-01", None, "", "month"), "October 2020", "2020-10"),
        (("2020-01-01", None, "", "year"), "2020", "2020"),
        (("0987-01-01", None, "", "year"), None, "0987"),
    ],
)
def test_published(given, text, iso):
    found = article(*given)
    assert iso_published(found) == iso
    if text:
        shown = published(found, zone=True)
        assert shown == (f'<time datetime="{iso}">{text}</time>' if iso else text)


def test_zone_of_half_hours_and_west():
    shown = published(article("2020-07-01", "08:00", "America/St_Johns"), zone=True)
    assert "08:00 St Johns time (UTC−2:30)" in shown


def test_languages():
    assert [language_name(code) for code in ("en", "hy", "und", "", "xx")] == [
        "English",
        "Armenian",
        "Language undetermined",
        "Language undetermined",
        "xx",
    ]
    assert [direction(code) for code in ("fa", "en", "und")] == ["rtl", "ltr", "ltr"]
    assert [lang_tag(code) for code in ("und", "ka")] == ["", "ka"]
