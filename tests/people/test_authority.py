"""Authority lists: every line is loaded or refused with its reason, and twice is as good as once."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.editing import decisions
from articles.models import Person, Proposal
from articles.people.finding import confirmed_names
from tests.factories import make_person
from tests.people.finding import link

pytestmark = pytest.mark.django_db

LINES = """\
{"id": "Q1", "names": [{"name": "Sergey Lavrov", "lang": "en"}, {"name": "Сергей Лавров", "lang": "ru"}]}
{"id": "7", "names": ["Nikol Pashinyan"], "wikidata": "Q2", "description": "politician"}

{"id": "8"}
{"id": "9", "names": [{"name": ""}]}
{"id": "10", "names": ["Ana Kim"], "wikidata": "2"}
oops
"""


def load(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, int], list[str]]:
    try:
        call_command("import_people", str(path), json=True)
    except SystemExit as stopped:
        assert stopped.code == 1
    captured = capsys.readouterr()
    return json.loads(captured.out), captured.err.splitlines()


def test_lines_are_loaded_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "people.jsonl"
    path.write_text(LINES, encoding="utf-8")
    summary, refused = load(path, capsys)
    assert summary == {"read": 6, "created": 2, "updated": 0, "unchanged": 0, "rejected": 4}
    assert refused == [
        "people.jsonl:4: no names",
        "people.jsonl:5: a name is empty, too long or no text",
        "people.jsonl:6: '2' is no Wikidata id such as Q42",
        "people.jsonl:7: no JSON: Expecting value",
    ]
    lavrov = Person.objects.get(wikidata_id="Q1")
    assert (lavrov.name, lavrov.standing) == ("Sergey Lavrov", "confirmed")
    assert set(lavrov.names.values_list("text", "language", "standing")) == {
        ("Sergey Lavrov", "en", "confirmed"),
        ("Сергей Лавров", "ru", "confirmed"),
    }
    assert Person.objects.get(authority_id="7").wikidata_id == "Q2"
    assert len(confirmed_names()) == 3
    assert load(path, capsys)[0] == {"read": 6, "created": 0, "updated": 0, "unchanged": 2, "rejected": 4}


def test_csv_rows_of_one_id_are_one_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "people.csv"
    path.write_text(
        "id,name,language\n1,Ana Kim,en\n1,Ана Ким,ru\n2,Boris Lee,en\n,No Body,en\n", encoding="utf-8"
    )
    summary, refused = load(path, capsys)
    assert (summary["created"], refused) == (2, ["people.csv:5: no id, or a very long one"])
    assert Person.objects.get(name="Ana Kim").names.count() == 2


def test_whom_the_articles_knew_is_taken_for_the_listed_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    article = link("Sergey Lavrov spoke.", "Sergey Lavrov")
    near = make_person("Nicol Pashinian")
    path = tmp_path / "people.jsonl"
    path.write_text(LINES, encoding="utf-8")
    load(path, capsys)
    assert article.mentions.get().person == Person.objects.get(wikidata_id="Q1")
    assert Proposal.objects.get().first == near


def test_what_editors_decided_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "people.jsonl"
    path.write_text(LINES, encoding="utf-8")
    load(path, capsys)
    lavrov, pashinyan = Person.objects.get(wikidata_id="Q1"), Person.objects.get(wikidata_id="Q2")
    lavrov.names.filter(language="ru").update(standing="rejected")
    decisions.merge(lavrov, pashinyan)
    assert load(path, capsys)[0]["unchanged"] == 2
    assert lavrov.names.get(language="ru").standing == "rejected"
    assert Person.objects.count() == 2
