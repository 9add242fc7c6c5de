"""Reconciliation: OpenRefine's own requests, in their shapes, and what is wrong with others.

The shapes are those of OpenRefine 3.8: StandardReconConfig (queries by POST, type guessing with a limit of
3), ReconciledDataExtensionJob (extend by POST), the suggest widgets and the preview (GET).
"""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.editing.withdrawal import withdraw
from articles.identity import archive_name
from articles.models import Article, Person
from articles.protocols.reconciling.asking import MOST, NotAsked, queries_of, years_of
from articles.search import indexing
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded; charset=UTF-8"


@pytest.fixture
def aliyev() -> Person:
    person = make_person("Ilham Aliyev", wikidata_id="Q57556", description="President of Azerbaijan")
    for date, source in (("2019-05-01", "turan.az"), ("2021-05-01", "kura.example")):
        make_article(headline=f"Ilham Aliyev in {date[:4]}", date=date, source=source, persons=[person])
    make_article(headline="Nino Beridze", persons=["Nino Beridze"], date="2020-01-01")
    indexing.rebuild()
    return person


def ask(client: Client, queries: dict[str, Any]) -> dict[str, Any]:
    """As OpenRefine posts a batch."""
    answer = client.post("/reconcile/", urlencode({"queries": json.dumps(queries)}), content_type=FORM)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    return {key: value["result"] for key, value in answer.json().items()}


def test_the_manifest(client: Client, aliyev: Person) -> None:
    told = client.get("/reconcile/").json()
    assert told == client.get("/reconcile").json()
    assert told["versions"] == ["0.2"]
    assert told["name"] == archive_name()
    assert told["identifierSpace"] == "http://testserver/people/"
    assert told["schemaSpace"] == "http://testserver/reconcile"
    assert told["defaultTypes"] == [{"id": "person", "name": "Person"}]
    assert told["batchSize"] == 50
    view = told["view"]["url"].replace("{{id}}", str(aliyev.pk)).removeprefix("http://testserver")
    assert client.get(view, follow=True).status_code == 200
    preview = told["preview"]["url"].replace("{{id}}", str(aliyev.pk)).removeprefix("http://testserver")
    answer = client.get(preview)
    assert b"Ilham Aliyev" in answer.content
    assert b"2 articles, 2019" in answer.content
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    services = [*told["suggest"].values(), told["extend"]["propose_properties"]]
    for service in services:
        address = service["service_url"] + service["service_path"]
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_openrefine_guesses_the_type(client: Client, aliyev: Person) -> None:
    found = ask(
        client,
        {
            "q0": {"query": "Ilham Aliyev", "limit": 3},
            "q1": {"query": "Илҳам Алиев", "limit": 3},
            "q2": {"query": "nobody of this name", "limit": 3},
        },
    )
    assert [one["id"] for one in found["q0"]] == [str(aliyev.pk)]
    assert found["q0"][0] == {
        "id": str(aliyev.pk),
        "name": "Ilham Aliyev",
        "description": "President of Azerbaijan",
        "type": [{"id": "person", "name": "Person"}],
        "score": 1.0,
        "match": True,
    }
    assert [(one["id"], one["match"]) for one in found["q1"]] == [(str(aliyev.pk), True)]
    assert found["q2"] == []


@pytest.mark.parametrize(
    "name", ["İlham Əliyev", "Илҳам Алиев", "Իլհամ Ալիև", "ილჰამ ალიევი", "Aliyev, Ilham", "ILHAM ALIYEV"]
)
def test_in_any_script(client: Client, aliyev: Person, name: str) -> None:
    query = {"query": name, "type": "person", "type_strict": "should", "limit": 5, "properties": []}
    [found] = ask(client, {"q0": query})["q0"]
    assert (found["id"], found["match"]) == (str(aliyev.pk), True)


def test_by_get(client: Client, aliyev: Person) -> None:
    asked = urlencode({"queries": json.dumps({"a": {"query": "Nino Beridze"}})})
    assert client.get(f"/reconcile/?{asked}").json()["a"]["result"][0]["name"] == "Nino Beridze"


@pytest.mark.parametrize(
    ("property", "value", "is_match"),
    [
        ("wikidata", "Q57556", True),
        ("wikidata", {"id": "Q57556", "name": "Ilham Aliyev"}, True),
        ("wikidata", "Q1", False),
        ("years", 2019, True),
        ("years", "2015-2018", False),
        ("years", ["1990", "2020-2021"], True),
        ("sources", "kura.example", True),
        ("sources", "aras.example", False),
        ("unknown", "x", True),
    ],
)
def test_what_is_known_besides(
    client: Client, aliyev: Person, property: str, value: Any, is_match: bool
) -> None:
    query = {"query": "İlham Əliyev", "type": "person", "properties": [{"pid": property, "v": value}]}
    [found] = ask(client, {"q0": query})["q0"]
    assert (found["id"], found["match"]) == (str(aliyev.pk), is_match)


def test_no_year_speaks_against_whose_articles_have_no_date(client: Client) -> None:
    person = make_person("Tony Blair")
    make_article(headline="Blair in Baku", date=None, persons=[person])
    indexing.rebuild()
    [found] = ask(client, {"q0": {"query": "Tony Blair", "properties": [{"pid": "years", "v": "2004"}]}})[
        "q0"
    ]
    assert (found["id"], found["match"]) == (str(person.pk), True)


