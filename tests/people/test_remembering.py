"""A run that remembers names links as one that asks for them each time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import decisions
from articles.models import Mention, Name, Person
from articles.models.people import keys_of
from articles.people.linking import PRESENT_VERSION, link_articles
from articles.people.remembering import NameMemory
from tests.factories import make_article, make_person
from tests.people.finding import found

pytestmark = pytest.mark.django_db
KEYS = keys_of("Sergei Lavrov", "en")


def people_sharing(memory: NameMemory) -> set[int]:
    return {name.person for names in memory.sharing(KEYS).values() for name in names}


def test_names_are_read_once():
    make_person("Sergey Lavrov")
    memory = NameMemory(is_kept=True)
    assert people_sharing(memory)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        people_sharing(memory)
    assert not [query for query in asked if 'FROM "articles_name" ' in query["sql"]]


def test_what_came_since_is_found():
    memory = NameMemory(is_kept=True)
    first = make_person("Sergey Lavrov")
    assert people_sharing(memory) == {first.pk}
    second = make_person("Sergej Lavrov")
    assert people_sharing(memory) == {first.pk, second.pk}


def test_what_an_editor_decides_is_known():
    memory = NameMemory(is_kept=True)
    first, second = make_person("Sergey Lavrov"), make_person("Sergej Lavrov")
    assert people_sharing(memory) == {first.pk, second.pk}
    decision = decisions.merge(first, second)
    assert people_sharing(memory) == {first.pk}
    decisions.undo(decision)
    assert people_sharing(memory) == {first.pk, second.pk}


def test_a_rejected_name_is_known_as_such():
    make_person("Sergey Lavrov")
    Name.objects.update(standing="rejected")
    names = {name for some in NameMemory().sharing(KEYS).values() for name in some}
    assert [name.is_rejected for name in names] == [True]


@pytest.mark.parametrize("memory", [None, NameMemory(is_kept=True)])
def test_batches_link_alike_with_and_without_memory(memory):
    bodies = (
        ("Sergey Lavrov spoke.", "Sergey Lavrov"),
        ("Sergei Lavrov met Ararat Mirzoyan.", "Sergei Lavrov", "Ararat Mirzoyan"),
        ("A. Mirzoyan and Ararat Mirzoian spoke.", "Ararat Mirzoian"),
    )
    for body, *names in bodies:
        article = make_article(body=body, language="en")
        link_articles([(article, [found(article, name) for name in names])], PRESENT_VERSION, memory)
    told = Mention.objects.order_by("article_id", "start").values_list("surface", "person__name")
    assert list(told) == [
        ("Sergey Lavrov", "Sergey Lavrov"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Ararat Mirzoyan", "Ararat Mirzoyan"),
        ("Ararat Mirzoian", "Ararat Mirzoyan"),
    ]
    assert Person.objects.count() == 2
