"""The clock jumps, forth and back, between importing, editing, withdrawing, restoring and indexing."""

import datetime as dt
import random

import pytest
from django.utils import timezone

from articles.editing.withdrawal import restore, withdraw
from articles.importing.run import import_text
from articles.models import Article, ImportRun
from articles.reading.model import Hints
from articles.search import indexing

pytestmark = pytest.mark.django_db(transaction=True)
JUMPS = 12


@pytest.mark.parametrize("seed", range(10))
def test_clock_jumps(seed, monkeypatch, client, record_property):
    record_property("tried", JUMPS)
    chance, now = random.Random(seed), timezone.now
    for n in range(JUMPS):
        away = dt.timedelta(
            days=chance.choice((-4000, -30, -1, 0, 1, 30, 4000)), seconds=chance.randrange(9999)
        )
        monkeypatch.setattr(timezone, "now", lambda away=away: now() + away)
        text = f"Bridge {n} opens\n\nBaku/31.10.20/Turan: Bridge {n} was opened by mayor number {n * 31}.\n"
        [article] = import_text(text.encode(), Hints()).articles
        if chance.random() < 0.5:
            withdraw(article, "so")
            if chance.random() < 0.5:
                restore(article, "so")
        indexing.drain()
        assert indexing.check() == []
        assert client.get("/readyz").status_code == 200
        assert client.get("/").status_code == 200
    assert Article.objects.count() == JUMPS
    assert set(ImportRun.objects.values_list("status", flat=True)) == {"finished"}
