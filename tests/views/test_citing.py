"""Lists that can be cited."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.models import Article
from tests.factories import make_article


@pytest.fixture
def two(db, index):
    make_article(headline="Oil one", body="Oil.")
    make_article(headline="Oil two", body="Oil.")
    make_article(headline="Rain", body="Rain.")
    index()


def cited(get, address: str) -> str:
    """The address to cite that a list offers."""
    link = get(address).links("p[@class='hint take-along']")["Link to cite this search"]
    return get(link).one("input[@id='cite']").get("value")


def test_address_fixes_the_search_and_what_it_found(get, two):
    address = urlsplit(cited(get, "/articles/?q=oil&sort=oldest&page=1"))
    values = parse_qs(address.query)
    assert address.path == "/articles/"
    assert {name: values[name] for name in ("q", "sort", "found")} == {
        "q": ["oil"],
        "sort": ["oldest"],
        "found": ["2"],
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", values["cited"][0])
    assert re.fullmatch(r"[0-9a-f]{16}", values["set"][0])


def test_says_whether_anything_changed(get, two, index):
    address = cited(get, "/articles/?q=oil")
    assert "nothing has changed: it finds the same 2 articles" in get(address).text("p[@class='message']")
    make_article(headline="Oil three", body="Oil.")
    index()
    assert "then 2 articles" in get(address).text("p[@class='message']")
    Article.objects.filter(headline="Oil one").update(status=Article.Status.WITHDRAWN)
    index()
    assert "This search has changed" in get(address).text("p[@class='message']")  # two again, but others


def test_says_what_was_counted(get, two, index):
    make_article(headline="Oils", body="Many oils.")
    index()
    link = get("/articles/?q=oil").links("p[@class='hint take-along']")["Link to cite this search"]
    assert get(link).text("div[@class='message cite']//span") == "2 as typed, 1 by another form of the words."


def test_same_articles_have_the_same_fingerprint_in_any_order(get, two):
    def fingerprint(address: str) -> list[str]:
        return parse_qs(urlsplit(cited(get, address)).query)["set"]

    assert fingerprint("/articles/?q=oil") == fingerprint("/articles/?q=oil&sort=oldest")
    assert fingerprint("/articles/?q=oil") != fingerprint("/articles/?q=rain")


@pytest.mark.parametrize(
    "query",
    ["cited=2020-13-45&found=2&set=0123456789abcdef", "cited=x&found=y&set=z", "cited=2020-01-01&found=2"],
)
def test_unsound_citation_is_no_citation(get, two, query):
    page = get(f"/articles/?q=oil&{query}")
    assert page.status == 200
    assert page.all("p[@class='message']") == []
