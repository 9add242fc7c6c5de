"""Mentions become rows, each with the right person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Mention, Name, NameKey, Person, Proposal
from articles.names.document import find_persons
from articles.names.persons import PersonFound, PersonMention
from articles.people.linking import link_article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def found(article: Article, *names: str, short: tuple[str, ...] = ()) -> PersonFound:
    """One person, mentioned wherever one of the spellings stands in the article."""
    mentions = []
    for surface in (*names, *short):
        for field in Mention.Field.values:
            text = getattr(article, field)
            at = text.find(surface)
            while at >= 0:
                taken = any(m.field == field and m.start <= at < m.end for m in mentions)
                if not taken:
                    mentions.append(PersonMention(field, at, at + len(surface), surface))
                at = text.find(surface, at + len(surface))
    return PersonFound(names[0], names, tuple(mentions), "test", "1")


def link(body: str, *names: str, language: str = "en", **fields: str) -> Article:
    article = make_article(body=body, language=language, **fields)
    link_article(article, [found(article, name) for name in names])
    return article


def who(article: Article) -> list[tuple[str, str | None]]:
    rows = article.mentions.select_related("person").order_by("field", "start")
    return [(m.surface, m.person and m.person.name) for m in rows]


def test_the_caption_spelling_is_another_name_of_the_same_person():
    article = make_article(
        caption="Евгений Бужинский",
        body="Russia will wait, said Yevgeny Buzhinsky. Buzhinsky is a general.",
    )
    persons = find_persons({"caption": article.caption, "body": article.body}, "en")
    link_article(article, persons)
    person = Person.objects.get()
    assert person.name == "Yevgeny Buzhinsky"
    assert sorted(person.names.values_list("text", "language")) == [
        ("Yevgeny Buzhinsky", "en"),
        ("Евгений Бужинский", "ru"),
    ]
    assert who(article) == [
        ("Yevgeny Buzhinsky", "Yevgeny Buzhinsky"),
        ("Buzhinsky", "Yevgeny Buzhinsky"),
        ("Евгений Бужинский", "Yevgeny Buzhinsky"),
    ]
