"""Indexing in processes of their own: killed in the middle, and two writers at once. On both databases."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from articles.models import Article, PendingChange
from articles.search import indexing
from articles.search.find import search
from articles.search.query import Query
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 6
DRAIN = "import django; django.setup()\nfrom articles.search import indexing\n"

# Edits its own half of the articles, draining after each as the admin does.
HAMMER = (
    DRAIN
    + """
import sys
from django.db import transaction
from articles.models import Article
remainder, rounds = int(sys.argv[1]), int(sys.argv[2])
for number in range(rounds):
    for article in Article.objects.filter(item=1).order_by("pk"):
        if article.pk % 2 == remainder:
            with transaction.atomic():
                Article.objects.filter(pk=article.pk).update(headline=f"edited{remainder}x{number}")
                indexing.drain_soon()
"""
)


def start(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    """A Python process on the test's own database and index."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        base, _, options = os.environ["DATABASE_URL"].partition("?")
        url = f"{base.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "DATABASE_URL": url,
        "DATA_DIR": str(django_settings.DATA_DIR),
        "INDEX_DIR": str(django_settings.INDEX_DIR),
    }
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled() -> None:
    articles = [make_article(headline=f"Number {number}") for number in range(40)]
    indexing.drain()
    script = DRAIN + "indexing.BATCH = 7\nprint(flush=True)\nindexing.drain()"
    dice = random.Random(5)
    for kill in range(KILLS):
        Article.objects.update(headline=f"Round {kill}")
        with start(script) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it begins
            time.sleep(dice.random() * 0.2)
            process.kill()
    indexing.drain()
    assert indexing.check() == []
    assert search(Query(f"round {KILLS - 1}")).total == len(articles)
    assert search(Query("")).total == len(articles)
    assert not PendingChange.objects.exists()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_on_either_side_of_the_commit(moment: str) -> None:
    article = make_article(headline="Uno")
    indexing.drain()
    Article.objects.filter(pk=article.pk).update(headline="Dos")
    dying = "lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
    patched = {"before": "type(engine().writer()).commit", "after": "indexing._forget"}[moment]
    script = DRAIN + (
        f"import os, signal\nfrom articles.search.engines import engine\n{patched} = {dying}\n"
        "indexing.drain()"
    )
    with start(script) as process:
        assert process.wait(30) == -signal.SIGKILL
    assert search(Query("uno")).total == (1 if moment == "before" else 0)
    assert PendingChange.objects.count() == 1
    assert indexing.drain() == 1
    assert (search(Query("uno")).total, search(Query("dos")).total) == (0, 1)
    assert indexing.check() == []


def test_a_rebuild_killed_in_the_middle_leaves_the_index_as_it_was() -> None:
    make_article(headline="Uno")
    indexing.drain()
    script = DRAIN + "import os, signal\nindexing.rebuild(lambda *_: os.kill(os.getpid(), signal.SIGKILL))"
    with start(script) as process:
        assert process.wait(30) == -signal.SIGKILL
    assert search(Query("uno")).total == 1
    assert indexing.rebuild() == 1
    assert search(Query("uno")).total == 1


def test_two_writers_hammering_lose_nothing() -> None:
    rounds = 4
    articles = [make_article(headline=f"Number {number}") for number in range(10)]
    indexing.drain()
    with start(HAMMER, 0, rounds) as one, start(HAMMER, 1, rounds) as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    assert not PendingChange.objects.exists()
    assert indexing.check() == []
    found = sum(search(Query(f"edited{remainder}x{rounds - 1}")).total for remainder in (0, 1))
    assert found == len(articles)
