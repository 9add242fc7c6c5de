"""An article as values: the same whether it was only read, or is in the archive."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.exporting.record import READ, Record, facts_of, record_of, records_of, values, when_of
from articles.importing.run import import_text
from articles.models import Article
from articles.reading.model import Hints
from articles.reading.reader import read
from tests.factories import make_article

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_what_was_read_has_the_promised_keys() -> None:
    text = "The road to the north is closed, police said on Monday."
    [record] = records_of(read(text.encode()))
    row = values(record, READ)
    assert tuple(row) == READ
    assert set(row) == {
        "item", "sha256", "encoding", "language", "source", "headline", "caption", "byline", "place",
        "agency", "section", "published", "body", "teasers", "persons", "lines", "evidence", "doubts",
        "doubt_codes", "needs_review", "reader_version",
    }  # fmt: skip
    assert row["headline"] is None
    assert row["published"] is None
    assert row["lines"] == [{"n": 1, "role": "body", "text": text}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sample", ["turan.az/001.txt", "armenpress.am/001.txt", "rioni-times.example/2008-snow-tbilisi.txt"]
)
def test_an_article_is_in_the_archive_what_was_read(sample: str) -> None:
    data = (SAMPLES / sample).read_bytes()
    hints = Hints(path=sample, url="https://rioni-times.example/1")
    [was_read] = records_of(read(data, hints), url=hints.url)
    [article] = import_text(data, hints).articles
    record = record_of(Article.objects.get(pk=article.pk))
    assert record.public_id == article.public_id
    assert record.status == article.status
    assert [person.spans for person in record.persons] == [person.spans for person in was_read.persons]
    assert record.persons or sample.startswith("rioni")
    assert record.place.casefold() == was_read.place.casefold()  # by its name in the archive
    of_the_archive = {
        name: getattr(record, name) for name in ("public_id", "status", "persons", "place", "lines")
    }
    assert record == replace(was_read, **of_the_archive)


@pytest.mark.django_db
def test_rejected_mentions_are_of_nobody() -> None:
    article = make_article(body="Ada Bell spoke.", persons=["Ada Bell"])
    assert [person.name for person in record_of(article).persons] == ["Ada Bell"]
    article.mentions.update(status="rejected")
    assert record_of(article).persons == ()


@pytest.mark.django_db
def test_an_article_without_a_reading_is_a_record(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    article = make_article(headline="Road closed", source="turan.az", section="Society", place="Baku")
    article.readings.all().delete()
    record = record_of(article)
    assert isinstance(record, Record)
    assert (record.evidence, record.doubts, record.teasers, record.reader_version) == ({}, (), (), "")
    assert json.loads(json.dumps(values(record)))["body"] == article.body
    [named] = Article.objects.with_names().defer("body", "caption").filter(pk=article.pk)
    with django_assert_num_queries(0):
        facts = facts_of(named)
    assert (facts.source, facts.section, facts.place) == ("turan.az", "Society", "Baku")
    assert values(facts)["agency"] is None


@pytest.mark.parametrize(
    ("date", "time", "zone", "precision", "expected"),
    [
        ("2020-10-31", "19:19", "Asia/Baku", "minute", ("2020-10-31", "19:19", "2020-10-31T19:19+04:00")),
        ("2020-10-31", "19:19:00", "", "minute", ("2020-10-31", "19:19", "2020-10-31T19:19")),
        ("2020-10-31", "19:19:05", "UTC", "minute", ("2020-10-31", "19:19:05", "2020-10-31T19:19:05+00:00")),
        ("2020-10-31", None, "Asia/Baku", "day", ("2020-10-31", "", "2020-10-31")),
        ("2020-10-31", None, "", "month", ("2020-10", "", "2020-10")),
        ("0987-05-01", None, "", "year", ("0987", "", "0987")),
    ],
)
def test_one_shape_for_a_date_time(
    date: str, time: str | None, zone: str, precision: str, expected: tuple[str, str, str]
) -> None:
    article = Article()
    article.set_published(
        dt.date.fromisoformat(date), dt.time.fromisoformat(time) if time else None, zone, precision
    )
    when = when_of(article)
    assert when is not None
    assert (when.date, when.time, when.iso) == expected
    assert when.precision == precision


def test_a_hint_is_of_the_same_shape() -> None:
    text = b"The road to the north is closed, police said on Monday."
    for hint, expected in {
        "31.10.2020 19:19:05": ("2020-10-31", "19:19:05", "minute"),
        "2020-10": ("2020-10", "", "month"),
        "٢٠٢٠": ("2020", "", "year"),
    }.items():
        [record] = records_of(read(text, Hints(published=hint)))
        assert record.published is not None
        assert (record.published.date, record.published.time, record.published.precision) == expected


def test_an_undated_article_has_no_date() -> None:
    assert when_of(Article()) is None
