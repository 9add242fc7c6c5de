"""People who are known by the genitive of another's name only are joined by the machine."""

import pytest
from django.core.management import call_command

from articles.editing.decisions import keep_separate, undo
from articles.editing.joining import join_genitives
from articles.models import Decision, Person, Proposal
from articles.models.people import Standing
from articles.text.codes import coded
from tests.factories import make_article, make_person


@pytest.fixture
def putin(db) -> Person:
    return make_person("Vladimir Putin", "Владимир Путин")


@pytest.fixture
def genitive(db) -> Person:
    person = make_person("Владимира Путина", language="ru")
    make_article(body="Вчера Владимира Путина видели.", language="ru", persons=[person])
    return person


def live(person: Person) -> Person:
    return Person.objects.get(pk=person.pk).live


def test_a_genitive_is_joined_with_the_one_it_is_of(putin, genitive):
    reason = coded("match.two_near").as_json()
    pair = Proposal.objects.create(first=putin, second=genitive, score=1.0, reason=reason)
    (decision,) = join_genitives()
    assert (live(genitive), decision.kind, decision.made_by) == (putin, Decision.Kind.MERGE, None)
    assert (decision.note, decision.reason) == ("", {"code": "people.case_ending"})
    assert putin.mentions.count() == 1
    assert Proposal.objects.get(pk=pair.pk).state == Proposal.State.MERGED
    assert join_genitives() == []


def test_an_undone_merger_is_not_made_again(putin, genitive):
    (decision,) = join_genitives()
    undo(decision)
    assert live(genitive) == genitive
    assert genitive.mentions.count() == 1
    assert join_genitives() == []
    assert live(genitive) == genitive


def test_who_is_kept_apart_stays_apart(putin, genitive):
    keep_separate(putin, genitive)
    assert join_genitives() == []


def test_whom_an_editor_has_confirmed_stays(putin, genitive):
    Person.objects.filter(pk=genitive.pk).update(standing=Standing.CONFIRMED)
    assert join_genitives() == []


def test_women_called_so_and_other_surnames_stay(putin, db):
    make_person("Александр Захаров", language="ru")
    make_person("Александра Захарова", language="ru")
    make_person("Владимира Путилина", language="ru")
    assert join_genitives() == []


def test_a_spelling_that_only_a_woman_has_tells(putin, genitive):
    genitive.names.create(text="Владимирой Путиной", language="ru")
    assert join_genitives() == []


def test_of_two_namesakes_neither(putin, genitive):
    make_person("Владимир Путин", language="ru")
    assert join_genitives() == []


def test_by_a_command(putin, genitive, capsys):
    call_command("find_people", "--join")
    assert "1 person" in capsys.readouterr().out
    assert live(genitive) == putin
