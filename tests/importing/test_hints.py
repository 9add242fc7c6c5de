import pytest

from articles.importing.hints import checked
from articles.reading.model import Hints


def test_blanks_around_are_taken_off_and_the_path_stays():
    hints = Hints(source=" turan.az ", language="AZ", path=" a .txt", published=" 2020-10 ")
    assert checked(hints) == Hints(source="turan.az", language="az", path=" a .txt", published="2020-10")


@pytest.mark.parametrize(
    "published",
    ["2020", "2020-10", "2020-02-29", "2020-10-31T19:19", "2020-10-31 19:19", "2020-10-31T19:19:59"],
)
def test_dates(published):
    assert checked(Hints(published=published)).published == published


@pytest.mark.parametrize(
    ("hints", "message"),
    [
        (Hints(source="x" * 201), "source is longer than 200 letters"),
        (Hints(source="///"), "'///' is no source: a name needs a letter or a digit"),
        (Hints(section=" – "), "'–' is no section"),
        (Hints(source="ﷺ" * 20), "is no source"),  # 20 letters that stand for 360
        (Hints(section="a\nb"), "section holds characters"),
        (Hints(source="\udcff"), "source holds characters"),
        (Hints(language="Klingonese"), "no language code"),
        (Hints(timezone="Mars"), "no time zone"),
        (Hints(url="http://[bad"), "no web address"),
        (Hints(url="javascript:alert(1)"), "no web address"),
        (Hints(published="2021-02-29"), "not a date"),
        (Hints(published="2020-10-31T25:00"), "not a date"),
    ],
)
def test_what_cannot_be_is_said(hints, message):
    with pytest.raises(ValueError, match=message):
        checked(hints)
