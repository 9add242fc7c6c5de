"""The page and the feeds of what outlets changed after publication, and of what is gone."""

import datetime as dt
import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.editing.withdrawal import restore, withdraw
from articles.importing.vanishing import note_gone
from articles.lists import changed
from articles.models import Article, ImportRun, Original, TextChange
from tests.importing.test_storing import PAGE, bring
from tests.views.conftest import Get

pytestmark = pytest.mark.django_db

URL = "https://kura.example/1"
LATER = PAGE.replace(b"opens", b"opens at last", 1).replace(b"two lanes", b"4 lanes")
MENDED = LATER.replace(b"lanes of traffic", b"lanes of trafffic")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def article() -> Article:
    bring(url=URL, source="kura.example")
    bring(LATER, url=URL, source="kura.example")
    bring(MENDED, url=URL, source="kura.example")
    TextChange.objects.filter(is_substance=True).update(seen_at="2020-11-02T09:00Z")
    return Article.objects.get()


def slug_of(article: Article) -> str:
    assert article.source is not None
    return article.source.slug


def test_the_headline_and_the_numbers_come_first(get: Get, article: Article) -> None:
    page = get("/changes/")
    assert page.texts("ol[@class='changes']/li/h2") == ["Bridge over the Kura opens at last"]
    assert page.texts("p[@class='told']/*") == ["4"]
    assert page.texts("div[@class='passages']/p/ins") == ["at last", "4"]
    assert page.texts("div[@class='passages']/p/del") == ["two"]
    assert page.texts("p[@class='in-headline']") == ["Bridge over the Kura opens at last"]
    [link] = [link for link in page.links("ol//a").values() if "/difference/" in link]
    assert get(link).texts("div[@class='body']//ins") == ["at last", "4"]
    assert get("/changes/?what=mended").texts("div[@class='passages']/p/ins") == ["trafffic"]


def test_by_source_and_time(get: Get, article: Article) -> None:
    def shown(query: str) -> int:
        return len(get(f"/changes/?{query}").all("ol[@class='changes']/li/h2"))

    slug = slug_of(article)
    assert shown(f"source={slug}") == 1
    assert shown("source=-") == 0
    assert shown("from=2020-11-02&to=2020-11-02") == 1
    assert shown("from=2020-11-03") == shown("to=2020-11-01") == 0
    assert shown("to=9999") == 1
    page = get("/changes/?from=never&source=nobody")
    assert len(page.all("p[@role='alert']")) == 2
    assert page.all("ol[@class='changes']") == []


def test_pages(get: Get, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.views.changes.SIZE", 1)
    TextChange.objects.update(is_substance=True)
    assert get("/changes/").texts("div[@class='passages']/p/ins") == ["trafffic"]
    second = get("/changes/?page=2")
    assert second.texts("div[@class='passages']/p/ins") == ["at last", "4"]
    assert get("/changes/?page=9").text("p[@role='status']") == "There is no page 9; this is the last page."


def test_what_is_gone(get: Get, article: Article) -> None:
    assert get("/changes/?what=gone").all("ol[@class='changes']/li/h2") == []
    for day in (dt.datetime(2021, 3, 4, tzinfo=dt.UTC), dt.datetime(2021, 3, 1, tzinfo=dt.UTC)):
        run = ImportRun.objects.create()
        note_gone([(URL, day), ("https://kura.example/unknown", None)], run)
    page = get("/changes/?what=gone")
    assert page.texts("ol[@class='changes']/li/h2") == ["Bridge over the Kura opens at last"]
    assert page.text("span[@class='hint gone']") == "Gone: on 1 March 2021 this address answered no more."
    assert len(get("/changes/?what=gone&from=2021-03-02").all("ol/li/h2")) == 0
    withdraw(article, "a takedown")
    assert get("/changes/?what=gone").all("ol/li/h2") == []


def test_feeds(client: Client, article: Article) -> None:
    answer = client.get(f"/changes/feed/?source={slug_of(article)}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    [entry] = ElementTree.fromstring(answer.content).findall("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == "Bridge over the Kura opens at last"
    assert entry.findtext("a:updated", namespaces=ATOM) == "2020-11-02T09:00:00+00:00"
    assert "<del>two</del>" in (entry.findtext("a:summary", namespaces=ATOM) or "")
    told = json.loads(client.get("/changes/feed.json").content)
    [item] = told["items"]
    assert item["id"] == entry.findtext("a:id", namespaces=ATOM)
    assert client.get(item["id"].removeprefix("http://testserver")).status_code == 200
    assert "<ins>4</ins>" in item["content_html"]
    note_gone([(URL, None)], ImportRun.objects.create())
    [item] = json.loads(client.get("/changes/feed.json?what=gone").content)["items"]
    assert item["url"].endswith(article.get_absolute_url())
    assert client.get("/changes/feed/?from=never").status_code == 400
    assert client.get("/changes/feed.json?what=x").status_code == 400


def test_nothing_closed_is_shown(get: Get, client: Client, article: Article) -> None:
    addresses = ("/changes/", "/changes/?what=mended", "/changes/feed/", "/changes/feed.json")

    def found() -> list[bool]:
        return [b"at last" in client.get(address).content for address in addresses]

    assert found() == [True] * 4
    withdraw(article, "a takedown")
    assert found() == [False] * 4
    restore(article, "an error")
    assert found() == [True] * 4
    Original.objects.filter(articles=None).update(closed=True)  # an earlier version
    assert found() == [False] * 4


def test_long_texts_are_cut(article: Article) -> None:
    body = "word " * 5000
    before, after = {"body": body + "end"}, {"body": f"{body[:1000]}, another {body[1000:]}end"}
    [passage] = changed.passages_of(changed.difference_of(before, after))
    assert [len(one.text) < 120 for one in passage.stretches] == [True] * len(passage.stretches)
