"""The first page."""

import datetime as dt

from django.core.cache import cache

from articles.models import ImportRun, Sighting
from articles.views import home
from tests.factories import make_article, make_person


def test_shows_what_the_archive_holds(get, index, db):
    make_article(headline="Older", date="2019-05-01", persons=[], section="Politics", place="Baku")
    make_article(headline="Newer", date="2021-05-01", language="ru")
    index()
    page = get("/")
    assert page.status == 200
    assert page.text("p[@class='lead']") == "2 articles to search in any spelling and alphabet."
    assert page.titles == ["Newer", "Older"]
    assert page.links("ol[@class='bars']") == {
        "2019: 1 article": "/?open=2019#over-time",
        "2021: 1 article": "/?open=2021#over-time",
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


def test_years_open_to_months_and_months_to_days(get, index, db):
    make_article(date="2019-05-01")
    make_article(date="2019-05-03")
    make_article(date="2019-07-03")
    index()
    page = get("/?open=2019-05")
    assert page.texts("div[@class='opened']/h3") == ["2019 3 articles", "May 2019 2 articles"]
    assert page.links("div[@class='opened']/h3")["3 articles"] == "/articles/?from=2019&to=2019"
    assert page.links("div[@class='opened']/ol") == {
        "May 2019: 2 articles": "/?open=2019-05#over-time",
        "July 2019: 1 article": "/?open=2019-07#over-time",
        "Wednesday 1 May 2019: 1 article": "/dates/2019/5/1/",
        "Friday 3 May 2019: 1 article": "/dates/2019/5/3/",
    }
    for odd in ("1999", "soon", "2019-05-01", "%00"):
        assert get(f"/?open={odd}").all("div[@class='opened']") == []


def test_who_and_what_the_period_talked_of(get, index, db):
    make_article(
        date="2019-05-01", body="Ada Bell came.", persons=["Ada Bell"], place="Baku", section="Politics"
    )
    make_article(date="2021-01-05", body="Bob Cole came.", persons=["Bob Cole"])
    index()
    page = get("/?open=2019")
    assert page.text("h2[@id='talked-title']") == "Much written about: 2019"
    assert page.texts("section[@class='talked']//li") == [
        "Ada Bell 1 article with Ada Bell",
        "Baku 1 article with Baku",
        "Politics 1 article with Politics",
    ]
    person = make_person("Ada Bell").pk
    counted = page.links("section[@class='talked']")["1 article with Ada Bell"]
    assert counted == f"/articles/?from=2019&to=2019&person={person}"
    line = page.all("section[@class='talked']//svg")[0]
    assert (line.get("viewbox"), [bar.get("x") for bar in line.iter("rect")]) == ("0 0 120 100", ["40"])
    assert get("/").text("h2[@id='talked-title']") == "Much written about: 2021"


def test_this_day_in_other_years(get, index, db, monkeypatch):
    monkeypatch.setattr(home.timezone, "localdate", lambda: dt.date(2021, 5, 1))
    for day in ("2019-05-01", "2020-05-01", "2020-05-02", "2021-05-01"):
        make_article(headline=f"Of {day}", date=day)
    index()
    page = get("/")
    assert page.texts("section[@aria-labelledby='this-day-title']//li/a") == [
        "Of 2020-05-01",
        "Of 2019-05-01",
    ]


def test_samples_say_so_and_stand_back(get, index, db):
    run = ImportRun.objects.create(arguments={"paths": ["samples"]})
    sample = make_article(headline="A sample", date="2025-01-01")
    Sighting.objects.create(original=sample.original, run=run, path="samples/a.txt")
    index()
    page = get("/")
    assert page.titles == ["A sample"]
    assert page.text("p[@class='message']").startswith("These are samples")
    assert "sample" in page.texts("p[@class='facts']/span")
    assert get(sample.get_absolute_url()).text("p[@class='message']").startswith("This is a sample")
    make_article(headline="Of our own", date="2019-01-01")
    index()
    cache.clear()
    page = get("/")
    assert page.titles == ["Of our own"]
    assert page.all("p[@class='message']") == []
    assert get("/articles/").titles == ["A sample", "Of our own"]
    Sighting.objects.create(original=sample.original, path="our/own/a.txt")
    cache.clear()
    assert get("/").titles == ["A sample", "Of our own"]


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
    assert asked[0] == asked[1] <= 12
