"""Lists of articles and single ones, by the API."""

from __future__ import annotations

import gzip
import hashlib
import json

import pytest
from django.test import Client

from articles.editing.withdrawal import withdraw
from articles.models import Article, Original
from articles.search import indexing
from tests.api.conftest import Ask, body_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def headlines(found: dict) -> list[str | None]:
    return [article["headline"] for article in found["articles"]]


def test_a_list_has_a_total_and_the_newest_first(shelf: None, ask: Ask) -> None:
    found = ask("articles")
    assert (found["total"], found["sort"], found["next"], found["notes"]) == (5, "newest", None, [])
    assert headlines(found) == [
        "Bridges of the year", "Bridge closes", "Мост открыт", "Bridge opens", None,
    ]  # fmt: skip
    assert "facets" not in found and "histogram" not in found


def test_a_list_tells_by_what_it_was_found(shelf: None, ask: Ask) -> None:
    assert ask("articles")["found_by"] is None
    found = ask("articles?q=bridge&limit=1")
    assert found["found_by"] == {"words": 3, "stems": 1, "keys": 0, "near": 0}
    assert ask(f"articles?q=bridge&limit=1&cursor={found['next']}")["found_by"] is None
    phrase = ask('articles?q="bridge+was+opened"')
    assert phrase["found_by"] == {"words": phrase["total"], "stems": 0, "keys": 0, "near": 0}


def test_what_is_told_of_a_hit(shelf: None, ask: Ask) -> None:
    one = ask("articles?q=opened&section=politics")["articles"][0]
    public_id = Article.objects.get(headline="Bridge opens").public_id
    assert one.pop("updated_at").startswith("20")
    assert one == {
        "public_id": public_id,
        "status": "published",
        "url": "https://turan.az/1",
        "language": "en",
        "source": "turan.az",
        "section": "Politics",
        "place": "Baku",
        "agency": None,
        "headline": "Bridge opens",
        "byline": "By Max Roe",
        "published": {"date": "2020-10-31", "time": None, "timezone": "Asia/Baku", "precision": "day"},
        "title": "Bridge opens",
        "has_headline": True,
        "source_slug": "turan-az",
        "section_slug": "politics",
        "place_slug": "baku",
        "address": f"http://testserver/articles/{public_id}/bridge-opens/",
        "matched": "words",
        "spelled": None,
        "snippet": "Ada Bell opened the bridge in Baku. Joe Doe saw it.",
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=bridge", {"Bridge opens", "Bridge closes", "Bridges of the year", None}),
        ("q=bridge&exact=1", {"Bridge opens", "Bridge closes", None}),
        ("q=bridge+-closed", {"Bridge opens", "Bridges of the year", None}),
        ("source=news-am", {"Bridge closes"}),
        ("source=news-am&source=turan-az&q=closes+OR+opens", {"Bridge opens", "Bridge closes"}),
        ("source=-", {"Мост открыт"}),
        ("language=ru", {"Мост открыт"}),
        ("undated=1", {None}),
        ("from=2020-11&to=2020-12", {"Bridge closes"}),
        ('q=person:"Ada+Bell"', {"Bridge opens", "Bridge closes"}),
        ("place=baku", {"Bridge opens"}),
    ],
)
def test_filters_are_those_of_the_pages(shelf: None, ask: Ask, asked: str, expected: set) -> None:
    found = ask(f"articles?{asked}")
    assert set(headlines(found)) == expected
    assert found["total"] == len(expected)


def test_a_query_is_never_refused_for_its_syntax(shelf: None, ask: Ask) -> None:
    found = ask('articles?q=bridge+"opened+((+from:never')
    assert found["notes"][0].keys() == {"start", "end", "message"}
    for text in ("%00", '"', "(((", "-", "a:b:c", "****", "%F0%9F%98%80", "OR+OR"):
        assert "total" in ask(f"articles?q={text}")


def test_highlights_are_offsets(shelf: None, ask: Ask) -> None:
    one = ask("articles?q=bridge+opened&highlights=1&fields=body,headline")["articles"][0]
    words = [(span["field"], one[span["field"]][span["start"] : span["end"]]) for span in one["highlights"]]
    assert words == [("headline", "Bridge"), ("body", "opened"), ("body", "bridge")] or words == [
        ("headline", "Bridge"), ("headline", "opens"), ("body", "opened"), ("body", "bridge"),
    ]  # fmt: skip


def test_why_something_was_found(shelf: None, ask: Ask) -> None:
    found = {one["headline"]: one for one in ask("articles?q=Белл")["articles"]}
    assert found["Мост открыт"]["matched"] == "words"
    assert found["Bridge opens"]["matched"] == "keys"
    assert found["Bridge opens"]["spelled"] == {"here": "Bell", "typed": "Белл"}


