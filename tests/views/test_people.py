"""People: the index and the pages."""

import pytest

from articles.models.people import Standing
from tests.factories import make_article, make_person


@pytest.fixture
def people(db, index):
    ada = make_person("Ada Bell", "Ада Белл")
    make_article(
        headline="Both", body="Ada Bell met Carl Dorn.", persons=[ada, "Carl Dorn"], date="2020-05-01"
    )
    make_article(headline="She alone", body="Ada Bell again.", persons=[ada], date="2021-05-01")
    make_article(headline="He alone", body="Carl Dorn again.", persons=["Carl Dorn"], date="2019-05-01")
    make_article(headline="Nobody", body="Rain.")
    index()
    return ada


def test_index_by_number_of_articles(get, people):
    page = get("/people/")
    assert page.texts("ol[@class='index-list']/li") == [
        "Ada Bell 2 articles with Ada Bell",
        "Carl Dorn 2 articles with Carl Dorn",
    ]
    assert page.links("ol[@class='index-list']") == {
        "Ada Bell": people.get_absolute_url(),
        "2 articles with Ada Bell": f"/articles/?person={people.pk}",
        "Carl Dorn": make_person("Carl Dorn").get_absolute_url(),
        "2 articles with Carl Dorn": f"/articles/?person={make_person('Carl Dorn').pk}",
    }


def test_index_by_period(get, people):
    page = get("/people/?from=2021&to=2021")
    assert page.texts("ol[@class='index-list']/li") == ["Ada Bell 1 article with Ada Bell"]
    assert (
        f"/articles/?from=2021&to=2021&person={people.pk}" in page.links("ol[@class='index-list']").values()
    )
    bad = get("/people/?from=soon")
    assert bad.status == 200
    assert bad.text("p[@class='message']").startswith("From: “soon” is not a date")


def test_index_by_letter_in_each_script(get, people):
    page = get("/people/")
    assert page.texts("nav[@class='letters']//dt") == ["Latin", "Cyrillic"]
    assert page.links("nav[@class='letters']") == {
        "B": "/people/?script=Latn&letter=B",
        "D": "/people/?script=Latn&letter=D",
        "Б": "/people/?script=Cyrl&letter=%D0%91",
    }
    cyrillic = get("/people/?script=Cyrl&letter=Б")
    assert cyrillic.text("h1") == "Surnames with Б"
    assert cyrillic.texts("ul[@class='index-list']/li") == ["Ада Белл Ada Bell"]
    assert cyrillic.links("ul[@class='index-list']") == {"Ада Белл": people.get_absolute_url()}
    for odd in ("script=Latn&letter=%00", "script=x&letter=B", "letter=", "script=Latn&letter=BB"):
        assert get(f"/people/?{odd}").text("h1") == "People"
    assert get("/people/?script=Latn&letter=Z").text("p[@class='empty']") == "No surname begins so."


@pytest.fixture
def often(db, index):
    """Ada is mentioned in three articles, Carl in two; Dora in one, but an editor has confirmed her."""
    dora = make_person("Dora Dahl", standing=Standing.CONFIRMED)
    make_article(body="Ada Bell met Carl Dorn.", persons=["Ada Bell", "Carl Dorn"], date="2020-05-01")
    make_article(body="Ada Bell met Carl Dorn.", persons=["Ada Bell", "Carl Dorn"], date="2021-05-01")
    make_article(body="Ada Bell met Dora Dahl.", persons=["Ada Bell", dora], date="2022-05-01")
    index()


def test_names_seen_once_or_twice_are_left_out_unless_asked_for(get, often):
    def names(page):
        return [text.split(" ")[0] for text in page.texts("ol[@class='index-list']/li")]

    page = get("/people/")
    assert names(page) == ["Ada", "Dora"]
    assert page.links("p[@class='hint few']") == {"Also names seen once or twice": "/people/?few=1"}
    asked = get("/people/?few=1")
    assert names(asked) == ["Ada", "Carl", "Dora"]
    assert asked.links("p[@class='hint few']") == {}
    assert names(get("/people/?from=2021&to=2021")) == ["Ada"]  # of a period, who is known from all of them
    assert get("/people/?from=2021&to=2021").links("p[@class='hint few']") == {
        "Also names seen once or twice": "/people/?from=2021&to=2021&few=1"
    }
    assert get("/people/?name=dor").texts("ul[@class='index-list']/li") == ["Carl Dorn"]


