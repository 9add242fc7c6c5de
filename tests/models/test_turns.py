"""Writers that meet: nobody is made twice, and no mention is left with somebody merged."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from articles.editing import decisions
from articles.models import Article, Mention, Person
from articles.people.linking import link_article
from tests.factories import make_article, make_person
from tests.people.finding import found


def together(*work: Callable[[], object]) -> None:
    """Run all at once, each in a thread with its own connection; fail where one fails."""
    barrier, errors = threading.Barrier(len(work)), []

    def run(one: Callable[[], object]) -> None:
        try:
            barrier.wait()
            one()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def linking(articles: list[Article], name: str) -> Callable[[], None]:
    def work() -> None:
        for article in articles:
            link_article(article, [found(article, name)])

    return work


@pytest.mark.django_db(transaction=True)
def test_two_importers_make_a_person_once():
    batches = [[make_article(body="Ana Kim spoke.") for _ in range(5)] for _ in range(3)]
    together(*(linking(batch, "Ana Kim") for batch in batches))
    assert Person.objects.count() == 1
    assert Mention.objects.count() == 15


@pytest.mark.django_db(transaction=True)
def test_a_merger_during_an_import_leaves_no_mention_behind():
    into, other = make_person("Boris Lee"), make_person("Ana Kim")
    articles = [make_article(body="Ana Kim spoke.") for _ in range(10)]
    together(linking(articles, "Ana Kim"), lambda: decisions.merge(into, other))
    assert set(Mention.objects.values_list("person", flat=True)) == {into.pk}
    assert Mention.objects.count() == 10
