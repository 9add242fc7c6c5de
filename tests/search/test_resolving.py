import datetime as dt

import pytest

from articles.models import PlaceName, SectionName
from articles.search.parsing import Note
from articles.search.query import Query
from articles.search.resolving import interval, resolve
from articles.search.tree import And, Choice, Days, Not, Or, Word
from tests.factories import make_person, make_place, make_section, make_source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", (dt.date(2020, 1, 1), dt.date(2020, 12, 31))),
        ("2020-02", (dt.date(2020, 2, 1), dt.date(2020, 2, 29))),
        ("2020-10-31", (dt.date(2020, 10, 31), dt.date(2020, 10, 31))),
        ("31.10.2020", (dt.date(2020, 10, 31), dt.date(2020, 10, 31))),
        ("9999-12-31", (dt.date(9999, 12, 31), dt.date(9999, 12, 31))),
        ("0000", None),
        ("2020-13", None),
        ("2021-02-29", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: tuple[dt.date, dt.date] | None) -> None:
    assert interval(text) == expected


@pytest.mark.django_db
class TestNames:
    def test_a_source_by_name_domain_or_part(self) -> None:
        turan, bbc = make_source("turan.az"), make_source("BBC News")
        for name in ("turan.az", "TURAN.AZ", "turan"):
            assert resolve(Query(f"source:{name}")).query.sources == (turan.pk,)
        assert resolve(Query('war source:"bbc news"')).query.sources == (bbc.pk,)
        assert resolve(Query('war source:"bbc news"')).tree == Word("war")

    def test_a_section_and_a_place_in_any_language(self) -> None:
        politics, baku = make_section("Politics"), make_place("Baku")
        SectionName.objects.create(section=politics, name="Политика", language="ru")
        PlaceName.objects.create(place=baku, name="Bakı", language="az")
        found = resolve(Query("section:ПОЛИТИКА place:baki"))
        assert (found.query.sections, found.query.places) == ((politics.pk,), (baku.pk,))
        assert found.tree is None

    def test_a_person_by_any_spelling(self) -> None:
        person = make_person("Yevgeny Buzhinsky", "Евгений Бужинский")
        for text in ('person:"Евгений Бужинский"', "person:buzhinsky", 'person:"yevgeny buzhinsky"'):
            assert resolve(Query(text)).query.persons == (person.pk,)

    def test_a_merged_person_is_the_one_they_were_merged_into(self) -> None:
        kept = make_person("Yevgeny Buzhinsky")
        make_person("E. Buzhinskiy", merged_into=kept)
        assert resolve(Query('person:"E. Buzhinskiy"')).query.persons == (kept.pk,)

    def test_a_name_that_nobody_has_matches_nothing_and_is_said(self) -> None:
        found = resolve(Query("war source:nowhere"))
        assert found.tree == And((Word("war"), Choice("source", ())))
        assert found.notes == (Note(11, 18, "No source is called “nowhere”."),)

    def test_a_choice_elsewhere_stays_in_the_tree(self) -> None:
        turan = make_source("turan.az")
        choice = Choice("source", (turan.pk,))
        assert resolve(Query("-source:turan.az")).tree == Not(choice)
        assert resolve(Query("source:turan.az OR war")).tree == Or((choice, Word("war")))
        both = resolve(Query("source:turan.az", sources=(77,)))
        assert (both.query.sources, both.tree) == ((77,), choice)


@pytest.mark.parametrize(
    ("text", "date_from", "date_to"),
    [
        ("from:2020-10", dt.date(2020, 10, 1), None),
        ("to:2020-10", None, dt.date(2020, 10, 31)),
        ("date:2020-10", dt.date(2020, 10, 1), dt.date(2020, 10, 31)),
        ("after:2020-10", dt.date(2020, 11, 1), None),
        ("before:2020-10", None, dt.date(2020, 9, 30)),
        ("from:2020 to:2021", dt.date(2020, 1, 1), dt.date(2021, 12, 31)),
    ],
)
def test_dates_in_the_box_are_those_of_the_form(
    text: str, date_from: dt.date | None, date_to: dt.date | None
) -> None:
    found = resolve(Query(text))
    assert (found.query.date_from, found.query.date_to, found.tree) == (date_from, date_to, None)


@pytest.mark.parametrize("text", ["before:0001", "after:9999-12-31", "before:0001-01-01", "to:9999"])
def test_the_ends_of_time(text: str) -> None:
    assert resolve(Query(text)).notes == ()


def test_dates_twice_both_hold() -> None:
    found = resolve(Query("from:2020 from:2021"))
    assert found.query.date_from == dt.date(2020, 1, 1)
    assert found.tree == Days(dt.date(2021, 1, 1).toordinal(), None)


def test_a_date_that_is_none_is_said_and_left_out() -> None:
    found = resolve(Query("war from:soon"))
    assert found.tree == Word("war")
    assert found.notes == (Note(9, 13, "“soon” is not a date such as 2020, 2020-10 or 2020-10-31."),)


def test_a_language() -> None:
    assert resolve(Query("lang:RU war")).query.languages == ("ru",)
