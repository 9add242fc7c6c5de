"""Which page is asked for, and which pages a list has."""

import pytest
from django.http import QueryDict

from articles.lists.paging import Pages, page_asked


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("page=", 1),
        ("page=3", 3),
        ("page= 3 ", 3),
        ("page=2&page=4", 4),
        ("page=" + "9" * 30, int("9" * 30)),
        ("page=0", None),
        ("page=-1", None),
        ("page=abc", None),
        ("page=1.5", None),
        ("page=٣", None),
        ("page=" + "9" * 31, None),
        ("page=%00", None),
    ],
)
def test_page_asked(query, number):
    assert page_asked(dict(QueryDict(query).lists())) == number


def test_pages_of_a_list():
    pages = Pages.of(3, total=45, size=20)
    assert (pages.number, pages.last, pages.start, pages.end) == (3, 3, 40, 45)
    assert (pages.previous, pages.next, pages.message) == (2, None, "")
    assert Pages.of(1, total=45, size=20).next == 2


def test_page_beyond_the_last_is_the_last():
    pages = Pages.of(10**29, total=41, size=20)
    assert (pages.number, pages.start, pages.end) == (3, 40, 41)
    assert pages.message == f"There is no page {10**29}; this is the last page."


def test_what_is_no_page_is_the_first():
    pages = Pages.of(None, total=41, size=20)
    assert (pages.number, pages.message) == (1, "That is not the number of a page; this is the first page.")


def test_empty_list_has_one_page():
    pages = Pages.of(1, total=0, size=20)
    assert (pages.number, pages.last, pages.start, pages.end, pages.shown) == (1, 1, 0, 0, [1])


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, [1, 2, 3, None, 50]),
        (5, [1, None, 3, 4, 5, 6, 7, None, 50]),
        (4, [1, 2, 3, 4, 5, 6, None, 50]),
        (50, [1, None, 48, 49, 50]),
    ],
)
def test_numbers_shown(number, shown):
    assert Pages.of(number, total=1000, size=20).shown == shown
