"""Four editors at once, while an import goes on: no edit lost, none doubled, each in the history."""

import random
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.contrib.auth.models import User
from django.db import connections

from articles.editing.together import save_typed
from articles.editing.typed import fingerprint, typed
from articles.importing.run import import_text
from articles.models import Article
from articles.reading.model import Hints
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = 8  # of each editor
FIELDS = ("headline", "caption", "byline", "agency")
PAGE = "Bridge {n} opens in Baku\nIt was opened on Saturday morning by the mayor, his office said.\n"


def edits_of(field: str, articles: list[int], failed: list[object]) -> Callable[[], None]:
    """What one editor does: another value for their field each time, of any article."""

    def work() -> None:
        chance = random.Random(field)
        by = User.objects.get(username=field)
        for n in range(EDITS):
            article = Article.objects.get(pk=chance.choice(articles))
            seen = {name: fingerprint(name, text) for name, text in typed(article).items()}
            outcome = save_typed(article, {field: f"{field} {n}"}, seen, by)
            if outcome.changed != {field}:
                failed.append((field, n, outcome))

    return work


def import_some() -> None:
    for n in range(5):
        import_text(PAGE.format(n=n).encode(), Hints(source="turan.az"))


def test_no_edit_is_lost_and_none_is_doubled() -> None:
    articles = [make_article(headline=f"Bridge {n}", body=f"Text {n}.").pk for n in range(3)]
    for field in FIELDS:
        User.objects.create_user(field)
    failed: list[object] = []

    def noted(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except Exception as error:
                failed.append(error)
            finally:
                connections.close_all()

        return run

    works = [*(edits_of(field, articles, failed) for field in FIELDS), import_some]
    threads = [threading.Thread(target=noted(work)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for field in FIELDS:
        came = []
        for pk in articles:
            article = Article.objects.get(pk=pk)
            revisions = list(article.history.order_by("history_id"))
            for before, after in pairwise(revisions):
                if getattr(before, field) != getattr(after, field):
                    came.append(getattr(after, field))
                    assert after.history_user.username == field
            assert getattr(article, field) == getattr(revisions[-1], field)
        assert sorted(came) == sorted(f"{field} {n}" for n in range(EDITS))
    assert Article.objects.exclude(pk__in=articles).exists()
