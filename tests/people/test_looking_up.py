"""An authority list that is kept to be looked up in: by Wikidata id or name; what it makes of a person."""

from pathlib import Path

import pytest
from django.core.management import call_command

from articles.editing import decisions
from articles.editing.decisions import DecisionError
from articles.models import AuthorityName, AuthorityRecord, Person
from articles.people.looking_up import likely_records, looked_up
from tests.factories import make_person

pytestmark = pytest.mark.django_db

LINES = """\
{"id": "Q58217", "names": [{"name": "Sergey Lavrov", "lang": "en"}, {"name": "Сергей Лавров", "lang": "ru"}]}
{"id": "7", "names": ["Nikol Pashinyan"], "wikidata": "Q2", "description": "politician"}
oops
"""


@pytest.fixture
def kept(tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text(LINES)
    for _ in range(2):
        with pytest.raises(SystemExit):  # one line says no person
            call_command("import_people", str(file), look_up=True)


def state(person: Person) -> tuple[object, ...]:
    row = Person.objects.get(pk=person.pk)
    return row.standing, row.wikidata_id, row.description, set(row.names.values_list("text", "standing"))


def test_nobody_of_it_is_a_person_and_twice_is_as_good_as_once(kept: None) -> None:
    counts = [model.objects.count() for model in (Person, AuthorityRecord, AuthorityName)]
    assert counts == [0, 2, 3]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Q58217", ["Q58217"]),
        (" q2 ", ["7"]),
        ("7", ["7"]),
        ("СЕРГЕЙ ЛАВРОВ", ["Q58217"]),
        ("Q3", []),
        ("Lavrov", []),
        ("", []),
    ],
)
def test_looked_up(kept: None, asked: str, found: list[str]) -> None:
    assert [one.authority_id for one in looked_up(asked)] == found


def test_a_person_is_found_by_any_spelling_and_gets_all(kept: None) -> None:
    person = make_person("Lavrov S.", "Сергей Лавров", language="ru")
    before = state(person)
    [found] = likely_records(person)
    made = decisions.identify(person, found)
    assert state(person) == (
        "confirmed",
        "Q58217",
        "",
        {("Lavrov S.", "confirmed"), ("Сергей Лавров", "confirmed"), ("Sergey Lavrov", "confirmed")},
    )
    other = make_person("Sergey Lavrov")
    with pytest.raises(DecisionError, match="has the number Q58217 already"):
        decisions.identify(other, found)
    decisions.undo(made)
    assert state(person) == before
    assert [one.authority_id for one in likely_records(other)] == ["Q58217"]
