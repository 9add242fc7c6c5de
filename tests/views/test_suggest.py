"""Suggestions for what somebody has begun to type."""

import re

import pytest

from articles.models.people import Standing
from tests.factories import make_article, make_person, make_source


def suggested(client, text: str) -> list[tuple[str, str, str]]:
    found = client.get("/suggest/", {"q": text}).json()["suggestions"]
    return [(one["kind"], one["label"], one["note"]) for one in found]


@pytest.fixture
def known(db, index):
    make_person("Yevgeny Buzhinsky", "Евгений Бужинский")
    make_person("Nikolai Buzhin")
    make_source("buzz.az")
    make_article(headline="Buzhinsky speaks", body="The speech of Buzhinsky.")
    index()


def test_people_sources_and_words(client, known):
    assert suggested(client, "buz") == [
        ("person", "Nikolai Buzhin", ""),
        ("person", "Yevgeny Buzhinsky", ""),
        ("source", "buzz.az", ""),
        ("word", "buzhinsky", ""),
    ]


def test_any_spelling_and_any_order_of_words(client, known):
    assert suggested(client, "БУЖ")[0] == ("person", "Yevgeny Buzhinsky", "Евгений Бужинский")
    for text in ("yevgeny buzh", "Buzhinsky Yev"):
        assert [one for one in suggested(client, text) if one[0] == "person"] == [
            ("person", "Yevgeny Buzhinsky", "")
        ]
    assert [one for one in suggested(client, "Ivan Buzh") if one[0] == "person"] == []


@pytest.mark.parametrize("text", ["Эрдоган", "ერდოღანი", "Реджеп Тайип Эрдоган", "Реджеп Эрдоган"])
def test_who_asks_for_a_name_may_spell_it_as_no_article_does(client, db, index, text):
    for name in ("Recep Tayyip Erdoğan", "Ryan Jordan", "Реджеп Иванов"):
        make_person(name)
    index()
    found = client.get("/people/", {"name": text, "from": "1990"}).content.decode()
    assert re.findall(r'href="/people/\d+/([\w-]*)/"', found) == ["recep-tayyip-erdogan"]
    persons = client.get("/api/v1/persons", {"name": text}).json()["persons"]
    assert [one["name"] for one in persons] == ["Recep Tayyip Erdoğan"]
    assert [one for one in suggested(client, text) if one[0] == "person"] == []  # while typing: beginnings


def test_words_go_on_from_what_was_typed(client, known):
    found = client.get("/suggest/", {"q": "the spee"}).json()["suggestions"]
    assert found == [
        {"kind": "word", "label": "the speech", "address": "/articles/?q=the+speech", "note": ""}
    ]


def test_merged_and_rejected_are_not_suggested(client, known):
    live = make_person("Yevgeny Buzhinsky")
    make_person("Eugene Buzhinski", merged_into=live)
    make_person("Buzhur Buzhar", standing=Standing.REJECTED)
    people = [label for kind, label, _ in suggested(client, "buzh") if kind == "person"]
    assert people == ["Nikolai Buzhin", "Yevgeny Buzhinsky"]


@pytest.mark.parametrize("text", ["", " ", "b", "\0", "%", "_", "*" * 5000, "((", "ა"])
def test_odd_beginnings(client, known, text):
    assert client.get("/suggest/", {"q": text}).status_code == 200


def test_who_is_in_most_articles_comes_first_and_names_seen_once_not_at_all(client, index):
    for name, times in (("Ada Bell", 3), ("Carl Bellamy", 4), ("Dora Bellini", 1)):
        for _ in range(times):
            make_article(body=f"{name} spoke.", persons=[name])
    index()
    people = [label for kind, label, _ in suggested(client, "bell") if kind == "person"]
    assert people == ["Carl Bellamy", "Ada Bell"]
    assert suggested(client, "bellini")[0] == ("person", "Dora Bellini", "")  # there is nobody else


def test_number_of_queries_does_not_grow(queries, index):
    asked = []
    for number in (1, 30):
        for n in range(number):
            make_article(body=f"Ada Bell{n} spoke.", persons=[f"Ada Bell{n}"])
        index()
        asked.append(queries("/suggest/?q=bell"))
    assert asked[0] == asked[1] <= 5


def test_without_an_index_people_are_still_suggested(client, db):
    make_person("Ada Bell")
    assert suggested(client, "bell") == [("person", "Ada Bell", "")]


def test_a_pasted_address_gives_its_article(client, known):
    article = make_article(headline="From the web", original_url="https://example.az/news/1?id=5")
    make_article(original_url="https://example.az/news/2", status="withdrawn")
    assert suggested(client, "http://www.example.az/news/1/?id=5")[0] == ("article", "From the web", "")
    assert suggested(client, "https://example.az/news/2") == []
    page = client.get("/articles/", {"q": "https://example.az/news/1?id=5"}).content.decode()
    assert f'<a href="{article.get_absolute_url()}">From the web</a>' in page
