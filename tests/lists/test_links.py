"""Addresses of lists."""

from django.http import QueryDict

from articles.lists.links import ListAddress, articles_with


def address(query: str) -> ListAddress:
    return ListAddress(dict(QueryDict(query).lists()))


def test_empty_values_and_the_page_are_left_out():
    assert str(address("q=&source=a&page=3&source=&source=b")) == "/articles/?source=a&source=b"
    assert str(ListAddress()) == "/articles/"
    assert str(ListAddress({"page": ["2"]}, "/sources/x/")) == "/sources/x/"


def test_pages():
    assert address("q=a").at(1) == "/articles/?q=a"
    assert address("q=a").at(3) == "/articles/?q=a&page=3"
    assert ListAddress(path="/sources/").at(2) == "/sources/?page=2"


def test_values_more_and_less():
    assert str(address("source=a").with_value("source", "b")) == "/articles/?source=a&source=b"
    assert str(address("source=a&source=b").without_value("source", "a")) == "/articles/?source=b"


def test_setting_replaces_and_removes():
    assert str(address("q=a&from=2020&from=2021").setting(q="", from_="1999")) == "/articles/?from=1999"
    assert address("q=a").on("2020-10") == "/articles/?q=a&from=2020-10&to=2020-10"


def test_only_some_parameters():
    found = address("q=a&more=place&place=b&place=c").only({"q", "place"})
    assert str(found) == "/articles/?q=a&place=b&place=c"


def test_last_value_counts():
    assert (address("q=a&q=b").value("q"), address("q=a").value("sort")) == ("b", "")


def test_what_was_typed_is_quoted():
    assert articles_with(q='a&b="ü"') == "/articles/?q=a%26b%3D%22%C3%BC%22"
