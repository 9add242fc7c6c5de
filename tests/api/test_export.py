"""All of a list: streamed, resumed, counted; the same by the command."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.editing.withdrawal import withdraw
from articles.exporting.batches import records_of_articles
from articles.exporting.record import record_of, values
from articles.exporting.rows import RECORD, values_of_articles
from articles.models import Article, Reading
from articles.search import indexing
from articles.text.codes import coded
from tests.api.conftest import body_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def rows_of(client: Client, asked: str) -> list[dict]:
    return [json.loads(line) for line in body_of(client.get(f"/api/v1/export?{asked}")).splitlines()]


def test_records_in_batches_are_the_records(shelf: None) -> None:
    articles = list(Article.objects.with_names())
    assert records_of_articles(articles) == [record_of(article) for article in articles]
    assert any(record.persons and record.evidence for record in records_of_articles(articles))


def test_values_straight_from_the_rows_are_those_of_the_records(shelf: None) -> None:
    reading = Reading.objects.filter(article__headline="Bridge opens").latest("pk")
    with_parameters = [
        coded("date.guess", percent=70).as_json(),
        coded("match.romanised", like=coded("match.nearly"), languages=("ru", "hy")).as_json(),
    ]
    Reading.objects.filter(pk=reading.pk).update(
        doubts=with_parameters,
        evidence=reading.evidence | {"place": {"lines": [2], "rule": with_parameters[0]}},
    )
    articles = list(Article.objects.with_names())
    told = values_of_articles([article.pk for article in articles])
    wanted = {article.pk: values(record_of(article), RECORD) for article in articles}
    assert {pk: json.dumps(one) for pk, one in told.items()} == {
        pk: json.dumps(one) for pk, one in wanted.items()
    }
    assert len(told[reading.article_id]["doubts"]) == 2


def test_json_lines_hold_the_whole_record(shelf: None, client: Client) -> None:
    response = client.get("/api/v1/export?q=bridge")
    assert response["X-Total-Count"] == "4"
    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    rows = [json.loads(line) for line in body_of(response).splitlines()]
    assert [row["headline"] for row in rows] == ["Bridges of the year", "Bridge closes", "Bridge opens", None]
    opens = rows[2]
    assert [person["name"] for person in opens["persons"]] == ["Ada Bell", "Joe Doe"]
    assert opens["evidence"]["headline"]["lines"] == [1]
    assert opens["body"] == Article.objects.get(headline="Bridge opens").body
    assert opens["address"].startswith("http://testserver/articles/")


def test_each_row_goes_on_behind_itself(shelf: None, client: Client) -> None:
    rows = rows_of(client, "sort=oldest")
    assert len(rows) == 5
    for n, row in enumerate(rows):
        rest = rows_of(client, f"sort=oldest&cursor={row['cursor']}")
        assert [one["public_id"] for one in rest] == [one["public_id"] for one in rows[n + 1 :]]


@pytest.mark.parametrize("format", ["csv", "csv-text"])
def test_tables(shelf: None, client: Client, format: str) -> None:
    Article.objects.filter(headline="Bridge closes").update(headline="=cmd()")
    text = body_of(client.get(f"/api/v1/export?format={format}&sort=oldest")).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["headline"] for row in rows] == [
        "Bridge opens",
        "Мост открыт",
        "'=cmd()",
        "Bridges of the year",
        "",
    ]
    assert rows[0]["published"] == "2020-10-31"
    assert ("body" in rows[0]) == (format == "csv-text")
    if format == "csv-text":
        assert rows[0]["body"] == Article.objects.get(headline="Bridge opens").body
    resumed = body_of(client.get(f"/api/v1/export?format={format}&sort=oldest&cursor={rows[3]['cursor']}"))
    assert len(list(csv.DictReader(io.StringIO(resumed.decode(), newline="")))) == 1


def test_what_is_withdrawn_meanwhile_is_not_sent(shelf: None, client: Client) -> None:
    withdraw(Article.objects.get(headline="Bridge opens"), "a takedown")  # the index does not know yet
    assert "Ada Bell opened" not in json.dumps(rows_of(client, ""))
    assert len(rows_of(client, "")) == 4


def test_the_command_writes_the_same(shelf: None, client: Client) -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("export_articles", "bridge", site="http://testserver", stdout=out, stderr=err)
    assert out.getvalue().encode() == body_of(client.get("/api/v1/export?q=bridge"))
    assert err.getvalue() == "4 found\n"
    cursor = json.loads(out.getvalue().splitlines()[2])["cursor"]
    out = io.StringIO()
    call_command("export_articles", "bridge", cursor=cursor, stdout=out, stderr=err)
    assert len(out.getvalue().splitlines()) == 1
    for wrong in ({"cursor": "x"}, {"filters": "source=nobody"}, {"filters": "what=1"}):
        with pytest.raises(CommandError) as raised:
            call_command("export_articles", "bridge", stdout=out, stderr=err, **wrong)
        assert raised.value.returncode == 2


def test_memory_does_not_grow_with_the_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twenty-five times as many articles as are in memory at once, no more than a few batches' texts."""
    monkeypatch.setattr("articles.lists.walking.walk.__defaults__", ("", 10))
    long = "bridge word " * 800
    for n in range(250):
        make_article(f"Headline {n}", long, date="2020-10-31")
    indexing.rebuild()
    response = client.get("/api/v1/export")
    tracemalloc.start()
    size = 0
    for part in response:
        size += len(part)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 2_200_000
    assert peak < 1_100_000
