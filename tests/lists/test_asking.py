"""What was asked, from parameters alone."""

from articles.lists.asking import Asked
from articles.lists.citing import Citation
from articles.search.query import Query, Sort
from tests.factories import make_person, make_source


def test_nothing_asked_is_everything():
    asked = Asked({})
    assert (asked.answerable, asked.problems, asked.query, asked.page) == (True, [], Query(), 1)
    assert (str(asked.address), asked.active, asked.cited, asked.wants_citation) == (
        "/articles/",
        [],
        None,
        False,
    )
    assert [(sort.label, sort.is_current) for sort in asked.sorts] == [
        ("Newest first", True),
        ("Oldest first", False),
    ]


def test_what_is_chosen_can_be_taken_away(db):
    make_source("turan.az")
    asked = Asked(
        {"q": ["war"], "source": ["turan-az", "-"], "from": ["2020"], "more": ["place"], "page": ["2"]}
    )
    assert asked.page == 2
    assert str(asked.narrowed) == "/articles/?q=war&source=turan-az&source=-&from=2020"
    assert asked.kept_by_form == [("source", "turan-az"), ("source", "-")]
    assert [(one.label, one.value, one.without) for one in asked.active] == [
        ("Source", "turan.az", "/articles/?q=war&source=-&from=2020&more=place"),
        ("Source", "Source unknown", "/articles/?q=war&source=turan-az&from=2020&more=place"),
        ("From", "2020", "/articles/?q=war&source=turan-az&source=-&more=place"),
    ]


def test_orders():
    asked = Asked({"q": ["war"], "sort": ["oldest"]})
    assert (asked.order, Asked({"q": ["war"]}).order) == (Sort.OLDEST, Sort.RELEVANCE)
    assert [(sort.label, sort.address) for sort in asked.sorts] == [
        ("Most relevant", "/articles/?q=war"),
        ("Newest first", "/articles/?q=war&sort=newest"),
        ("Oldest first", "/articles/?q=war&sort=oldest"),
    ]


def test_what_is_not_clear_is_said(db):
    asked = Asked({"from": ["soon"], "source": ["nowhere"]})
    assert not asked.answerable
    assert asked.problems == [
        ("Source", "There is no “nowhere” here."),
        ("From", "“soon” is not a date; write 2020, 2020-10 or 2020-10-31."),
    ]


def test_the_words_are_understood_once(db, django_assert_num_queries):
    person = make_person("Ada Bell")
    asked = Asked({"q": ["war person:bell"]})
    assert asked.resolved.query.persons == (person.pk,)
    with django_assert_num_queries(0):
        assert asked.resolved.sorted_by(Sort.OLDEST).query.sort == Sort.OLDEST
    assert asked.query == Query("war person:bell")


def test_what_an_address_cites_is_no_part_of_the_list():
    given = {"cited": ["2026-11-28"], "found": ["3"], "set": ["0123456789abcdef"]}
    asked = Asked({"q": ["war"], **given})
    assert (asked.cited, str(asked.address)) == (
        Citation.given(given),
        "/articles/?q=war",
    )
    assert asked.cited is not None
    assert Asked({"cite": ["1"]}).wants_citation
