"""Articles that were ticked in a list, taken along."""

import csv
import json

import pytest

from articles.models import Article
from tests.factories import make_article


@pytest.fixture
def two(db):
    return [make_article(headline=name, body=f"Text of {name}.") for name in ("One", "=Two")]


def test_a_table_in_the_order_of_ticking(client, two):
    one, other = two
    answer = client.get(f"/articles/chosen/?pick={other.public_id}&pick={one.public_id}&pick=gone&q=x")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(answer.content.decode().splitlines()))
    assert [(row["public_id"], row["headline"]) for row in rows] == [
        (other.public_id, "'=Two"),
        (one.public_id, "One"),
    ]
    assert rows[1]["address"] == f"http://testserver/articles/{one.public_id}/"


@pytest.mark.parametrize(
    ("format", "says"),
    [("bibtex", "@"), ("ris", "TY  - "), ("csl", '"title": "One"'), ("csv-text", "Text of One.")],
)
def test_other_formats(client, two, format, says):
    answer = client.get(f"/articles/chosen/?format={format}&pick={two[0].public_id}")
    assert says in answer.content.decode().replace('":"', '": "')


def test_records(client, two):
    answer = client.get("/articles/chosen/", {"format": "jsonl", "pick": [one.public_id for one in two]})
    records = [json.loads(line) for line in answer.content.decode().splitlines()]
    assert [record["headline"] for record in records] == ["One", "=Two"]
    assert records[0]["address"] == f"http://testserver/articles/{two[0].public_id}/"


def test_nothing_ticked_or_withdrawn_or_in_no_format(client, two):
    Article.objects.filter(pk=two[0].pk).update(status=Article.Status.WITHDRAWN)
    for asked in ("", f"pick={two[0].public_id}", f"format=exe&pick={two[1].public_id}"):
        assert client.get(f"/articles/chosen/?{asked}").status_code == 400


def test_as_many_queries_for_many(client, db, django_assert_num_queries):
    articles = [make_article(headline=f"A {n}", persons=[]) for n in range(6)]
    numbers = [article.public_id for article in articles]
    for some in (numbers[:1], numbers):
        with django_assert_num_queries(1):
            client.get("/articles/chosen/", {"pick": some})
