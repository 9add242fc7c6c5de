"""The user's own sample, from the raw file to the page: read exactly, found in both scripts, edited."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import connection

from articles.editing.changing import save_edit
from articles.models import Article, Person
from articles.search import indexing
from articles.search.find import found_articles, search
from articles.search.query import Query

pytestmark = pytest.mark.django_db(transaction=True)


def found(text: str) -> list[str]:
    return [article.headline for article in found_articles(search(Query(text=text)))]


@pytest.fixture
def seed(shared) -> Article:
    call_command("import_articles", str(shared / "seed"), stdout=io.StringIO())
    return Article.objects.get()


HEADLINE = "Russia will not interfere in the conflict in Karabakh - military expert's opinion"


def test_every_field(seed):
    assert seed.headline == HEADLINE
    assert seed.caption == "Евгений Бужинский"
    assert (seed.place.name, seed.agency, seed.source.name) == ("Baku", "Turan", "turan.az")
    assert (seed.section.name, seed.language, seed.status) == ("Politics", "en", "published")
    assert seed.published_from == dt.date(2020, 10, 31)
    assert seed.published_time == dt.time(19, 19)
    assert seed.published_timezone == "Asia/Baku"
    assert seed.published_at == dt.datetime(2020, 10, 31, 15, 19, tzinfo=dt.UTC)
    assert len(seed.paragraphs) == 6
    assert seed.paragraphs[0].startswith("Russia does not want to intervene")
    assert seed.paragraphs[-1].endswith("threaten Azerbaijani territory, BBC reports.")
    assert len(seed.readings.get().fields["teasers"]) == 4


def test_one_person_with_both_spellings(seed):
    person = Person.objects.get()
    assert person.name == "Yevgeny Buzhinsky"
    assert set(person.names.values_list("text", flat=True)) == {"Yevgeny Buzhinsky", "Евгений Бужинский"}


@pytest.mark.parametrize("query", ["karabakh", "Buzhinsky", "Бужинский", "KARABAKH", "Бужинского"])
def test_found(seed, query):
    assert found(query) == [HEADLINE]


def test_edited_and_found_by_the_edit(seed):
    assert found("aqueduct") == []
    seed.headline = "An aqueduct for Shusha"
    save_edit(seed, {"headline"})
    assert found("aqueduct") == ["An aqueduct for Shusha"]


def test_changed_by_raw_sql_and_found_after_the_next_drain(seed):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = 'A viaduct for Shusha.' WHERE id = %s", [seed.pk])
    assert found("viaduct") == []
    assert indexing.drain() == 1
    assert found("viaduct") == [HEADLINE]
    assert found("intervene") == []
