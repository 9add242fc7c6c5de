import pytest
from django.db import connection

from articles.models import Article
from articles.text.addresses import address_key, is_same_address, plain_address
from tests.factories import make_article

PAGE = "https://u.example/news/1?id=5"


@pytest.mark.parametrize(
    "url",
    [
        " http://WWW.U.Example/news/1/?id=5#comments ",
        "www.u.example/news/1?id=5",
        f"{PAGE}&utm_source=facebook&utm_medium=social",
        f"{PAGE}&fbclid=abc",
        "https://u.example/news/1?utm_source=x&id=5",
        "https://u.example:443/news/1?id=5",
        "http://u.example:80//news/1?id=5&",
        "https://m.u.example/news/1?id=5",
        "https://amp.u.example/news/1?id=5",
        "https://u.example/news/1/amp/?id=5",
        "https://u.example/amp/news/1?id=5&amp=1",
        "https://u.example/n%65ws/1?id=%35&Yclid=9",
    ],
)
def test_addresses_that_are_one(url: str) -> None:
    assert is_same_address(url, PAGE)
    assert address_key(url) == address_key(PAGE)
    assert plain_address(url) == "u.example/news/1?id=5"


@pytest.mark.parametrize(
    "url",
    [
        "https://u.example/news/1",
        "https://u.example/News/1?id=5",
        "https://u.example/news/1?id=6",
        "https://u.example/news/1?id=5&page=2",
        "https://u.example:8080/news/1?id=5",
        "https://az.u.example/news/1?id=5",
        "https://u.example/news/1?id=5#!/2",
        "https://u.example/news/amplitude/1?id=5",
        "",
    ],
)
def test_addresses_that_are_two(url: str) -> None:
    assert not is_same_address(url, PAGE)
    assert address_key(url) != address_key(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.az/%CD%EE%E2", "https://x.az/%D1%F2%E0"),  # windows-1251
        ("https://x.az/?q=%CD%EE%E2", "https://x.az/?q=%D1%F2%E0"),
        ("https://x.az/?%CD=1", "https://x.az/?%D1=1"),
        ("https://x.az/a%2Fb", "https://x.az/a/b"),
        ("https://x.az/a%3Fid=1", "https://x.az/a?id=1"),
        ("https://x.az/a%23!b", "https://x.az/a#!b"),
    ],
)
def test_escapes_that_are_no_utf8_or_end_a_part_stay_apart(one: str, other: str) -> None:
    assert not is_same_address(one, other)
    assert is_same_address(one, one.lower())
    assert address_key(one) == address_key(one.lower())


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://m.com.tr/1", "m.com.tr/1"),
        ("https://www.m.com.tr/1", "m.com.tr/1"),
        ("https://amp.info.az/1", "amp.info.az/1"),
        ("https://m.co.uk/1", "m.co.uk/1"),
        ("https://m.haber.com.tr/1", "haber.com.tr/1"),
        ("https://m.news.az/1", "news.az/1"),
        ("https://m.az/1", "m.az/1"),
    ],
)
def test_what_is_nobodys_is_left_no_host(url: str, plain: str) -> None:
    assert plain_address(url) == plain


def test_the_order_of_parameters_and_letters_of_domains_make_no_other_address() -> None:
    assert plain_address("https://a.example/?b=2&a=1&a=0") == plain_address("https://a.example?a=0&a=1&b=2")
    assert plain_address("https://новости.рф/1") == plain_address("https://xn--b1amnebsh.xn--p1ai/1")
    assert plain_address("https://www.az/1") == "www.az/1"


@pytest.mark.parametrize(
    "text",
    ["", "example.az", "javascript:alert(1)", "https://", "http://[", "two https://a.az", "https://a.az/\0"],
)
def test_what_is_no_address(text: str) -> None:
    assert plain_address(text) == ""


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
    assert connection.vendor != "sqlite" or "article_of_address" in plan