def test_facets_and_histogram_on_demand(shelf: None, ask: Ask) -> None:
    found = ask("articles?facets=source,language&histogram=month&limit=1")
    assert found["facets"]["language"] == [
        {"value": "en", "label": "English", "count": 4}, {"value": "ru", "label": "Russian", "count": 1},
    ]  # fmt: skip
    assert {(one["value"], one["count"]) for one in found["facets"]["source"]} == {
        ("turan-az", 3), ("news-am", 1), ("-", 1),
    }  # fmt: skip
    assert found["histogram"] == [{"period": "2020-10", "count": 2}, {"period": "2020-11", "count": 1}]


def test_fields_choose(shelf: None, ask: Ask) -> None:
    one = ask("articles?q=opened&fields=headline,body,persons&limit=1")["articles"][0]
    assert one.keys() == {"public_id", "headline", "body", "persons"}
    assert [person["name"] for person in one["persons"]] == ["Ada Bell", "Joe Doe"]
    start, end = one["persons"][0]["spans"][0]
    assert one["body"][start:end] == "Ada Bell"


def test_one_article_is_its_record(shelf: None, ask: Ask) -> None:
    article = Article.objects.get(headline="Bridge opens")
    one = ask(f"articles/{article.public_id}")
    assert one["body"] == article.body
    assert one["sha256"] == article.original.sha256
    assert one["evidence"]["headline"]["lines"] == [1]
    assert one["reprints"] == []
    assert [(version["sha256"], version["shown"]) for version in one["versions"]] == [
        (article.original.sha256, True)
    ]
    assert ask(f"articles/{article.public_id}?fields=title") == {
        "public_id": article.public_id, "title": "Bridge opens",
    }  # fmt: skip


def test_the_original_by_lines_and_bytes(shelf: None, ask: Ask, client: Client) -> None:
    article = Article.objects.get(headline="Bridge opens")
    found = ask(f"articles/{article.public_id}/original?limit=2")
    assert [(line["n"], line["role"], line["text"]) for line in found["lines"]] == [
        (1, "headline", "Bridge opens"), (2, "body", article.body),
    ]  # fmt: skip
    assert (found["line_count"], found["next"]) == (4, 2)
    rest = ask(f"articles/{article.public_id}/original?after=2")
    assert ([line["n"] for line in rest["lines"]], rest["next"]) == ([3, 4], None)
    got = client.get(f"/api/v1/articles/{article.public_id}/original/bytes")
    assert hashlib.sha256(got.content).hexdigest() == article.original.sha256
    assert got["Content-Type"] == "application/octet-stream"
    assert got["ETag"] == f'"{article.original.sha256[:32]}"'
    again = client.get(f"/api/v1/articles/{article.public_id}/original/bytes?version={'0' * 12}")
    assert again.status_code == 404


def test_withdrawn_and_closed_answer_410(shelf: None, client: Client, ask: Ask) -> None:
    article = Article.objects.get(headline="Bridge opens")
    base = f"/api/v1/articles/{article.public_id}"
    Original.objects.filter(pk=article.original_id).update(closed=True)
    assert [client.get(base + rest).status_code for rest in ("", "/original", "/original/bytes")] == [
        200,
        410,
        410,
    ]
    assert ask(f"articles/{article.public_id}")["versions"] == []
    withdraw(article, "a takedown")
    indexing.drain()
    for rest in ("", "/original", "/original/bytes", "/citation"):
        told = client.get(base + rest)
        assert (told.status_code, told["Content-Type"]) == (410, "application/problem+json")
    assert ask("articles?q=opened")["total"] == 0
    assert client.get("/api/v1/articles/nothinghere").status_code == 404


# Asked again


def test_an_etag_saves_the_answer(shelf: None, client: Client) -> None:
    for address in (
        "articles?q=bridge",
        f"articles/{Article.objects.earliest('pk').public_id}",
        "sources",
        "dates",
    ):
        first = client.get(f"/api/v1/{address}")
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
    make_article("New bridge", "A bridge.")
    indexing.drain()
    first_list = client.get("/api/v1/articles?q=bridge", headers={"If-None-Match": first["ETag"]})
    assert first_list.status_code == 200