def test_letters_leave_them_out_too(get, often):
    page = get("/people/?script=Latn&letter=D")
    assert page.texts("ul[@class='index-list']/li") == ["Dora Dahl"]
    assert page.links("nav[@class='letters']") == {
        "B": "/people/?script=Latn&letter=B",
        "D": "/people/?script=Latn&letter=D",
    }
    (address,) = page.links("p[@class='hint few']").values()
    assert address == "/people/?script=Latn&letter=D&few=1"
    asked = get(address)
    assert asked.texts("ul[@class='index-list']/li") == ["Dora Dahl", "Carl Dorn"]
    assert asked.links("nav[@class='letters']")["B"] == "/people/?script=Latn&letter=B&few=1"
    canonical = asked.one("link[@rel='canonical']").get("href")
    assert canonical == f"http://testserver{address}"


def test_finding_a_name(get, people):
    page = get("/people/?name=бел")
    assert page.texts("ul[@class='index-list']/li") == ["Ada Bell Ада Белл"]
    assert (
        get("/people/?name=zzz").texts("section/p[@class='empty']")[0].startswith("Nobody’s name begins so.")
    )


def test_page_of_a_person(get, people):
    page = get(people.get_absolute_url())
    assert page.text("h1") == "Ada Bell"
    assert page.texts("dl[@class='spellings']/div") == ["Cyrillic Ада Белл"]
    assert page.texts("p[@class='ends']/span") == ["First: 1 May 2020", "Last: 1 May 2021"]
    assert page.links("section[@class='coverage']") == {
        "turan.az": "/sources/turan-az/",
        "2 articles": f"/articles/?person={people.pk}&source=turan-az",
    }
    assert page.titles == ["She alone", "Both"]
    assert page.links("ol[@class='bars']") == {
        "2020: 1 article": f"/articles/?person={people.pk}&from=2020&to=2020",
        "2021: 1 article": f"/articles/?person={people.pk}&from=2021&to=2021",
    }
    carl = make_person("Carl Dorn")
    both = f"/articles/?person={people.pk}&q=person%3A%22Carl+Dorn%22"
    assert page.links("section[@class='company']") == {
        "Carl Dorn": carl.get_absolute_url(),
        "1 article with both": both,
    }
    assert get(both).titles == ["Both"]
    assert page.links("section[@class='facet']") == {
        "turan.az 2 articles": f"/articles/?person={people.pk}&source=turan-az",
        "No section 2 articles": f"/articles/?person={people.pk}&section=-",
        "English 2 articles": f"/articles/?person={people.pk}&language=en",
        "No place 2 articles": f"/articles/?person={people.pk}&place=-",
    }


def test_passages_are_those_that_mention_the_person(get, index, db):
    ada = make_person("Ada Bell")
    rain = "It rained in Baku and in Ganja, and nobody knew for how long. " * 10
    body = f"{rain}\n\nThen Ada Bell, whom all knew, went out. {rain}"
    make_article(headline="Ada Bell in the rain", body=body, persons=[ada])
    gone = make_article(headline="Edited", body="Ada Bell was here.", persons=[ada], date="2019-01-01")
    type(gone).objects.filter(pk=gone.pk).update(body="Nobody was here.")
    index()
    page = get(ada.get_absolute_url())
    first, second = page.texts("p[@class='snippet']")
    assert first.startswith("…Then Ada Bell, whom all knew, went out. It rained") and first.endswith("…")
    assert second == "Nobody was here."
    assert page.texts("mark") == ["Ada Bell", "Ada Bell"]
    assert get(f"/articles/?person={ada.pk}").texts("p[@class='snippet']") == [first, second]


def test_wrong_or_missing_slug_redirects(client, people):
    for wrong in (f"/people/{people.pk}/", f"/people/{people.pk}/someone-else/"):
        response = client.get(wrong)
        assert (response.status_code, response["Location"]) == (301, people.get_absolute_url())


def test_merged_person_leads_to_the_other(client, people):
    merged = make_person("A. Bell", merged_into=people)
    response = client.get(merged.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, people.get_absolute_url())


def test_rejected_or_unknown_person_is_not_found(get, people):
    assert get(make_person("No Person", standing=Standing.REJECTED).get_absolute_url()).status == 404
    assert get("/people/999999/x/").status == 404
    assert get(f"/people/{10**30}/x/").status == 404


def test_number_of_queries_does_not_grow(queries, index):
    asked = []
    ada = make_person("Ada Bell", "Ада Белл")
    for rounds in (1, 2):
        for n in range(rounds):
            make_article(
                body="Ada Bell met Carl Dorn.",
                persons=[ada, "Carl Dorn"],
                source=f"s{rounds}{n}.az",
                section=f"S {n}",
                place=f"P {n}",
            )
        index()
        asked.append(queries(ada.get_absolute_url()))
    assert asked[0] == asked[1] <= 10
