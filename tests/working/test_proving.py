"""The nightly proof that the index says what the database says."""

import threading

import pytest

from articles.models import PendingChange
from articles.search import indexing
from articles.search.engines import engine
from articles.working.asking import ask
from articles.working.claiming import Claimant
from articles.working.work import run
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_differs_is_said_and_put_right(caplog: pytest.LogCaptureFixture) -> None:
    lost, changing, _ = (make_article(headline=name) for name in ("Lost", "Changing", "Kept"))
    indexing.drain()
    with engine().writing():
        writer = engine().writer()
        writer.delete(lost.pk)
        writer.commit()
        writer.close()
    changing.headline = "Changed"
    changing.save()  # waits to be indexed, which is no difference
    ask("prove-index")
    task = Claimant().claim()
    assert task is not None
    run(task, threading.Event())
    task.refresh_from_db()
    assert (task.state, task.cursor) == ("done", {"differences": 1})
    said = [record.getMessage() for record in caplog.records if "differs" in record.getMessage()]
    assert said == [f"The index differs and is put right: article {lost.pk} is missing."]
    assert set(PendingChange.objects.values_list("article_id", flat=True)) == {lost.pk, changing.pk}
    indexing.drain()
    assert indexing.check() == []