def test_by_the_wikidata_id_under_any_name(client: Client, aliyev: Person) -> None:
    query = {
        "query": "the president",
        "properties": [{"pid": "wikidata", "v": "http://www.wikidata.org/entity/Q57556"}],
    }
    assert [one["id"] for one in ask(client, {"q0": query})["q0"]] == [str(aliyev.pk)]


def test_two_that_are_equally_like_are_no_match(client: Client) -> None:
    for number in (1, 2):
        make_person("Nino Beridze" if number == 1 else "Nina Beridze", wikidata_id=f"Q{number}")
    Person.objects.filter(wikidata_id="Q2").update(name="Nino Beridze")
    Person.objects.get(wikidata_id="Q2").names.update(text="Nino Beridze")
    found = ask(client, {"q0": {"query": "Nino Beridze"}})["q0"]
    assert [one["match"] for one in found] == [False, False]


def test_another_type_finds_nobody(client: Client, aliyev: Person) -> None:
    assert ask(client, {"q0": {"query": "Ilham Aliyev", "type": "place"}}) == {"q0": []}


def test_extend(client: Client, aliyev: Person) -> None:
    """As OpenRefine adds columns from reconciled values."""
    asked = {
        "ids": [str(aliyev.pk), "999999", "Q57556"],
        "properties": [{"id": name} for name in ("wikidata", "years", "sources", "names", "articles")],
    }
    answer = client.post("/reconcile/", urlencode({"extend": json.dumps(asked)}), content_type=FORM).json()
    assert [one["id"] for one in answer["meta"]] == ["wikidata", "years", "sources", "names", "articles"]
    told = answer["rows"][str(aliyev.pk)]
    told["sources"].sort(key=lambda one: one["str"])
    assert told == {
        "wikidata": [{"str": "Q57556"}],
        "years": [{"int": 2019}, {"int": 2021}],
        "sources": [{"str": "kura.example"}, {"str": "turan.az"}],
        "names": [{"str": "Ilham Aliyev"}],
        "articles": [{"int": 2}],
    }
    assert set(map(str, answer["rows"]["999999"].values())) == {"[]"}
    assert set(map(str, answer["rows"]["Q57556"].values())) == {"[]"}


def test_suggest(client: Client, aliyev: Person) -> None:
    [person] = client.get("/reconcile/suggest/entity?prefix=aliyev+il").json()["result"]
    assert (person["id"], person["name"]) == (str(aliyev.pk), "Ilham Aliyev")
    assert person["notable"] == [{"id": "person", "name": "Person"}]
    assert [one["id"] for one in client.get("/reconcile/suggest/property?prefix=ye").json()["result"]] == [
        "years"
    ]
    assert client.get("/reconcile/suggest/type?prefix=per").json()["result"][0]["id"] == "person"
    assert client.get("/reconcile/suggest/type?prefix=x").json()["result"] == []
    proposed = client.get("/reconcile/properties?type=person&limit=2").json()
    assert [one["id"] for one in proposed["properties"]] == ["wikidata", "years"]
    assert client.get("/reconcile/properties?type=place").json()["properties"] == []


def test_a_browser_asks_first(client: Client) -> None:
    answer = client.options("/reconcile/", HTTP_ORIGIN="http://127.0.0.1:3333")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(
    "form",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": "[" * 100_000},
        {"queries": '{"a": {}}'},
        {"queries": '{"a": {"query": "x", "limit": 0}}'},
        {"queries": '{"a": {"query": "x", "properties": {"pid": "years"}}}'},
        {"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(MOST + 1)})},
        {"extend": "{}"},
        {"extend": '{"ids": [], "properties": [{"id": "x"}]}'},
        {"extend": json.dumps({"ids": ["1"] * (MOST + 1), "properties": []})},
    ],
)
def test_what_is_not_understood(client: Client, form: dict[str, str]) -> None:
    answer = client.post("/reconcile/", urlencode(form), content_type=FORM)
    assert answer.status_code == 400
    assert answer.json()["status"] == "error"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_nobody_whom_only_a_withdrawn_article_names(client: Client, aliyev: Person) -> None:
    beridze = Person.objects.get(name="Nino Beridze")
    assert client.get(f"/reconcile/preview?id={beridze.pk}").status_code == 200
    withdraw(Article.objects.get(headline="Nino Beridze"), "a takedown")
    assert ask(client, {"q0": {"query": "Nino Beridze"}}) == {"q0": []}
    assert client.get(f"/reconcile/preview?id={beridze.pk}").status_code == 404
    extend = urlencode({"extend": json.dumps({"ids": [str(beridze.pk)], "properties": [{"id": "names"}]})})
    assert client.get(f"/reconcile/?{extend}").json()["rows"] == {str(beridze.pk): {"names": []}}


def test_parts_of_a_request() -> None:
    query = queries_of('{"a": {"query": " Ada \\u0000 Bell ", "limit": 99}}', 10)["a"]
    assert (query.name, query.limit, query.is_of_people) == ("Ada Bell", 10, True)
    assert [years_of(text) for text in ("1998", "1998-2000", "x", "98")] == [
        range(1998, 1999), range(1998, 2001), None, None,
    ]  # fmt: skip
    with pytest.raises(NotAsked):
        queries_of("null", 10)
