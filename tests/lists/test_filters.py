"""The parameters of the lists become a Query."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles.lists.filters import ArticleFilter, day_of
from articles.models import Article
from articles.search.query import UNKNOWN, Query, Sort
from articles.search.resolving import resolve
from articles.search.tree import And, Choice, Not, Word
from tests.factories import make_person, make_place, make_section, make_source


def query_of(parameters: str) -> Query:
    asked = ArticleFilter(QueryDict(parameters), queryset=Article.objects.none())
    assert asked.problems == []
    return asked.query


def test_no_parameters_ask_for_everything():
    assert query_of("") == Query()


def test_every_parameter(db):
    source, section, place, person = make_source(), make_section(), make_place(), make_person("Ada Bell")
    assert query_of(
        f"q=+war &source={source.slug}&source=-&section={section.slug}&place={place.slug}&person={person.pk}"
        "&language=ru&language=hy&from=2020&to=2020-02&undated=1&sort=oldest&exact=1"
    ) == Query(
        text="war",
        sources=(source.pk, UNKNOWN),
        sections=(section.pk,),
        languages=("ru", "hy"),
        places=(place.pk,),
        persons=(person.pk,),
        date_from=dt.date(2020, 1, 1),
        date_to=dt.date(2020, 2, 29),
        undated=True,
        sort=Sort.OLDEST,
        exact=True,
    )


def test_values_can_be_left_out(db):
    source, person = make_source(), make_person("Ada Bell")
    asked = query_of(f"not_source={source.slug}&not_source=-&not_person={person.pk}&not_language=ru")
    assert asked.excluded == (
        Choice("source", (source.pk, UNKNOWN)),
        Choice("language", ("ru",)),
        Choice("person", (person.pk,)),
    )
    assert resolve(asked).tree == And(tuple(map(Not, asked.excluded)))
    words = resolve(replace(asked, text="war peace", excluded=asked.excluded[:1])).tree
    assert words == And((Word("war"), Word("peace"), Not(asked.excluded[0])))


def test_two_merged_people_are_asked_for_once(db):
    live = make_person("Ada Bell")
    merged = make_person("A. Bell", merged_into=live)
    assert query_of(f"person={merged.pk}&person={live.pk}").persons == (live.pk,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-2", "2020-02-01", "2020-02-29"),
        ("2020-10-31", "2020-10-31", "2020-10-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("0001-01", "0001-01-01", "0001-01-31"),
        ("31.10.2020", "2020-10-31", "2020-10-31"),
        ("٢٠٢٠", "2020-01-01", "2020-12-31"),
    ],
)
def test_days(text, first, last):
    assert (day_of(text, last=False).isoformat(), day_of(text, last=True).isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["0000", "2020-13", "2020-00", "2020-02-30", "31.13.2020", "20201031", "٢٠٢٠٠"]
)
def test_what_is_no_date(text):
    with pytest.raises(ValidationError):
        day_of(text, last=True)
