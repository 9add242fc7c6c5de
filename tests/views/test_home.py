"""The first page."""

from tests.factories import make_article


def test_shows_what_the_archive_holds(get, index, db):
    make_article(headline="Older", date="2019-05-01", persons=[], section="Politics", place="Baku")
    make_article(headline="Newer", date="2021-05-01", language="ru")
    index()
    page = get("/")
    assert page.status == 200
    assert page.text("p[@class='lead']") == "2 articles to search in any spelling and alphabet."
    assert page.titles == ["Newer", "Older"]
    assert page.links("ol[@class='bars']") == {
        "2019: 1 article": "/articles/?from=2019&to=2019",
        "2021: 1 article": "/articles/?from=2021&to=2021",
    }
    links = page.links("section[@class='facet']")
    assert links["turan.az 2 articles"] == "/articles/?source=turan-az"
    assert links["Russian 1 article"] == "/articles/?language=ru"
    assert len(page.all("form[@role='search']")) == 1


def test_bars_have_a_scale_and_undated_articles_do_not_vanish(get, index, db):
    for day in ("2019-05-01", "2021-05-01", "2021-06-01"):
        make_article(date=day)
    make_article(headline="Some time", date=None)
    make_article(headline="Another time", date=None)
    index()
    page = get("/")
    scale = page.one("p[@class='bars-scale']")
    assert page.text("p[@class='bars-scale']") == "Highest: 2 articles, 2021"
    assert page.one("ol[@class='bars']").get("aria-describedby") == scale.get("id")
    assert page.links("p[@class='hint undated']") == {"2 articles without a date": "/articles/?undated=1"}
    assert set(get("/articles/?undated=1").titles) == {"Some time", "Another time"}


def test_empty_archive_says_how_to_begin(get, index):
    index()
    page = get("/")
    assert page.status == 200
    assert "import_articles" in page.text("p[@class='empty']")


def test_without_an_index(get, db):
    assert get("/").status == 503


def test_number_of_queries_does_not_grow(queries, index):
    asked = []
    for rounds in (1, 2):
        for n in range(rounds):
            make_article(
                source=f"s{rounds}{n}.az",
                section=f"S {n}",
                place=f"P {n}",
                body="By Ada Bell.",
                persons=["Ada Bell"],
            )
        index()
        asked.append(queries("/"))
    assert asked[0] == asked[1] <= 6
