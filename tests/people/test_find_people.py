"""manage.py find_people, over the archive and over JSON lines."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from articles.editing import decisions
from articles.models import Article, Extraction, Mention
from articles.people import finding
from tests.factories import make_article, make_person
from tests.people.finding import who

BODY = "Sergey Lavrov arrived in Baku. Lavrov met journalists."


def lines(
    written: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, status: int
) -> list:
    stream = io.TextIOWrapper(io.BytesIO("\n".join(written).encode("utf-8", "surrogatepass")))
    monkeypatch.setattr(sys, "stdin", stream)
    try:
        call_command("find_people", jsonl=True, workers=1)
    except SystemExit as stopped:
        assert stopped.code == status == 1
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_offsets_are_code_points(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    record = {"id": "a", "text": f"😀 {BODY}", "lang": "en"}
    [answer] = lines([json.dumps(record)], capsys, monkeypatch, 0)
    assert answer == {"id": "a", "persons": [[2, 15, "Sergey Lavrov"], [33, 39, "Sergey Lavrov"]]}


def test_a_bad_line_spoils_itself_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    good = json.dumps({"id": 1, "text": BODY})
    answers = lines(["{bad", good, "[]", '{"id": 2}', '{"id": 3, "text": 5}', good], capsys, monkeypatch, 1)
    assert ["error" in answer for answer in answers] == [True, False, True, True, True, False]
    assert [answer["id"] for answer in answers] == [None, 1, None, 2, 3, 1]


def test_many_lines_come_back_in_order(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    written = [json.dumps({"id": n, "text": BODY, "lang": "en"}) for n in range(120)]
    answers = lines(written, capsys, monkeypatch, 0)
    assert [answer["id"] for answer in answers] == list(range(120))
    assert {len(answer["persons"]) for answer in answers} == {2}


def find(**options: object) -> None:
    call_command("find_people", json=True, workers=1, **options)


@pytest.mark.django_db(transaction=True)
def test_every_article_is_looked_at_once(capsys: pytest.CaptureFixture[str]):
    first = make_article(body=BODY)
    make_article(body=BODY, status=Article.Status.WITHDRAWN)
    find()
    assert who(first) == [("Sergey Lavrov", "Sergey Lavrov"), ("Lavrov", "Sergey Lavrov")]
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    make_article(body="Nothing.")
    find()
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    find()
    assert json.loads(capsys.readouterr().out)["articles"] == 0
    find(again=True)
    assert json.loads(capsys.readouterr().out)["articles"] == 2
    assert Mention.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_run_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch):
    for _ in range(5):
        make_article(body=BODY)
    monkeypatch.setattr(finding, "BATCH", 2)

    def stop(done: int, total: int) -> None:
        assert (done, total) == (2, 5)
        raise KeyboardInterrupt

    assert finding.find_everywhere(stop, workers=1).interrupted
    assert Extraction.objects.count() == 2
    reached: list[tuple[int, int]] = []
    finding.find_everywhere(lambda done, total: reached.append((done, total)), workers=1)
    assert reached == [(2, 3), (3, 3)]
    assert Mention.objects.count() == 10


@pytest.mark.django_db
def test_confirmed_names_are_found_whatever_the_extractor_says():
    article = make_article(body="გუშინ ილია ჭავჭავაძე მოვიდა.", language="ka")
    assert finding.known_names() is None
    person = make_person("ილია ჭავჭავაძე", language="ka")
    decisions.confirm_person(person)
    finding.find_again(article)
    assert who(article) == [("ილია ჭავჭავაძე", "ილია ჭავჭავაძე")]
