"""What machines find of the archive: metadata of pages, feeds, sitemaps, robots.txt."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from articles.editing.withdrawal import withdraw
from articles.models import Article, Person
from articles.search import indexing
from tests.factories import make_article
from tests.views.page import visit

pytestmark = pytest.mark.django_db(transaction=True)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"

HEADLINES = ("Bridge opens", "Мост открыт", "Կամուրջը բացվեց", "ხიდი გაიხსნა", 'A "quote" & <b>', "</script>")


def saved_by_zotero(page: str) -> dict[str, str]:
    """What Zotero's generic translator makes of a page's head, field by field, as its rules are published."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<meta [^>]*>", page.partition("</head>")[0]):
        attributes = dict(re.findall(r'([\w:-]+)="([^"]*)"', tag))
        name = attributes.get("name") or attributes.get("property") or ""
        prefix, _, rest = re.sub(r"[.:_]", " ", name, count=1).partition(" ")
        if rest and attributes.get("content"):
            key = f"{prefix.lower()}:{rest[0].lower()}{rest[1:]}"
            found.setdefault(key, html.unescape(attributes["content"]))
    kind = {"newsitem": "newspaperArticle"}.get(found.get("dc:type", "").lower(), "webpage")
    if found.get("og:type") in {"website", "book"}:  # these would win over dc:type
        kind = "webpage"
    saved = {
        "itemType": kind,
        "title": found.get("dc:title") or found.get("og:title"),
        "publicationTitle": found.get("dc:source") or found.get("og:site_name"),
        "date": found.get("og:published_time") or found.get("dc:date"),
        "language": found.get("dc:language"),
        "url": found.get("og:url"),
        "section": found.get("article:section"),
        "creators": found.get("dc:creator"),
    }
    return {name: value for name, value in saved.items() if value}


def test_thirty_articles_are_saved_as_their_newspapers(client: Client) -> None:
    made = []
    for n in range(30):
        precision = ("day", "month", "year", "minute", "")[n % 5]
        made.append(
            make_article(
                HEADLINES[n % len(HEADLINES)] + f" {n}",
                source=("turan.az", "news.am", "Çalxan qəzeti", None)[n % 4],
                language=("en", "ru", "hy", "ka", "az", "und")[n % 6],
                date="2020-10-31" if precision else None,
                time="19:19" if precision == "minute" else None,
                precision=precision or "day",
                byline="By Max Roe" if n % 2 else "",
                section="Politics" if n % 3 else None,
            )
        )
    dates = {"day": "2020-10-31", "month": "2020-10", "year": "2020", "minute": "2020-10-31T19:19+04:00"}
    for article in made:
        page = client.get(article.get_absolute_url()).content.decode()
        expected = {
            "itemType": "newspaperArticle",
            "title": article.headline,
            "publicationTitle": article.source.name if article.source else "",
            "date": dates.get(article.published_precision, ""),
            "language": "" if article.language == "und" else article.language,
            "url": f"http://testserver{article.get_absolute_url()}",
            "section": article.section.name if article.section else "",
            "creators": article.byline,
        }
        assert saved_by_zotero(page) == {name: value for name, value in expected.items() if value}


@pytest.mark.parametrize("headline", HEADLINES)
def test_linked_data(client: Client, headline: str) -> None:
    article = make_article(headline, place="Baku", byline="By Max Roe", original_url="https://turan.az/1")
    page = client.get(article.get_absolute_url()).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(script) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": "2020-10-31",
        "inLanguage": "en",
        "creditText": "By Max Roe",
        "locationCreated": {"@type": "Place", "name": "Baku"},
        "publisher": {"@type": "NewsMediaOrganization", "name": "turan.az"},
        "url": "https://turan.az/1",
        "identifier": article.public_id,
        "archivedAt": f"http://testserver/articles/{article.public_id}/",
        "holdingArchive": {"@type": "ArchiveOrganization", "name": "News Archive"},
    }


def test_only_other_pages_are_the_archives(client: Client) -> None:
    article = make_article("Bridge opens", source=None)
    indexing.rebuild()
    site = '<meta property="og:site_name" content="News Archive">'
    assert site in client.get("/").content.decode()
    assert "og:site_name" not in client.get(article.get_absolute_url()).content.decode()


def test_references_can_be_downloaded(client: Client) -> None:
    article = make_article("Bridge opens")
    indexing.rebuild()
    for page in (article.get_absolute_url(), "/articles/?q=bridge"):
        text = client.get(page).content.decode()
        links = re.findall(r'href="(/api/v1/[^"]*format=(?:bibtex|ris|csl))"', text)
        assert len(links) == 3
        for link in links:
            got = client.get(html.unescape(link))
            assert got.status_code == 200
            assert b"Bridge opens" in (b"".join(got) if got.streaming else got.content)


