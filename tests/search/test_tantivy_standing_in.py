"""The index before is read while a damaged one is made anew, where it is whole; it hides what it must."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.editing.withdrawal import withdraw
from articles.models import Article
from articles.search import indexing
from articles.search.tantivy_engine import configured
from articles.search.tantivy_engine.checksums import committed_files
from articles.search.tantivy_engine.engine import STANDS_IN
from tests.factories import make_article
from tests.search.test_tantivy_flipped import flip, folder_in_use

pytestmark = pytest.mark.django_db(transaction=True)


def damage(folder: Path) -> None:
    [name, *_] = [name for name in committed_files(folder) if name.endswith(".term")]
    flip(folder / name, 10)


def in_use(folder: Path) -> None:
    assert folder_in_use() == folder


def folders() -> set[str]:
    return {path.name for path in configured().generations.root.iterdir() if path.is_dir()}


@pytest.fixture
def older(db: None) -> Path:
    """Made before the index in use, which has one article more."""
    for number in range(5):
        make_article(headline=f"Number {number}", body="Plumage and plumbing.")
    indexing.rebuild()
    older = folder_in_use()
    indexing.rebuild()
    make_article(headline="Number 5", body="Later.")
    indexing.drain()
    return older


def meanwhile(look: Callable[[], None]) -> None:
    """Makes the index anew, and looks while it is made."""
    looked: list[int] = []

    def progress(done: int, count: int) -> None:
        if not looked:
            look()
        looked.append(done)

    indexing.rebuild(progress)
    assert looked


def found(client: Client, asked: str) -> int:
    answer = client.get(f"/articles/?q={asked}")
    assert answer.status_code == 200
    return answer.content.decode().count("<article>")


def test_the_one_before_is_kept_and_read_while_a_damaged_one_is_made_anew(
    older: Path, client: Client
) -> None:
    damaged = folder_in_use()
    assert folders() == {older.name, damaged.name}
    damage(damaged)
    assert client.get("/readyz").status_code == 503

    def look() -> None:
        assert folder_in_use() == older
        assert found(client, "number") == 5  # the sixth came after it was made
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]["index"]) == (200, "ok")
        assert ready.json()["notes"] == {"index": STANDS_IN}
        assert (indexing.index_state() or "").startswith(STANDS_IN)
        with pytest.raises(CommandError, match="the one before it is read"):
            call_command("index", "check")

    meanwhile(look)
    assert folder_in_use() not in (older, damaged)
    assert folders() == {folder_in_use().name}
    assert found(client, "number") == 6
    assert client.get("/readyz").json().get("notes") is None
    assert indexing.check() == []


def test_what_is_withdrawn_meanwhile_is_not_shown(older: Path, client: Client) -> None:
    hidden = Article.objects.get(headline="Number 3")
    Article.objects.filter(pk=hidden.pk).update(body="The vexillographer.")
    indexing.drain()
    indexing.rebuild()
    indexing.rebuild()
    damage(folder_in_use())
    withdraw(hidden, "a takedown")

    def look() -> None:
        assert configured().generations.current().stands_in
        assert found(client, "number") == 5  # of six
        assert found(client, "vexillographer") == 0
        assert "vexillographer" not in client.get("/suggest/?q=vexil").content.decode()
        assert "vexillographer" not in client.get("/articles/?q=vexillograhper").content.decode()

    meanwhile(look)
    assert folders() == {folder_in_use().name}  # which holds it no more, and the other is gone


def test_a_withdrawal_takes_the_one_before_from_the_disk(older: Path) -> None:
    assert len(folders()) == 2
    withdraw(Article.objects.get(headline="Number 3"), "a takedown")
    indexing.drain()
    assert folders() == {folder_in_use().name}
    assert configured().generations.kept() is None


def test_a_withdrawal_that_waited_for_the_rebuild_does_so_too(older: Path) -> None:
    Article.objects.filter(headline="Number 3").update(status=Article.Status.WITHDRAWN)
    indexing.rebuild()
    assert folders() == {folder_in_use().name}


def test_nothing_damaged_stands_in_or_is_kept(older: Path, client: Client) -> None:
    damaged = folder_in_use()
    damage(damaged)
    damage(older)
    meanwhile(lambda: in_use(damaged))
    assert folders() == {folder_in_use().name}


@pytest.mark.parametrize("what", ["archive", "schema"])
def test_one_of_another_archive_or_schema_does_not_stand_in(older: Path, what: str) -> None:
    kept = configured().generations.kept_file
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {what: "another"}))
    damaged = folder_in_use()
    damage(damaged)
    meanwhile(lambda: in_use(damaged))


def test_broken_off_it_is_made_again(older: Path, client: Client) -> None:
    damage(folder_in_use())

    def killed(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(killed)
    assert found(client, "number") == 5
    assert (indexing.index_state() or "").startswith(STANDS_IN)  # so the worker makes one
    with pytest.raises(CommandError, match="the one before it is read"):
        make_article()
        call_command("index", "drain")  # nothing is brought into an index that only stands in
    indexing.rebuild()
    assert indexing.index_state() is None
    assert indexing.check() == []
    assert found(client, "number") == 6
