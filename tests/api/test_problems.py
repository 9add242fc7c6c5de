"""What goes wrong is told as a problem document, wherever it goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from articles.api.app import api
from articles.api.door import is_accepted, network_of, too_large
from articles.models import ApiKey, Article
from articles.search import indexing
from tests.api.conftest import Ask
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def told(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = json.loads(response.content)
    assert document["status"] == status
    assert document["title"]
    return document


def addresses() -> list[tuple[str, str]]:
    """(method, address) of every operation, of things that are there."""
    article = Article.objects.public().first()
    given = {"public_id": article.public_id if article else "x", "id": "1", "slug": "turan-az"}
    return [
        (method, path.format(**given))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    ]


BODIES = {
    "/api/v1/parse": {
        "text": "Bridge opens\nBaku/31.10.20/Turan: The bridge was opened by Ada Bell today.\n"
    },
    "/api/v1/match": {"names": [{"name": "Ada Bell"}]},
}


def asked(client: Client, method: str, address: str, **headers: str) -> Any:
    if method == "post":
        body = BODIES["/api/v1/" + address.rpartition("/")[2]]
        return client.post(address, json.dumps(body), "application/json", headers=headers)
    return client.get(address, headers=headers)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/", 404),
        ("/api/v1/nothing", 404),
        ("/api/v2/articles", 404),
        ("/api/v1/articles/unknown", 404),
        ("/api/v1/articles/%00", 404),
        ("/api/v1/sources/nobody", 404),
        ("/api/v1/persons/999999999999999999999999", 404),
        ("/api/v1/persons/x", 422),
        ("/api/v1/articles?limit=0", 422),
        ("/api/v1/articles?limit=1000", 422),
        ("/api/v1/articles?source=nobody", 422),
        ("/api/v1/articles?person=1", 422),
        ("/api/v1/articles?from=never", 422),
        ("/api/v1/articles?from=2021&to=2020", 422),
        ("/api/v1/articles?fields=secret", 422),
        ("/api/v1/articles?facets=secret", 422),
        ("/api/v1/articles?langauge=ru", 422),
        ("/api/v1/articles?sort=best", 422),
        (f"/api/v1/articles?q={'x' * 801}", 422),
        ("/api/v1/export?format=xml", 422),
        ("/api/v1/export?cursor=abc", 422),
    ],
)
def test_what_cannot_be_answered(shelf: None, client: Client, address: str, status: int) -> None:
    told(client.get(address), status)


def test_other_methods(shelf: None, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(strict, method)("/api/v1/articles", "{}", content_type="application/json")
        told(refused, 405)
        assert "GET" in refused["Allow"]
        told(getattr(strict, method)("/api/v1/nothing", "{}", content_type="application/json"), 404)
    told(client.get("/api/v1/parse"), 405)
    told(client.post("/api/v1/articles", {"q": "bridge"}), 405)  # as a form posts it


def test_parameters_are_named_as_they_are_given(shelf: None, client: Client) -> None:
    refused = told(client.get("/api/v1/articles?from=yesterday&source=none-such"), 422)
    assert sorted(one["in"] for one in refused["errors"]) == ["query.from", "query.source"]
    refused = told(client.get("/api/v1/articles?limit=x&facet_limit=0"), 422)
    assert sorted(one["in"] for one in refused["errors"]) == ["query.facet_limit", "query.limit"]


def test_of_two_values_none_is_left_out(shelf: None, client: Client) -> None:
    refused = told(client.get("/api/v1/articles?q=bridge&q=opened"), 422)
    assert refused["errors"] == [{"in": "query.q", "detail": "This can be given once."}]
    assert client.get("/api/v1/articles?q=bridge&q=bridge").status_code == 200
    assert client.get("/api/v1/articles?language=en&language=ru").status_code == 200


def test_head_is_get_without_a_body(shelf: None, client: Client) -> None:
    got, head = client.get("/api/v1/articles"), client.head("/api/v1/articles")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


def test_any_page_may_read(shelf: None, client: Client) -> None:
    asks = client.options("/api/v1/articles", headers={"Origin": "https://x.example"})
    assert asks.status_code == 204
    assert asks["Access-Control-Allow-Origin"] == "*"
    assert asks["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.get("/api/v1/articles")["Access-Control-Allow-Origin"] == "*"
    posted = client.post("/api/v1/match", json.dumps(BODIES["/api/v1/match"]), "application/json")
    assert "Access-Control-Allow-Origin" not in posted


def test_what_is_not_acceptable(shelf: None, client: Client) -> None:
    told(client.get("/api/v1/articles", headers={"Accept": "text/html"}), 406)
    for accepted in ("application/json", "*/*", "text/html, */*;q=0.1", "application/*"):
        assert client.get("/api/v1/articles", headers={"Accept": accepted}).status_code == 200


def test_bodies_that_are_none(shelf: None, client: Client) -> None:
    told(client.post("/api/v1/parse", "text", "text/plain"), 415)
    told(client.post("/api/v1/parse", "{", "application/json"), 400)
    told(client.post("/api/v1/parse", "[]", "application/json"), 422)
    told(client.post("/api/v1/parse", json.dumps({"text": "x" * 200_001}), "application/json"), 422)
    told(client.post("/api/v1/parse", json.dumps({"text": "x" * 2_000_000}), "application/json"), 413)
    no_article = told(client.post("/api/v1/parse", json.dumps({"text": "x"}), "application/json"), 422)
    assert no_article["detail"] == (
        "The reader can make no article of this: no article: nothing on the page is a text of sentences."
    )
    told(client.post("/api/v1/match", json.dumps({"names": [{"name": "A"}] * 51}), "application/json"), 422)


def test_a_host_that_is_not_ours(shelf: None) -> None:
    told(Client(SERVER_NAME="evil.example").get("/api/v1/articles"), 400)


def test_where_the_index_is_missing(client: Client) -> None:
    make_article("Bridge", "Ada Bell saw a bridge.", persons=["Ada Bell"])
    answered = {address: asked(client, method, address) for method, address in addresses()}
    missing = {address for address, response in answered.items() if response.status_code == 503}
    assert missing >= {f"/api/v1/{name}" for name in ("articles", "dates", "persons", "sources", "export")}
    for address in missing:
        document = told(answered[address], 503)
        assert "index rebuild" in document["detail"], address
        assert answered[address]["Retry-After"] == "60"
    assert {response.status_code for response in answered.values()} <= {200, 404, 503}


def test_where_the_database_is_away(shelf: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = addresses()
    client.raise_request_exception = False

    def away(*arguments: Any, **options: Any) -> Any:
        raise OperationalError("could not connect to server db.internal")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        for method, address in asks:
            response = asked(client, method, address)
            if response.status_code == 200:
                assert address in ("/api/v1/", "/api/v1/suggestions")  # nothing was typed
                continue
            assert "db.internal" not in json.dumps(told(response, 503)), address


def test_an_error_of_ours_is_a_problem(shelf: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> Any:
        raise RuntimeError("secret")

    monkeypatch.setattr("articles.api.articles.record_of", broken)
    client.raise_request_exception = False
    response = client.get(f"/api/v1/articles/{Article.objects.earliest('pk').public_id}")
    assert "secret" not in json.dumps(told(response, 500))


# Limits and keys


def test_requests_of_an_address_are_limited(
    shelf: None, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.API_REQUESTS = 3
    settings.DATA_DIR = tmp_path / "limits"
    there: Any = {"REMOTE_ADDR": "192.0.2.7"}
    answers = [client.get("/api/v1/articles", **there) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert {answer["RateLimit-Limit"] for answer in answers} == {"3"}
    told(answers[-1], 429)
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert client.get("/api/v1/articles", REMOTE_ADDR="192.0.2.8").status_code == 200
    assert client.get("/api/v1/articles").status_code == 200  # the loopback address
    assert "RateLimit-Limit" not in client.get("/api/v1/articles")


def test_an_address_is_counted_however_it_is_written() -> None:
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") != network_of("::ffff:192.0.2.8")
    assert network_of("2001:db8::1") == network_of("2001:db8::2:0:0:2") != network_of("2001:db8:1::1")


def test_a_length_with_zeros_before_it_is_that_length() -> None:
    lengths = ("1048576", "0" * 20 + "1048576", "1048577", "0" * 20 + "1048577", "0", "000")
    request = RequestFactory().get("/api/v1/")
    found = [too_large(request) for request.META["CONTENT_LENGTH"] in lengths]
    assert found == [False, False, True, True, False, False]


def test_keys_raise_the_limit(shelf: None, client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.API_REQUESTS, settings.API_KEY_REQUESTS = 1, 7
    settings.DATA_DIR = tmp_path / "limits"
    row, key = ApiKey.objects.issue("A lab")
    assert key not in str(ApiKey.objects.values().get())
    there: Any = {"REMOTE_ADDR": "192.0.2.7", "headers": {"Authorization": f"Bearer {key}"}}
    assert client.get("/api/v1/articles", **there)["RateLimit-Remaining"] == "6"
    ApiKey.objects.filter(pk=row.pk).update(per_minute=100)
    assert client.get("/api/v1/articles", **there)["RateLimit-Limit"] == "100"
    ApiKey.objects.filter(pk=row.pk).update(revoked=True)
    refused = client.get("/api/v1/articles", **there)
    told(refused, 401)
    assert refused["WWW-Authenticate"] == "Bearer"


def test_wrong_keys_are_counted_and_then_not_looked_up(
    shelf: None, client: Client, settings: Settings, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    settings.API_REQUESTS = 2
    settings.DATA_DIR = tmp_path / "limits"
    _, key = ApiKey.objects.issue("A lab")

    def answered(key: str, address: str = "192.0.2.7") -> Any:
        there: Any = {"REMOTE_ADDR": address, "headers": {"Authorization": f"Bearer {key}"}}
        return client.get("/api/v1/articles", **there)

    with django_assert_num_queries(0):  # none of these can be a key
        told(answered("wrong"), 401)
    told(answered("na_wrong"), 401)
    with django_assert_num_queries(0):
        refused = answered("na_wrong")
    assert "wrong keys" in told(refused, 429)["detail"]
    assert 0 < int(refused["Retry-After"]) <= 60
    assert answered(key, "192.0.2.8").status_code == 200  # others are let in
    assert answered("na_wrong", "127.0.0.1").status_code == 401  # this computer is not counted


def test_a_key_is_made_in_the_admin_and_shown_once(admin_client: Client, client: Client) -> None:
    made = admin_client.post("/admin/articles/apikey/add/", {"name": "A lab", "per_minute": ""}, follow=True)
    shown = made.content.decode()
    start = shown.index("na_")
    key = shown[start : start + 46]
    assert ApiKey.objects.of(key) == ApiKey.objects.get()
    assert (
        key
        not in admin_client.get(f"/admin/articles/apikey/{ApiKey.objects.get().pk}/change/").content.decode()
    )


# What can be asked of texts and names


def test_parse_tells_what_the_reader_sees(shelf: None, client: Client) -> None:
    text = "Footbridge over the Kura opens\nBaku/31.10.20/Turan: The bridge was opened by Ada Bell today.\n"
    got = client.post("/api/v1/parse", json.dumps({"text": text, "source": "turan.az"}), "application/json")
    item = json.loads(got.content)["items"][0]
    assert (item["headline"], item["published"]["date"], item["place"]) == (
        "Footbridge over the Kura opens", "2020-10-31", "Baku",
    )  # fmt: skip
    assert Article.objects.count() == 5


def test_match_tells_whom_names_mean(shelf: None, client: Client) -> None:
    names = {"names": [{"name": "Ада Белл", "language": "ru"}, {"name": "Zed Nobody"}]}
    got = json.loads(client.post("/api/v1/match", json.dumps(names), "application/json").content)["matches"]
    assert [(one["name"], [person["name"] for person in one["persons"]]) for one in got] == [
        ("Ада Белл", ["Ada Bell"]), ("Zed Nobody", []),
    ]  # fmt: skip
    assert got[0]["persons"][0]["score"] > 0.8


def test_the_rest_answers(shelf: None, ask: Ask) -> None:
    persons = ask("persons?name=bell")["persons"]
    assert [(one["name"], one["articles"]) for one in persons] == [("Ada Bell", 2)]
    ada = ask(f"persons/{persons[0]['id']}")
    assert ada["company"] == [{"id": ada["company"][0]["id"], "name": "Joe Doe", "articles": 1}]
    assert ada["timeline"] == [{"period": "2020", "count": 2}]
    months = ask(f"persons/{ada['id']}/company?by=month")["periods"]
    assert [(one["period"], one["articles"], len(one["company"])) for one in months] == [
        ("2020-10", 1, 1), ("2020-11", 1, 0),
    ]  # fmt: skip
    assert [(one["slug"], one["articles"]) for one in ask("sources")["rows"]] == [
        ("news-am", 1),
        ("turan-az", 3),
    ]
    assert ask("places/baku")["names"] == [{"name": "Baku", "language": "en"}]
    assert ask("sections?limit=1") == {
        "rows": [{"slug": "politics", "name": "Politics", "articles": 1,
                  "address": "http://testserver/sections/politics/"}],
        "next": "politics",
    }  # fmt: skip
    assert ask("dates") == {
        "total": 5, "undated": 1, "counts": [{"period": "2020", "count": 3}, {"period": "2021", "count": 1}],
    }  # fmt: skip
    assert ask("suggestions?q=bell")["suggestions"][0]["label"] == "Ada Bell"
    indexing.drain()


@pytest.mark.parametrize(
    ("accept", "is_answered"),
    [
        ("", True),
        ("*/*", True),
        ("application/*", True),
        ("application/json; charset=utf-8", True),
        ("application/json;version=2;q=0.5, text/html", True),
        ("APPLICATION/JSON ; Q=0.9", True),
        ("application/problem+json", True),
        (", ,", True),
        ("text/html, image/gif, *; q=.2, */*; q=.2", True),
        ("application/json;q=0.001", True),
        ("application/json;q=0", False),
        ("application/json; q=0.000, application/problem+json;q=0", False),
        ("application/*;q=0, */*", False),
        ("text/*, application/xml", False),
        ("json", False),
    ],
)
def test_what_a_program_accepts(accept, is_answered):
    assert is_accepted(accept) is is_answered
