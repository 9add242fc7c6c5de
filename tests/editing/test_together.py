"""Four editors at once, while an import and a reread go on: no edit lost, none doubled, each in the history.

`tests/soak/test_editors.py` does the same with 500 edits.
"""

import random
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.contrib.auth.models import User
from django.db import connections

from articles.editing.together import save_typed
from articles.editing.typed import fingerprint, typed
from articles.importing.rereading import originals_to_read, reread
from articles.importing.run import import_text
from articles.models import Article
from articles.reading.model import Hints

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = 8  # of each editor
ARTICLES = 3
FIELDS = ("headline", "caption", "byline", "agency")
BODY = "It was opened on Saturday morning by the mayor, his office said."
PAGE = f"Bridge {{n}} opens in Baku\n{BODY}\n"


def edits_of(field: str, edits: int, articles: list[int], failed: list[object]) -> Callable[[], None]:
    """What one editor does: another value for their field each time, of any article."""

    def work() -> None:
        chance = random.Random(field)
        by = User.objects.get(username=field)
        for n in range(edits):
            article = Article.objects.get(pk=chance.choice(articles))
            seen = {name: fingerprint(name, text) for name, text in typed(article).items()}
            outcome = save_typed(article, {field: f"{field} {n}"}, seen, by)
            if outcome.changed != {field}:
                failed.append((field, n, outcome))

    return work


def import_some(count: int) -> None:
    for n in range(count):
        import_text(PAGE.format(n=n).encode(), Hints(source="turan.az"))


def reread_all(times: int) -> None:
    """What `manage.py reread` does: every article is read anew, its fields taken where no editor set them."""
    for _ in range(times):
        assert reread(originals_to_read(again=True), workers=1).read


def edit_at_once(edits: int, count: int) -> None:
    """Four editors make so many edits each, while other articles are imported and all are reread."""
    articles = [
        import_text(f"Bridge {n} opens in Ganja\n{BODY}\nPage {n}.\n".encode(), Hints()).articles[0].pk
        for n in range(count)
    ]
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

    works = [*(edits_of(field, edits, articles, failed) for field in FIELDS)]
    works += [lambda: import_some(max(5, edits // 4)), lambda: reread_all(max(1, edits // 30))]
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
            if revisions:
                assert getattr(article, field) == getattr(revisions[-1], field)
        assert sorted(came) == sorted(f"{field} {n}" for n in range(edits))
    assert Article.objects.exclude(pk__in=articles).exists()


def test_no_edit_is_lost_and_none_is_doubled() -> None:
    edit_at_once(EDITS, ARTICLES)
