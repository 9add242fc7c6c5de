"""In how many articles people are seen: counted by the database, however a mention comes or goes."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Mention, Person
from articles.models.people import Standing
from articles.models.seen import ENOUGH
from articles.models.triggers import install, missing_triggers
from tests.factories import make_article, make_person


def seen(person: Person) -> int:
    return Person.objects.values_list("seen_in", flat=True).get(pk=person.pk)


@pytest.fixture
def ada(db) -> Person:
    return make_person("Ada Bell")


def mentioned(person: Person, times: int = 1) -> list[Mention]:
    body = " ".join([person.name] * 2)
    return [make_article(body=body, persons=[person]).mentions.get(start=0) for _ in range(times)]


def test_articles_are_counted_and_not_mentions(ada):
    assert seen(ada) == 0
    mentioned(ada)
    assert seen(ada) == 1
    mentioned(ada)
    assert seen(ada) == 2


def test_no_further_than_matters(ada):
    mentioned(ada, ENOUGH + 2)
    assert seen(ada) == ENOUGH
    Mention.objects.filter(article=Mention.objects.first().article).delete()
    assert seen(ada) == ENOUGH


def test_rejected_mentions_do_not_count(ada):
    first, _ = mentioned(ada, 2)
    Mention.objects.filter(article=first.article).update(status=Standing.REJECTED)
    assert seen(ada) == 1
    Mention.objects.update(status=Standing.CONFIRMED)
    assert seen(ada) == 2


def test_mentions_that_move_count_for_whom_they_move_to(ada):
    carl = make_person("Carl Dorn")
    mentioned(ada, 2)
    Mention.objects.update(person=carl)
    assert (seen(ada), seen(carl)) == (0, 2)
    Mention.objects.update(person=None)
    assert (seen(ada), seen(carl)) == (0, 0)


def test_in_bulk_and_with_an_article_that_goes(ada):
    first, second = mentioned(ada, 2)
    rows = list(Mention.objects.filter(article=second.article))
    Mention.objects.filter(article=second.article).delete()
    assert seen(ada) == 1
    Mention.objects.bulk_create(rows)
    assert seen(ada) == 2
    first.article.delete()
    assert seen(ada) == 1


def test_saving_a_person_does_not_take_the_count_back(ada):
    mentioned(ada)
    ada.description = "A pianist"
    ada.save()
    stored = Person.objects.get(pk=ada.pk)
    assert (stored.seen_in, stored.description) == (1, "A pianist")


def test_who_is_sure(ada):
    carl, dora = make_person("Carl Dorn", standing=Standing.CONFIRMED), make_person("Dora Eck")
    mentioned(ada, ENOUGH)
    mentioned(dora, ENOUGH - 1)
    assert set(Person.objects.sure()) == {ada, carl}
    assert {one.name: one.is_sure for one in Person.objects.all()} == {
        "Ada Bell": True,
        "Carl Dorn": True,
        "Dora Eck": False,
    }


@pytest.mark.django_db(transaction=True)
def test_an_archive_from_before_is_counted():
    ada = make_person("Ada Bell")
    article = make_article(body="Ada Bell")
    call_command("migrate", "articles", "0015", verbosity=0)
    try:
        with connection.cursor() as cursor:  # as the older code would
            cursor.execute(
                'INSERT INTO articles_mention (article_id, person_id, field, start, "end", surface,'
                " extractor, version, status, inferred)"
                " VALUES (%s, %s, 'body', 0, 8, 'Ada Bell', '', '', 'suggested', %s)",
                [article.pk, ada.pk, False],
            )
    finally:
        call_command("migrate", verbosity=0)
    assert (seen(ada), missing_triggers()) == (1, [])


def test_what_was_missed_while_a_trigger_was_missing_is_counted(ada):
    name = "articles_mention_seen_insert"
    table = " ON articles_mention" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{table}")
    mentioned(ada)
    assert (seen(ada), install(), seen(ada)) == (0, [name], 1)
