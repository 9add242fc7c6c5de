"""Memento by RFC 7089: the versions of an address, told to programs and shown to people."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.editing.withdrawal import withdraw
from articles.exporting.captures import fetched_at, nearest, stamped, web_address
from articles.models import Article, Original, Reading, Sighting
from articles.protocols.memento.links import Addresses
from tests.factories import make_article, make_original

pytestmark = pytest.mark.django_db
URL = "https://turan.az/news/1?id=5"
DAYS = ("2020-10-31T15:19:00+00:00", "2020-11-02T08:00:00+00:00", "2021-01-05T23:59:59+00:00")


def kept(
    article: Article, text: str, at: str, url: str = URL, path: str = "", closed: bool = False
) -> Original:
    """A version of the article that came then."""
    original = make_original(text, closed=closed)
    Reading.objects.create(
        article=article, original=original, reader_version="1",
        fields={"headline": text.partition("\n")[0], "body": text.partition("\n")[2], "language": "en"},
    )  # fmt: skip
    seen = Sighting.objects.create(original=original, url=url, path=path)
    Sighting.objects.filter(pk=seen.pk).update(seen_at=dt.datetime.fromisoformat(at))
    return original


@pytest.fixture
def bridge() -> Article:
    """An article of which three versions came from its address; the last is shown."""
    article = make_article("Bridge opens at last", original_url=URL, raw="Bridge opens at last\nIn Sheki.")
    article.readings.all().delete()
    for text, at in zip(("Bridge to open\nIn Ganja.", "Bridge opens\nIn Ganja."), DAYS, strict=False):
        kept(article, text, at)
    kept(article, "Bridge opens at last\nIn Sheki.", DAYS[2])
    return article


def links(answer: Any) -> list[tuple[str, str, str]]:
    """(address, relation, datetime) of each link in the header."""
    return re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; datetime="([^"]*)")?', answer["Link"])


def key(client: Client, n: int) -> str:
    found = client.get(f"/timemap/json/{URL}").json()["mementos"]["list"][n]["uri"]
    return str(found).removeprefix("http://testserver")


def test_a_timemap_of_links(client: Client, bridge: Article) -> None:
    answer = client.get(f"/timemap/link/{URL}")
    assert answer["Content-Type"] == "application/link-format"
    keys = [key(client, n).split("/")[2] for n in range(3)]
    assert [one[:15] for one in keys] == ["20201031151900-", "20201102080000-", "20210105235959-"]
    span = 'from="Sat, 31 Oct 2020 15:19:00 GMT"; until="Tue, 05 Jan 2021 23:59:59 GMT"'
    web = "http://testserver/web"
    assert answer.content.decode() == (
        f'<{URL}>; rel="original",\n'
        f'<http://testserver/timegate/{URL}>; rel="timegate",\n'
        f'<http://testserver/timemap/link/{URL}>; rel="self"; type="application/link-format"; {span},\n'
        f'<{web}/{keys[0]}/{URL}>; rel="first memento"; datetime="Sat, 31 Oct 2020 15:19:00 GMT",\n'
        f'<{web}/{keys[1]}/{URL}>; rel="memento"; datetime="Mon, 02 Nov 2020 08:00:00 GMT",\n'
        f'<{web}/{keys[2]}/{URL}>; rel="last memento"; datetime="Tue, 05 Jan 2021 23:59:59 GMT"\n'
    )  # fmt: skip


def test_a_timemap_in_json(client: Client, bridge: Article) -> None:
    told = client.get(f"/timemap/json/{URL}").json()
    assert told["original_uri"] == URL
    assert told["timemap_uri"]["link_format"] == f"http://testserver/timemap/link/{URL}"
    mementos = told["mementos"]
    assert [each["datetime"] for each in mementos["list"]] == [
        "2020-10-31T15:19:00Z", "2020-11-02T08:00:00Z", "2021-01-05T23:59:59Z",
    ]  # fmt: skip
    assert (mementos["first"], mementos["last"]) == (mementos["list"][0], mementos["list"][2])


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),  # before the first: the first
        ("Sat, 31 Oct 2020 15:19:00 GMT", 0),
        ("Mon, 02 Nov 2020 07:59:59 GMT", 0),
        ("Mon, 02 Nov 2020 08:00:00 GMT", 1),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 2),
        (None, 2),
    ],
)
def test_a_timegate_leads_to_what_stood_there_then(
    client: Client, bridge: Article, wanted: str | None, n: int
) -> None:
    headers = {"Accept-Datetime": wanted} if wanted else {}
    answer = client.get(f"/timegate/{URL}", headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, f"http://testserver{key(client, n)}")
    assert "accept-datetime" in answer["Vary"].lower()
    assert "Memento-Datetime" not in answer
    assert [(address, rel) for address, rel, _at in links(answer)] == [
        (URL, "original"),
        (f"http://testserver/timemap/link/{URL}", "timemap"),
        (f"http://testserver{key(client, 0)}", "first memento"),
        (f"http://testserver{key(client, 2)}", "last memento"),
    ]


def test_a_date_that_is_none(client: Client, bridge: Article) -> None:
    answer = client.get(f"/timegate/{URL}", headers={"Accept-Datetime": "yesterday"})
    assert answer.status_code == 400
    assert "accept-datetime" in answer["Vary"].lower()


def test_a_version_says_when_it_stood_there(client: Client, bridge: Article) -> None:
    answer = client.get(key(client, 1))
    assert answer.status_code == 200
    assert answer["Memento-Datetime"] == "Mon, 02 Nov 2020 08:00:00 GMT"
    page = answer.content.decode()
    assert "<h1>Bridge opens</h1>" in page and "<p>In Ganja.</p>" in page and "Sheki" not in page
    assert [(rel, at) for _address, rel, at in links(answer)] == [
        ("original", ""),
        ("timegate", ""),
        ("timemap", ""),
        ("first prev memento", "Sat, 31 Oct 2020 15:19:00 GMT"),
        ("memento", "Mon, 02 Nov 2020 08:00:00 GMT"),
        ("last next memento", "Tue, 05 Jan 2021 23:59:59 GMT"),
    ]


def test_its_time_is_told_in_utc(client: Client, bridge: Article, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Baku"
    with timezone.override("Asia/Baku"):
        assert "5 January 2021, 23:59:59 (UTC)" in client.get(key(client, 2)).content.decode()
        assert "5 January 2021, 23:59:59</time>" in client.get(f"/web/{URL}").content.decode()


def test_a_year_leads_to_its_last_version(client: Client, bridge: Article) -> None:
    for asked, n in (
        ("2020", 1),
        ("202010", 0),
        ("20201102", 1),
        ("20201102075959", 0),
        ("2021", 2),
        ("1999", 0),
    ):
        answer = client.get(f"/web/{asked}/{URL}")
        assert (answer.status_code, answer["Location"]) == (302, f"http://testserver{key(client, n)}"), asked
    assert client.get(f"/web/20201102080000-000000000000/{URL}").status_code == 404
    assert client.get(f"/web/20201332/{URL}").status_code == 404


def test_what_there_is_of_an_address(client: Client, bridge: Article) -> None:
    answer = client.get(f"/web/{URL}")
    page = answer.content.decode()
    assert page.count("/web/20") == 3 and bridge.get_absolute_url() in page
    assert client.get("/web/http:/www.turan.az/news/1/?utm_source=x&id=5").status_code == 200
    assert client.get("/web/turan.az/news/1?id=5").status_code == 200
    assert client.get("/web/https://turan.az/news/2").status_code == 404
    assert client.get("/web/nonsense").status_code == 404


def test_what_is_closed_or_withdrawn_is_no_version(client: Client, bridge: Article) -> None:
    first = Original.objects.get(readings__fields__isnull=False, sha256__startswith=key(client, 0)[20:32])
    first.closed = True
    first.save()
    assert len(client.get(f"/timemap/json/{URL}").json()["mementos"]["list"]) == 2
    withdraw(bridge, "asked for")
    for address in (f"/web/{URL}", f"/timegate/{URL}", f"/timemap/link/{URL}", f"/web/2020/{URL}"):
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert b"Ganja" not in answer.content and b"Bridge" not in answer.content


def test_what_was_held_back_was_never_there(client: Client, bridge: Article) -> None:
    make_article("Held", original_url="https://turan.az/held", held_for=bridge)
    assert client.get("/web/https://turan.az/held").status_code == 404


def test_a_crawler_says_when_it_fetched(client: Client) -> None:
    article = make_article("One", original_url="https://turan.az/7", raw="One\nText.")
    article.readings.all().delete()
    path = "crawl.warc.gz/20190102030405/https://turan.az/7"
    kept(article, "One\nText.", DAYS[0], "https://turan.az/7", path)
    told = client.get("/timemap/json/https://turan.az/7").json()
    assert told["mementos"]["first"]["datetime"] == "2019-01-02T03:04:05Z"
    assert fetched_at("a/20191302030405/https://turan.az/7") is None


def test_addresses_with_marks_do_not_break_headers(client: Client) -> None:
    url = 'https://turan.az/xəbər/"1">?a=<b>'
    make_article("One", original_url=url)
    answer = client.get("/web/https://turan.az/x%C9%99b%C9%99r/%221%22%3E?a=%3Cb%3E")
    assert answer.status_code == 200
    assert links(answer)[0][0] == "https://turan.az/x%C9%99b%C9%99r/%221%22%3E?a=%3Cb%3E"


@pytest.mark.parametrize(
    ("digits", "end"),
    [
        ("2020", "2020-12-31T23:59:59"),
        ("202002", "2020-02-29T23:59:59"),
        ("20200203", "2020-02-03T23:59:59"),
        ("2020020304", "2020-02-03T04:59:59"),
        ("20200203040506", "2020-02-03T04:05:06"),
        ("20200230", None),
        ("20201", None),
        ("9999", "9999-12-31T23:59:59"),
        ("0000", None),
    ],
)
def test_the_end_of_a_time(digits: str, end: str | None) -> None:
    assert stamped(digits) == (dt.datetime.fromisoformat(end).replace(tzinfo=dt.UTC) if end else None)


def test_addresses_as_people_write_them() -> None:
    assert web_address("https:/turan.az/1", "a=1") == "https://turan.az/1?a=1"
    assert web_address("turan.az/1", "") == "https://turan.az/1"
    assert web_address("javascript:alert(1)", "") == ""
    assert web_address("", "") == ""


def test_nothing_is_nearest_to_nothing() -> None:
    with pytest.raises(IndexError):
        nearest([], dt.datetime.now(dt.UTC))


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a#!/5",
        "https://x.example/a%3Fb",
        "https://x.example/a%23b?c=%23d%3F",
        "https://x.example/100%25/x",
        "https://x.example/100%/x",
        "https://x.example/a%20b",
        "https://пример.example/новости?q=тест",
    ],
)
def test_every_address_that_is_told_leads_there(client: Client, url: str) -> None:
    make_article(original_url=url)
    [article] = Article.objects.all()
    Sighting.objects.create(original=article.original, url=url)
    to = Addresses(url, lambda path: path)
    for address in (to.timegate, to.timemap(), to.timemap("json"), to.at("web")):
        assert client.get(address.partition("#")[0]).status_code in (200, 302), address
    led = client.get(to.timegate)["Location"]
    assert client.get(led.partition("#")[0]).status_code == 200


def test_a_query_that_is_not_escaped(client: Client) -> None:
    make_article(original_url="https://x.example/?q=тест")
    assert client.get("/web/https://x.example/%20?q=тест").status_code == 404
    raw = "q=тест".encode().decode("latin-1")
    assert client.get("/web/https://x.example/", QUERY_STRING=raw).status_code == 200


def test_links_of_a_long_address_fit_a_header(client: Client) -> None:
    url = "https://x.example/" + "ж" * 1300
    make_article(original_url=url)
    answer = client.get(f"/web/{url}")
    assert 10_000 < len(answer["Link"]) < 20_000
    assert [rel for _address, rel, _at in links(answer)][:2] == ["original", "timegate"]
