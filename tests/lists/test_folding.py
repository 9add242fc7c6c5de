"""Reprints stand below the first of theirs, wherever lists are shown; what is counted is articles."""

import csv
import io
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.likeness.reprints import find_all
from articles.lists.folding import under_the_first
from articles.models import Article
from articles.search import indexing
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article
from tests.views.page import Page, visit

pytestmark = pytest.mark.django_db

LISTS = ["/", "/articles/", "/dates/2020/11/", "/sections/world/"]


@pytest.fixture
def stories(db: None) -> list[Article]:
    """The newest first: a story, another, and two reprints of the first."""
    cache.clear()
    made = [
        make_article("First", TEXTS["en"], source="a.example", date="2020-11-04", section="World"),
        make_article("Other", TEXTS["ru"], source="a.example", date="2020-11-03", section="World"),
        make_article("Second", TEXTS["en"], source="b.example", date="2020-11-02", section="World"),
        make_article("Third", TEXTS["en"], source="c.example", date="2020-11-01", section="World"),
    ]
    assert sum(find_all()) == 4
    indexing.rebuild()
    return made


def titles(page: Page) -> list[str]:
    return page.texts("ol[@class='hits']//article/*[1]/a")


def test_under_the_first() -> None:
    given = [("a", 1), ("b", None), ("c", 2), ("d", 1), ("e", None), ("f", 1), ("g", 2)]
    assert under_the_first(given) == [("a", ["d", "f"]), ("b", []), ("c", ["g"]), ("e", [])]


@pytest.mark.parametrize("address", LISTS)
def test_every_page_folds_and_unfolds(stories: list[Article], client: Client, address: str) -> None:
    all_of_them = ["First", "Other", "Second", "Third"]
    if address.startswith("/dates/"):
        folded, all_of_them = ["Third", "Other"], all_of_them[::-1]
    else:
        folded = ["First", "Other"]
    page = visit(client, address)
    assert titles(page) == folded
    [below] = page.all("p[@class='facts folded']")
    assert [link.text for link in below.findall("a")] in (
        [["b.example", "c.example"], ["b.example", "a.example"]]
    )
    link = page.links("p[@class='hint reprints-folded']/a")["Show each by itself"]
    assert link == f"{address}?reprints=all"
    page = visit(client, link)
    assert titles(page) == all_of_them
    assert page.links("p[@class='hint reprints-folded']/a")["Fold them"] == address


def test_counts_are_of_articles_and_places_stay(stories: list[Article], client: Client) -> None:
    page = visit(client, "/articles/?sort=oldest")
    assert (
        "2 reprints on this page stand below another of their story; numbers count every article."
        in page.text("p[@class='hint reprints-folded']")
    )
    assert page.text("h1") == "4 articles"
    assert [item.get("value") for item in page.all("li[@class='hit']")] == ["1", "3"]
    assert titles(page) == ["Third", "Other"]
    assert page.links("ol[@class='hits']//h2/a")["Other"].endswith("?sort=oldest&at=3")
    assert titles(visit(client, "/articles/?source=b-example")) == ["Second"]
    assert titles(visit(client, "/articles/?reprints=all")) == ["First", "Other", "Second", "Third"]
    assert titles(visit(client, "/articles/?reprints=odd")) == ["First", "Other"]


def test_programs_get_each_unless_they_ask(stories: list[Article], client: Client) -> None:
    def listed(address: str) -> list[str]:
        return [one["headline"] for one in client.get(f"/api/v1/articles{address}").json()["articles"]]

    assert listed("") == listed("?reprints=all") == ["First", "Other", "Second", "Third"]
    answer = client.get("/api/v1/articles?reprints=fold&facets=source").json()
    assert [one["headline"] for one in answer["articles"]] == ["First", "Other"]
    assert answer["articles"][0]["folded"] == [stories[2].public_id, stories[3].public_id]
    assert answer["articles"][1]["folded"] == []
    assert answer["total"] == 4
    assert sum(one["count"] for one in answer["facets"]["source"]) == 4
    assert listed("?reprints=fold&limit=2&sort=oldest") == ["Third"]
    assert client.get("/api/v1/articles?reprints=odd").status_code == 422


@pytest.mark.parametrize(("asked", "shown"), [("", 4), ("?reprints=fold", 2), ("?reprints=all", 4)])
def test_feeds_tables_and_exports(stories: list[Article], client: Client, asked: str, shown: int) -> None:
    assert client.get(f"/articles/feed/{asked}").content.count(b"<entry>") == shown
    assert len(client.get(f"/articles/feed.json{asked}").json()["items"]) == shown
    table = b"".join(client.get(f"/articles/table/{asked}")).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == shown
    lines = b"".join(client.get(f"/api/v1/export{asked}")).decode().splitlines()
    assert len([json.loads(line) for line in lines]) == shown


def test_folding_asks_the_database_nothing_more(stories: list[Article], client: Client) -> None:
    counts = []
    for address in ("/articles/", "/articles/?reprints=all"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
