"""Outlets side by side."""

from collections import Counter

import pytest

from articles.likeness.reprints import find_all
from articles.lists.comparing import Counted, volumes_of
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article


@pytest.fixture
def outlets(db, index):
    make_article(body=TEXTS["en"], source="a.az", date="2020-10-01")
    make_article(body=TEXTS["en"], source="b.az", date="2020-10-02")
    for n in range(2):
        make_article(
            body=f"Ada Bell spoke, {n}.", source="a.az", persons=["Ada Bell"], place="Baku", date="2020-12-05"
        )
        make_article(body=f"Карл Дорн, {n}.", source="b.az", persons=["Карл Дорн"], language="ru", date=None)
    make_article(body="Both know Eve Fox.", source="a.az", persons=["Eve Fox"], date="2020-12-05")
    make_article(
        body="Snow fell on the road, and Eve Fox went home by bus.",
        source="b.az",
        persons=["Eve Fox"],
        date="2020-12-06",
    )
    assert sum(find_all()) == 8
    index()


def test_what_two_outlets_share_and_what_only_one_wrote_of(get, outlets):
    page = get("/sources/compare/?source=a.az&source=b-az")
    assert page.texts("div[@class='compared']/p") == ["a.az 4 articles", "b.az 4 articles"]
    assert page.texts("section[@aria-labelledby='volume-title']//tbody/tr") == [
        "October 202011",
        "December 202031",
    ]
    assert page.texts("table[@class='fields by-language']/tbody/tr") == [
        "English4 100%2 50%",
        "Russian–2 50%",
    ]
    assert page.texts("section[@class='shared']//tbody/tr") == ["a.az, b.az1a.az: 1, b.az: 0"]
    assert page.texts("section[@class='only']//li") == [
        "Ada Bell 2 articles",
        "Baku 2 articles",
        "Карл Дорн 2 articles",
    ]
    assert page.links("section[@class='only']")["Baku"] == "/places/baku/"
    assert get(page.links("div[@class='compared']")["4 articles"]).status == 200
    assert [rect.get("height") for rect in page.all("div[@class='compared']/svg/rect")] == [
        *("20.0", "60.0"),
        *("20.0", "20.0"),
    ]


def test_only_a_period_is_compared(get, outlets):
    page = get("/sources/compare/?source=a.az&source=b.az&from=2020-12&to=2020-12")
    assert page.texts("div[@class='compared']/p") == ["a.az 3 articles", "b.az 1 article"]
    assert page.links("div[@class='compared']")["3 articles"] == (
        "/articles/?from=2020-12&to=2020-12&source=a-az"
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "Name two sources or more: by name, or by the domain, such as turan.az."),
        ("?source=a.az", "Name a second source."),
        ("?source=a.az&source=a-az", "Name a second source."),
    ],
)
def test_one_source_or_none_is_not_compared(get, outlets, asked, said):
    assert get(f"/sources/compare/{asked}").text("p[@class='empty']") == said


def test_what_cannot_be_compared_is_said(get, outlets):
    page = get("/sources/compare/?source=a.az&source=nobody&from=never")
    assert page.status == 200
    first, second = page.texts("p[@class='message']")
    assert first.startswith("From: “never” is not a date")
    assert second == "No source here is called “nobody”."


def test_number_of_queries_does_not_grow(queries, outlets, index):
    address = "/sources/compare/?source=a.az&source=b.az"
    few = queries(address)
    for n in range(30):
        make_article(
            body=f"Text {n}", source="a.az", persons=[f"Ada {'ABCDEFGHIJ'[n % 10]}ell"], place=f"P {n}"
        )
    index()
    assert queries(address) == few <= 7


def of_months(by_month: dict[int, int], vague: dict[int, int] | None = None) -> Counted:
    by_year = Counter(vague or {})
    for month, count in by_month.items():
        by_year[month // 100] += count
    return Counted(sum(by_year.values()), by_month, by_year, {}, {}, {})


def test_many_months_are_years():
    step, keys, volumes = volumes_of([of_months({199001: 2, 199012: 1}), of_months({200203: 4})])
    assert (step, keys[0], keys[-1], len(keys)) == ("year", "1990", "2002", 13)
    assert [sum(volume) for volume in volumes] == [3, 4]
    assert volumes_of([of_months({}), of_months({})]) == ("month", [], [[], []])


def test_what_is_dated_to_the_year_alone_counts_in_it():
    alone = of_months({}, {1990: 5, 1992: 1})
    assert volumes_of([alone, of_months({})]) == ("year", ["1990", "1991", "1992"], [[5, 0, 1], [0, 0, 0]])
    both = of_months({199001: 2, 200203: 1}, {1990: 5})
    assert volumes_of([both])[2][0][0] == 7
