import pytest
from django.db import connection

from articles.models import Article
from articles.text.addresses import ways_to_write
from tests.factories import make_article


def test_one_address_is_written_in_many_ways() -> None:
    ways = ways_to_write(" http://WWW.Example.az/News/1/?id=2#comments ")
    assert len(ways) == 10
    assert "http://WWW.Example.az/News/1/?id=2#comments" in ways
    assert {"https://example.az/News/1?id=2", "http://www.example.az/News/1/?id=2"} <= ways
    assert len(ways & ways_to_write("www.example.az/News/1?id=2")) == 8


@pytest.mark.parametrize(
    "text",
    ["", "example.az", "javascript:alert(1)", "https://", "http://[", "two https://a.az", "https://a.az/\0"],
)
def test_what_is_no_address(text: str) -> None:
    assert ways_to_write(text) == set()


@pytest.mark.django_db
def test_articles_are_found_by_the_address_they_came_from() -> None:
    long = "https://example.az/" + "a" * 3000
    article = make_article(original_url="https://www.example.az/news/1")
    make_article(original_url="https://www.example.az/news/12")
    make_article(original_url=long)
    assert list(Article.objects.at_address("http://example.az/news/1/#top")) == [article]
    assert not Article.objects.at_address("https://example.az/news").exists()
    assert not Article.objects.at_address("").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["https://Example.am/News/1", "https://example.am/n#story-5", "https://example.am/n/?"]
)
def test_every_article_is_found_by_the_address_that_is_stored(url: str) -> None:
    article = make_article(original_url=url)
    assert list(Article.objects.at_address(url)) == [article]


@pytest.mark.django_db
def test_an_address_is_looked_up_in_the_index() -> None:
    plan = Article.objects.at_address("https://example.am/1").explain()
    assert connection.vendor != "sqlite" or "article_address" in plan
