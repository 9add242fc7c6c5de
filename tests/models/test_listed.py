"""Which spellings stand in the index of people: the database says it, whatever changes."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Mention, Name, Person
from articles.models.listed import FEW, SURE, UNLISTED
from articles.models.people import Standing
from articles.models.seen import ENOUGH
from articles.models.triggers import install, missing_triggers
from tests.factories import make_article, make_person


def listed(person: Person) -> list[int]:
    return list(Name.objects.filter(person=person).order_by("pk").values_list("listed", flat=True))


@pytest.fixture
def ada(db) -> Person:
    person = make_person("Ada Bell")
    Name.objects.create(person=person, text="Ада Белл", language="ru")
    return person


def test_those_seen_once_or_twice_and_those_seen_enough(ada):
    assert listed(ada) == [FEW, FEW]
    articles = [make_article(body="Ada Bell", persons=[ada]) for _ in range(ENOUGH)]
    assert listed(ada) == [SURE, SURE]
    articles[0].delete()
    assert listed(ada) == [FEW, FEW]


def test_who_is_confirmed_rejected_or_merged(ada):
    Person.objects.update(standing=Standing.CONFIRMED)
    assert listed(ada) == [SURE, SURE]
    assert listed(make_person("Carl Dorn", standing=Standing.CONFIRMED)) == [SURE]
    Person.objects.filter(pk=ada.pk).update(standing=Standing.REJECTED)
    assert listed(ada) == [UNLISTED, UNLISTED]
    Person.objects.filter(pk=ada.pk).update(standing=Standing.SUGGESTED)
    assert listed(ada) == [FEW, FEW]
    Person.objects.filter(pk=ada.pk).update(merged_into=make_person("Ada Bell-Carr"))
    assert listed(ada) == [UNLISTED, UNLISTED]


def test_a_spelling_that_is_rejected_or_moves(ada):
    carl = make_person("Carl Dorn", standing=Standing.CONFIRMED)
    Name.objects.filter(text="Ада Белл").update(standing=Standing.REJECTED)
    assert listed(ada) == [FEW, UNLISTED]
    Name.objects.filter(text="Ада Белл").update(standing=Standing.SUGGESTED, person=carl)
    assert (listed(ada), listed(carl)) == ([FEW], [SURE, SURE])


def test_saving_a_name_that_was_read_before_does_not_take_it_back(ada):
    name = ada.names.get(text="Ada Bell")
    Person.objects.filter(pk=ada.pk).update(standing=Standing.CONFIRMED)
    name.save()
    assert listed(ada) == [SURE, SURE]


def test_what_was_missed_while_a_trigger_was_missing_is_listed(ada):
    name = "articles_person_listed_update"
    table = " ON articles_person" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{table}")
    Person.objects.update(standing=Standing.CONFIRMED)
    assert (listed(ada), install(), listed(ada)) == ([FEW, FEW], [name], [SURE, SURE])


@pytest.mark.django_db(transaction=True)
def test_an_archive_from_before_is_listed():
    ada = make_person("Ada Bell")
    for _ in range(ENOUGH):
        make_article(body="Ada Bell", persons=[ada])
    call_command("migrate", "articles", "0028", verbosity=0)
    try:
        with connection.cursor() as cursor:  # as the older code would
            cursor.execute("UPDATE articles_mention SET status = 'rejected'")
    finally:
        call_command("migrate", verbosity=0)
    assert (listed(ada), missing_triggers()) == ([FEW], [])
    Mention.objects.update(status=Standing.SUGGESTED)
    assert listed(ada) == [SURE]
