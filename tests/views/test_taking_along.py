"""A list as a feed and as a table."""

import csv
import io
from xml.etree import ElementTree

import pytest

from articles.models import Article
from articles.views import table
from articles.views.table import COLUMNS
from tests.factories import make_article

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def bridge(db, index):
    make_article(headline="An older bridge", date="2001-02-03", source="report.az", section="Society")
    article = make_article(
        headline='A bridge, "the <b>longest</b>", opens\x0b',
        body="The bridge is open <script>alert(1)</script>.",
        source="turan.az",
        section="Society",
        place="Baku",
        date="2020-10-31",
        time="19:19",
    )
    make_article(headline="Rain", date="2021-01-01")
    make_article(headline="A withdrawn bridge", status=Article.Status.WITHDRAWN)
    index()
    return article


def test_a_feed_has_the_newest_of_the_list(client, bridge):
    answer = client.get("/articles/feed/?q=bridge&sort=oldest&utm_source=x")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "max-age=60" in answer["Cache-Control"]
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext(f"{ATOM}title") == "bridge – News Archive"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/articles/?q=bridge",
        "self": "http://testserver/articles/feed/?q=bridge",
    }
    newest, older = feed.findall(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}title") == 'A bridge, "the <b>longest</b>", opens'
    summary = newest.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text == "The bridge is open &lt;script&gt;alert(1)&lt;/script&gt;."
    assert newest.findtext(f"{ATOM}id") == f"http://testserver/articles/{bridge.public_id}/"
    assert newest.findtext(f"{ATOM}published") == "2020-10-31T19:19:00+04:00"
    assert newest.findtext(f"{ATOM}author/{ATOM}name") == "turan.az"
    assert newest.find(f"{ATOM}link").get("href") == f"http://testserver{bridge.get_absolute_url()}"
    assert newest.find(f"{ATOM}category").get("term") == "Society"
    assert older.findtext(f"{ATOM}title") == "An older bridge"


def test_a_table_has_a_row_for_each_in_the_order_of_the_list(client, bridge):
    answer = client.get("/articles/table/?q=bridge&sort=oldest")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="articles.csv"'
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    older, newer = csv.DictReader(io.StringIO(text[1:]))
    assert tuple(newer) == COLUMNS
    assert (older["headline"], older["published"], older["place"]) == ("An older bridge", "2001-02-03", "")
    assert newer["number"] == bridge.public_id
    assert newer["address"] == f"http://testserver/articles/{bridge.public_id}/"
    assert newer["headline"] == bridge.headline
    assert newer["published"] == "2020-10-31T19:19+04:00"
    assert (newer["source"], newer["place"], newer["status"]) == ("turan.az", "Baku", "published")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_nothing_in_a_table_is_a_formula(client, index, db, begin):
    make_article(headline=f"{begin}HYPERLINK(1)", date="2020-01-01")
    index()
    text = b"".join(client.get("/articles/table/").streaming_content).decode()
    [row] = csv.DictReader(io.StringIO(text[1:]))
    assert row["headline"] == f"'{begin}HYPERLINK(1)"


def test_a_long_table_asks_few_queries_and_ends(
    client, index, db, monkeypatch, django_assert_max_num_queries
):
    for n in range(7):
        make_article(headline=f"Rain {n}", source=f"s{n}.az")
    index()
    monkeypatch.setattr(table, "MOST_ROWS", 5)
    with django_assert_max_num_queries(4):
        lines = b"".join(client.get("/articles/table/").streaming_content).decode().splitlines()
    assert len(lines) == 6


@pytest.mark.parametrize("kind", ["feed", "table"])
def test_what_cannot_be_listed_is_said(client, index, db, kind):
    index()
    answer = client.get(f"/articles/{kind}/?from=never&source=nobody")
    assert answer.status_code == 400
    assert "Cache-Control" not in answer
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Source: There is no “nobody” here.",
        "From: “never” is not a date; write 2020, 2020-10 or 2020-10-31.",
    ]


@pytest.mark.parametrize("kind", ["feed", "table"])
def test_without_an_index(client, db, kind):
    assert client.get(f"/articles/{kind}/").status_code == 503


def test_a_list_leads_to_its_feed_and_table(get, bridge):
    page = get("/articles/?q=bridge&sort=oldest&more=place")
    links = page.links("p[@class='hint take-along']")
    assert links["Feed of the newest"] == "/articles/feed/?q=bridge"
    assert links["Table (CSV)"] == "/articles/table/?q=bridge&sort=oldest"
    feeds = [link.get("href") for link in page.all("link[@rel='alternate']")]
    assert feeds == ["/articles/feed/?q=bridge", "/articles/feed.json?q=bridge"]
    assert get("/articles/?from=never").all("link[@rel='alternate']") == []
