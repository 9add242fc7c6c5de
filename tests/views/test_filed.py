"""Sources, sections and places: their indexes and pages."""

import pytest

from articles.models import PlaceName
from tests.factories import make_article, make_place, make_section, make_source

KINDS = [("sources", "source"), ("sections", "section"), ("places", "place")]


@pytest.fixture
def filed(db, index):
    for n in range(2):
        make_article(
            headline=f"B {n}", source="b.az", section="Beta", place="Bolnisi", date=f"2020-01-0{n + 1}"
        )
    make_article(headline="A", source="a.az", section="Alpha", place="Agdam", date="2021-01-01")
    make_article(headline="None", source=None, date=None)
    make_source("empty.az"), make_section("Empty"), make_place("Empty")
    index()


@pytest.mark.parametrize(
    ("address", "by_number", "by_name"),
    [
        (
            "/sources/",
            ["b.az 2 articles English; 2020", "Source unknown 1 article", "a.az 1 article English; 2021"],
            "a.az 1 article English; 2021",
        ),
        ("/sections/", ["Beta 2 articles", "No section 1 article", "Alpha 1 article"], "Alpha 1 article"),
        ("/places/", ["Bolnisi 2 articles", "No place 1 article", "Agdam 1 article"], "Agdam 1 article"),
    ],
)
def test_index_lists_what_has_articles(get, filed, address, by_number, by_name):
    page = get(address)
    assert page.texts("ul[@class='index-list']/li") == by_number
    assert get(f"{address}?sort=name").texts("ul[@class='index-list']/li")[0] == by_name
    assert page.one("link[@rel='canonical']").get("href") == f"http://testserver{address}"
    parameter = address.strip("/").removesuffix("s")
    assert f"/articles/?{parameter}=-" in page.links("ul[@class='index-list']").values()


@pytest.mark.parametrize(
    ("address", "name", "parameter"),
    [
        ("/sources/b-az/", "b.az", "source=b-az"),
        ("/sections/beta/", "Beta", "section=beta"),
        ("/places/bolnisi/", "Bolnisi", "place=bolnisi"),
    ],
)
def test_page_lists_its_articles_and_leads_to_filtered_lists(get, filed, address, name, parameter):
    page = get(address)
    assert page.text("h1") == name
    assert page.titles == ["B 1", "B 0"]
    assert f"/articles/?{parameter}" in page.links("div[@class='list-tools']").values()
    facets = page.links("section[@class='facet']")
    assert facets["English 2 articles"] == f"/articles/?{parameter}&language=en"
    assert not any(text.startswith(name) for text in facets)
    assert page.one("link[@rel='canonical']").get("href") == f"http://testserver{address}"


def test_row_without_articles_has_a_page(get, filed):
    page = get("/sources/empty-az/")
    assert (page.status, page.titles, page.text("p[@class='empty']")) == (200, [], "No article here.")


@pytest.mark.parametrize("address", ["/sources/nope/", "/sections/nope/", "/places/nope/"])
def test_unknown_row_is_not_found(get, filed, address):
    assert get(address).status == 404


def test_names_in_all_languages(get, filed):
    PlaceName.objects.create(place=make_place("Bolnisi"), name="ბოლნისი", language="ka")
    page = get("/places/bolnisi/")
    assert page.texts("p[@class='lead other-names']/span") == ["ბოლნისი"]
    assert page.one("p[@class='lead other-names']/span").get("lang") == "ka"


@pytest.mark.parametrize("address", ["/sources/", "/sections/", "/sources/b-az/"])
def test_bad_pages_are_said(get, filed, address):
    page = get(f"{address}?page=abc&sort=%00")
    assert page.status == 200
    assert page.text("p[@class='message']").startswith("That is not the number of a page")


@pytest.mark.parametrize("address", ["/sources/", "/sources/b-az/"])
def test_without_an_index(get, db, address):
    make_source("b.az")
    assert get(address).status == 503


def test_number_of_queries_does_not_grow(queries, filed, index):
    few = [queries(address) for address in ("/sources/", "/sources/b-az/")]
    for n in range(3):
        make_article(source="b.az", section=f"S {n}", place=f"P {n}", persons=[])
        make_article(source=f"s{n}.az")
    index()
    assert [queries(address) for address in ("/sources/", "/sources/b-az/")] == few
    assert few[0] <= 2
    assert few[1] <= 5


def test_sources_tell_their_languages_and_years(get, index, db):
    for day, language in (("2019-01-01", "en"), ("2021-05-01", "en"), ("2020-01-01", "ru")):
        make_article(source="turan.az", date=day, language=language)
    make_article(source="report.az", date=None)
    index()
    told = get("/sources/").texts("ul[@class='index-list']/li/span[@class='hint']")
    assert told == ["English, Russian; 2019–2021", "English"]
    assert get("/sections/").all("ul[@class='index-list']/li/span[@class='hint']") == []
