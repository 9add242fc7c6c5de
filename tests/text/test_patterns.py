"""Dates by a pattern that an editor wrote down."""

import re

import pytest

from articles.text.patterns import date_by, pattern_of


@pytest.mark.parametrize(
    ("pattern", "text", "date"),
    [
        ("/YYYY/MM/DD/", "https://x.az/2020/10/31/bridge", "2020-10-31"),
        ("/YYYY/MM/", "https://x.az/2020/10/31/bridge", "2020-10"),
        ("news_DDMMYYYY", "in/news_31102020.txt", "2020-10-31"),
        ("YYYYMMDD", "a1202010311", ""),
        ("YYYYMMDD", "a/20201031-1.txt", "2020-10-31"),
        ("YYYY", "a/2020.txt", "2020"),
        ("x*YYYY", "x.az/a/2020", "2020"),
        ("/YYYY/MM/DD/", "https://x.az/2020/13/31/bridge", ""),
        ("/YYYY/MM/DD/", "https://x.az/2020/02/30/bridge", ""),
        ("(YYYY)", "a(2020)", "2020"),
        ("(YYYY)", "a2020", ""),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, date: str) -> None:
    assert date_by(pattern_of(pattern), text) == date


@pytest.mark.parametrize("pattern", ["", "MM/DD", "YYYY/YYYY", "YYYY-DD", "date"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(pattern)}$"):
        pattern_of(pattern)