def test_the_json_feed(client: Client) -> None:
    make_article("Old", date="2019-01-01")
    article = make_article(
        "Bridge opens", body="Text.", section="Politics", original_url="https://turan.az/1"
    )
    indexing.rebuild()
    got = client.get("/articles/feed.json?source=turan-az&sort=oldest")
    assert got["Content-Type"] == "application/feed+json"
    feed = json.loads(got.content)
    assert (feed["version"], feed["home_page_url"], feed["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "http://testserver/articles/?source=turan-az",
        "http://testserver/articles/feed.json?source=turan-az",
    )
    item = feed["items"][0]
    assert item.pop("date_modified").startswith("20")
    assert item == {
        "id": f"http://testserver/articles/{article.public_id}/",
        "url": f"http://testserver{article.get_absolute_url()}",
        "external_url": "https://turan.az/1",
        "title": "Bridge opens",
        "content_text": "Text.",
        "date_published": "2020-10-31T00:00:00+04:00",
        "authors": [{"name": "turan.az"}],
        "tags": ["Politics"],
        "language": "en",
    }
    assert client.get("/articles/feed.json?source=nobody").status_code == 400
    page = client.get("/articles/?q=bridge").content.decode()
    assert 'type="application/feed+json"' in page


def test_feeds_tell_by_what_was_found(client: Client) -> None:
    make_article("Yukos is sold", body="The firm Yukos was sold.", date="2019-01-02")
    make_article("ЮКОС продан", body="Компания Юкос продана.", language="ru", date="2019-01-01")
    indexing.rebuild()
    feed = json.loads(client.get("/articles/feed.json?q=Yukos").content)
    assert feed["description"] == "1 as typed, 1 by another spelling of the name."
    assert [item.get("_archive") for item in feed["items"]] == [
        None,
        {"matched": "keys", "why": "Found by another spelling of the name: ЮКОС for Yukos."},
    ]
    atom = ET.fromstring(client.get("/articles/feed/?q=Yukos").content)
    assert atom.findtext(f"{ATOM}subtitle") == "1 as typed, 1 by another spelling of the name."
    said = [one.findtext(f"{ATOM}summary") for one in atom.iter(f"{ATOM}entry")]
    assert said == [
        "The firm Yukos was sold.",
        "Компания Юкос продана. Found by another spelling of the name: ЮКОС for Yukos.",
    ]


def sitemaps(client: Client) -> dict[str, dict[str, str]]:
    """Of each sitemap the addresses with when they were changed."""
    cache.clear()
    found = {}
    index = ET.fromstring(client.get("/sitemap.xml").content)
    for one in index.iter(f"{SITEMAP}sitemap"):
        place = one.findtext(f"{SITEMAP}loc") or ""
        got: Any = client.get(place.removeprefix("http://testserver"))
        listed = ET.fromstring(b"".join(got))
        found[place.rpartition("/")[2]] = {
            url.findtext(f"{SITEMAP}loc") or "": url.findtext(f"{SITEMAP}lastmod") or ""
            for url in listed.iter(f"{SITEMAP}url")
        }
    return found


def test_sitemaps_by_month(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [make_article(f"Bridge {n}", date="2020-10-31") for n in range(3)]
    make_article("Мост", date="2021-01-01", precision="year")
    make_article("Undated", date=None)
    gone = make_article("Gone", date="2019-05-05")
    found = sitemaps(client)
    assert {name: len(urls) for name, urls in found.items()} == {
        "undated.xml": 1, "2019-05.xml": 1, "2020-10.xml": 3, "2021-01.xml": 1,
    }  # fmt: skip
    assert found["2020-10.xml"] == {
        f"http://testserver{one.get_absolute_url()}": one.updated_at.isoformat(timespec="seconds")
        for one in kept
    }
    withdraw(gone, "a takedown")
    assert "2019-05.xml" not in sitemaps(client)
    assert client.get("/sitemaps/2019-05.xml").status_code == 404
    monkeypatch.setattr("articles.views.discovery.MOST_ADDRESSES", 2)
    parts = {name: len(urls) for name, urls in sitemaps(client).items() if name.startswith("2020")}
    assert parts == {"2020-10.xml": 2, "2020-10-2.xml": 1}
    for wrong in ("x", "2020", "2020-13", "2020-10-0", "2020-10-9", "99999-01", "undated-x", "9999-12"):
        assert client.get(f"/sitemaps/{wrong}.xml").status_code == 404, wrong


def test_robots_opensearch_and_security(client: Client, settings: Settings) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml\n" in robots
    for front in ("", "/ru", "/ka"):
        for closed in ("?", "*/original/", "feed/", "feed.json", "table/"):
            assert f"\nDisallow: {front}/articles/{closed}\n" in robots
    described = ET.fromstring(client.get("/opensearch.xml").content)
    addresses = [url.get("template") for url in described if url.tag.endswith("}Url")]
    assert addresses[0] == "http://testserver/articles/?q={searchTerms}&page={startPage?}"
    assert 'rel="search"' in client.get("/robots-none").content.decode()
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    told = client.get("/.well-known/security.txt").content.decode()
    assert told.startswith("Contact: mailto:security@example.org\nExpires: 20")


def test_titles_and_descriptions_differ(client: Client) -> None:
    article = make_article("Bridge opens", "Ada Bell opened it.", section="Politics", place="Baku",
                           persons=["Ada Bell"])  # fmt: skip
    person = Person.objects.get()
    indexing.rebuild()
    pages = ["/", "/articles/", "/dates/", "/dates/2020/", "/dates/2020/10/", "/dates/2020/10/31/",
             "/people/",
             "/places/", "/sections/", "/sources/", "/places/baku/", "/sections/politics/",
             "/sources/turan-az/", "/help/search/", "/api/v1/docs",
             article.get_absolute_url(),
             person.get_absolute_url(), "/people/?script=Latn&letter=B"]  # fmt: skip
    titles, descriptions, addresses = [], [], []
    for page in pages:
        text = client.get(page).content.decode().partition("</head>")[0]  # drawings have titles, too
        titles += re.findall(r"<title>(.*?)</title>", text)
        descriptions += re.findall(r'<meta name="description" content="([^"]+)">', text)
        addresses += re.findall(r'<link rel="canonical" href="([^"]+)">', text)
    assert len(titles) == len(descriptions) == len(addresses) == len(pages)
    assert len(set(titles)) == len(set(descriptions)) == len(set(addresses)) == len(pages)
    assert Article.objects.count() == 1
    assert visit(client, "/articles/").status == 200
