"""Browsing by date."""

import pytest

from tests.factories import make_article


@pytest.fixture
def dated(db, index):
    make_article(headline="Morning", date="2020-10-31", time="00:30")
    make_article(headline="Evening", date="2020-10-31", time="19:19")
    make_article(headline="Next day", date="2020-11-01")
    make_article(headline="Some time in October", date="2020-10-01", precision="month")
    make_article(headline="Some time in 2020", date="2020-01-01", precision="year")
    make_article(headline="Long ago", date="1998-02-03")
    make_article(headline="Never", date=None)
    index()


def test_all_years(get, dated):
    page = get("/dates/")
    assert page.text("p[@class='lead']").startswith("7 articles by the day")
    assert page.texts("ul[@class='index-list']/li") == [
        "2020 5 articles",
        "1998 1 article",
        "Undated 1 article",
    ]
    assert page.links("ul[@class='index-list']") == {
        "2020": "/dates/2020/",
        "1998": "/dates/1998/",
        "Undated": "/articles/?undated=1",
    }
    assert page.links("ol[@class='bars']")["1998: 1 article"] == "/dates/1998/"


def test_every_page_of_dates_says_what_stands_under_none(get, dated):
    for address in ("/dates/", "/dates/2020/", "/dates/2020/10/", "/dates/2020/10/31/"):
        page = get(address)
        assert page.links("p[@class='hint undated']") == {"1 article without a date": "/articles/?undated=1"}


def test_year_is_twelve_calendars(get, dated):
    page = get("/dates/2020/")
    assert page.text("h1") == "2020"
    assert page.text("p[@class='lead']") == "5 articles, 2 of them dated only to the month or the year."
    assert len(page.all("table")) == 12
    assert page.links("caption") == {"October": "/dates/2020/10/", "November": "/dates/2020/11/"}
    assert page.links("tbody") == {
        "31: 2 articles": "/dates/2020/10/31/",
        "1: 1 article": "/dates/2020/11/1/",
    }
    shades = {cell.get("class") for cell in page.all("td") if cell.get("class")}
    assert shades == {"level-1", "level-2"}
    assert page.links("nav[@class='steps']") == {"← 2019": "/dates/2019/", "2021 →": "/dates/2021/"}


def test_month_lists_its_articles(get, dated):
    page = get("/dates/2020/10/")
    assert page.text("h1") == "October 2020"
    assert set(page.titles) == {"Morning", "Evening", "Some time in October", "Some time in 2020"}
    assert page.links("tbody") == {"31: 2 articles": "/dates/2020/10/31/"}
    assert "/articles/?from=2020-10&to=2020-10" in page.links("div[@class='list-tools']").values()
    assert page.links("nav[@class='steps']") == {
        "← Sep 2020": "/dates/2020/9/",
        "Nov 2020 →": "/dates/2020/11/",
    }


def test_day_is_local_and_by_time(get, dated):
    page = get("/dates/2020/10/31/")
    assert page.text("h1") == "Saturday, 31 October 2020"
    assert [title for title in page.titles if title in ("Morning", "Evening")] == ["Morning", "Evening"]
    assert page.titles == get("/articles/?from=2020-10-31&to=2020-10-31&sort=oldest").titles
    assert page.links("nav[@class='steps']") == {
        "← 30 Oct": "/dates/2020/10/30/",
        "1 Nov →": "/dates/2020/11/1/",
    }


@pytest.mark.parametrize("address", ["/dates/2020/", "/dates/2020/10/", "/dates/2020/10/05/"])
def test_a_date_written_otherwise_is_known_by_one_address(get, dated, address):
    odd = get(address.replace("2020", "02020"))
    known = address.replace("/05/", "/5/")
    assert odd.one("link[@rel='canonical']").get("href") == f"http://testserver{known}"


def test_dates_without_articles_have_pages_that_are_not_indexed(get, dated):
    for address in ("/dates/1/1/1/", "/dates/9999/12/31/", "/dates/1/", "/dates/9999/", "/dates/2001/2/"):
        page = get(address)
        assert page.status == 200
        assert page.one("meta[@name='robots']").get("content") == "noindex"


@pytest.mark.parametrize(
    "address", ["/dates/0/", "/dates/10000/", "/dates/2020/13/", "/dates/2020/2/30/", f"/dates/{10**30}/"]
)
def test_days_that_never_were_are_not_found(get, dated, address):
    assert get(address).status == 404


@pytest.mark.parametrize("address", ["/dates/", "/dates/2020/", "/dates/2020/10/", "/dates/2020/10/31/"])
def test_without_an_index(get, db, address):
    assert get(address).status == 503


@pytest.fixture
def talked(db, index):
    for date in ("2019-10-31", "2020-10-30", "2020-10-31"):
        make_article(
            headline=f"Opened on {date}",
            body="Ada Bell came.",
            persons=["Ada Bell"],
            date=date,
            place="Baku",
            section="Politics",
        )
    index()


@pytest.mark.parametrize(
    ("address", "listed", "said"),
    [
        ("/dates/2020/", "2020", "2 articles"),
        ("/dates/2020/10/", "2020-10", "2 articles"),
        ("/dates/2019/", "2019", "1 article"),
    ],
)
def test_a_year_and_a_month_say_what_was_written_about(address, listed, said, get, talked):
    page = get(address)
    names = ["Ada Bell", "Baku", "Politics"]
    assert page.texts("section[@class='talked']//li") == [f"{name} {said} with {name}" for name in names]
    links = page.links("section[@class='talked']")
    for name in names:
        assert links[f"{said} with {name}"].startswith(f"/articles/?from={listed}&to={listed}&")


def test_a_period_of_which_nothing_was_written_says_nothing_of_it(get, talked):
    for address in ("/dates/2018/", "/dates/2020/11/", "/dates/2020/11/1/"):
        page = get(address)
        assert not page.all("section[@class='talked']")
        assert not page.all("h2[@id='this-day-title']")


def test_a_day_shows_the_same_day_of_other_years(get, talked):
    page = get("/dates/2020/10/31/")
    assert page.links("section[@aria-labelledby='this-day-title']").keys() == {"Opened on 2019-10-31"}
    assert not get("/dates/2020/10/30/").all("h2[@id='this-day-title']")