def test_a_date_saves_the_answer_until_anything_changes(shelf: None, client: Client, monkeypatch) -> None:
    import datetime as dt

    from articles.lists import freshness

    monkeypatch.setattr(freshness, "_SETTLED", dt.timedelta(hours=1))
    assert "Last-Modified" not in client.get("/api/v1/articles")  # too new to tell
    monkeypatch.setattr(freshness, "_SETTLED", dt.timedelta(seconds=-1))
    first = client.get("/api/v1/articles")
    asked = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/api/v1/articles", headers=asked).status_code == 304
    Article.objects.filter(headline="Bridge opens").update(headline="Bridge opened")  # waits to be indexed
    assert client.get("/api/v1/articles", headers=asked).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("articles?fields=sha256", "articles?fields=evidence", "articles?reprints=fold", "articles/{id}"),
        *("articles?facets=person", "articles/{id}?fields=versions", "persons", "persons?name=ada"),
        "places/baku",
    ],
)
def test_what_tells_of_originals_people_and_reprints_has_no_date(
    shelf: None, client: Client, monkeypatch, address: str
) -> None:
    """An original that was closed by itself was shown on: 304, by the date of the last change of a list."""
    import datetime as dt

    from articles.lists import freshness

    monkeypatch.setattr(freshness, "_SETTLED", dt.timedelta(seconds=-1))
    address = address.format(id=Article.objects.earliest("pk").public_id)
    asked = {"If-Modified-Since": client.get("/api/v1/articles")["Last-Modified"]}
    Original.objects.update(closed=True)
    answer = client.get(f"/api/v1/{address}", headers=asked)
    assert (answer.status_code, "Last-Modified" in answer) == (200, False)


def test_an_article_that_is_saved_without_a_change_of_the_index_has_another_date(
    shelf: None, client: Client, monkeypatch
) -> None:
    import datetime as dt

    from articles.lists import freshness

    monkeypatch.setattr(freshness, "_SETTLED", dt.timedelta(days=-9))
    asked = {"If-Modified-Since": client.get("/api/v1/articles")["Last-Modified"]}
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    Article.objects.filter(headline="Bridge opens").update(agency="Turan", updated_at=later)
    assert client.get("/api/v1/articles", headers=asked).status_code == 200


def test_answers_are_compressed_for_who_reads_that(shelf: None, client: Client) -> None:
    asked = {"Accept-Encoding": "gzip"}
    for address in ("articles", "export"):
        plain, zipped = client.get(f"/api/v1/{address}"), client.get(f"/api/v1/{address}", headers=asked)
        assert zipped["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in zipped["Vary"]
        assert gzip.decompress(body_of(zipped)) == body_of(plain)
    tag = client.get("/api/v1/articles", headers=asked)["ETag"]
    assert client.get("/api/v1/articles", headers=asked | {"If-None-Match": tag}).status_code == 304


# Page after page


@pytest.mark.parametrize("asked", ["sort=newest", "sort=oldest", "q=bridge&sort=newest"])
def test_each_is_seen_once_while_articles_come_and_go(ask: Ask, asked: str) -> None:
    there = [
        make_article(f"Bridge {n}", f"bridge {n}", date=f"2020-10-{n % 9 + 1:02}" if n % 3 else None)
        for n in range(40)
    ]
    indexing.rebuild()
    seen: list[str] = []
    cursor, turn = "", 0
    while True:
        found = ask(f"articles?{asked}&limit=7&fields=public_id&cursor={cursor}")
        seen += [one["public_id"] for one in found["articles"]]
        cursor, turn = found["next"], turn + 1
        if not cursor:
            break
        make_article(f"Late bridge {turn}", "bridge", date=f"2020-10-{turn:02}" if turn % 2 else None)
        withdraw(there[turn], "gone")
        indexing.drain()
    throughout = {one.public_id for one in there} - {one.public_id for one in there[1:turn]}
    assert len(seen) == len(set(seen))
    assert throughout <= set(seen)


def test_by_relevance_the_place_is_found_again(ask: Ask) -> None:
    for n in range(30):
        make_article(f"Bridge {n}", "bridge " * (n + 1) + "and much more of other things " * 5)
    indexing.rebuild()
    seen: list[str | None] = []
    cursor = ""
    while True:
        found = ask(f"articles?q=bridge&limit=7&fields=headline&cursor={cursor}")
        seen += headlines(found)
        cursor = found["next"]
        if not cursor:
            break
        make_article(f"Bridge bridge {len(seen)}", "bridge bridge bridge")  # stands before the place
        indexing.drain()
    first = [one for one in seen if one and one.count("ridge") == 1]
    assert len(seen) == len(set(seen))
    assert set(first) == {f"Bridge {n}" for n in range(30)}


def test_a_cursor_is_of_its_own_list(shelf: None, ask: Ask, client: Client) -> None:
    cursor = ask("articles?limit=1")["next"]
    for address in (
        f"articles?q=bridge&cursor={cursor}",
        f"articles?sort=oldest&cursor={cursor}",
        "articles?cursor=x",
    ):
        told = client.get(f"/api/v1/{address}")
        assert told.status_code == 422
        assert json.loads(told.content)["errors"][0]["in"] == "query.cursor"


def test_the_next_address_goes_on(shelf: None, ask: Ask, client: Client) -> None:
    first = ask("articles?limit=3&fields=headline")
    rest = json.loads(client.get(first["next_address"].removeprefix("http://testserver")).content)
    assert headlines(first) + headlines(rest) == headlines(ask("articles"))
