"""A damaged index is said, never a traceback; whoever writes articles goes on without it."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, PendingChange
from articles.search import indexing
from articles.search.engine import IndexMissing
from articles.search.tantivy_engine import configured
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def _truncate(ending: str, part: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in folder.glob(f"*.{ending}"):
            data = file.read_bytes()
            file.write_bytes(data[: int(len(data) * part)])

    return damage


def _delete(folder: Path) -> None:
    for file in folder.glob("*.store"):
        file.unlink()


def _break_meta(folder: Path) -> None:
    (folder / "meta.json").write_text("{", encoding="utf-8")


def _lock_is_a_folder(folder: Path) -> None:
    lock = folder.parent / "lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()


DAMAGES = {
    "store deleted": _delete,
    "meta broken": _break_meta,
    **{
        f"{ending} cut to {part:.0%}": _truncate(ending, part)
        for ending in ("store", "idx", "term", "fast")
        for part in (0, 0.5)
    },
}


def _damage(how: Callable[[Path], None]) -> None:
    for number in range(3):
        make_article(headline=f"Number {number}")
    indexing.drain()
    generations = configured().generations
    how(generations.path(generations.current()))
    Article.objects.update(body="Changed")
    assert PendingChange.objects.exists()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_said_and_a_rebuild_mends_it(damage: Callable[[Path], None]) -> None:
    _damage(damage)
    for action in ("check", "drain"):
        with pytest.raises(CommandError, match=r"Run: manage\.py index rebuild"):
            call_command("index", action)
    assert PendingChange.objects.exists()
    call_command("index", "rebuild")
    assert indexing.check() == []
    assert not PendingChange.objects.exists()


@pytest.mark.parametrize("damage", [_break_meta, _delete, _truncate("term", 0), _truncate("fast", 0)])
def test_an_archive_with_a_damaged_index_is_not_ready(damage: Callable[[Path], None]) -> None:
    _damage(damage)
    assert "index rebuild" in (indexing.index_state() or "")
    indexing.rebuild()
    assert indexing.index_state() is None


def test_a_folder_in_place_of_the_lock_is_said() -> None:
    _damage(_lock_is_a_folder)
    for action in ("drain", "rebuild"):
        with pytest.raises(CommandError, match=r"lock cannot be locked.*Remove it"):
            call_command("index", action)
    (configured().generations.root / "lock").rmdir()
    assert indexing.drain() > 0


@pytest.mark.parametrize("damage", [_break_meta, _delete, _lock_is_a_folder])
def test_who_changes_articles_is_only_warned(
    damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    _damage(damage)
    with caplog.at_level(logging.WARNING):
        assert indexing.drain_if_possible() == 0
        indexing.drain_soon()
    warnings = [record.getMessage() for record in caplog.records]
    assert len(warnings) == 2
    assert all(warning.startswith("Changes wait to be indexed. ") for warning in warnings)
    with pytest.raises(IndexMissing):
        indexing.drain()


def test_an_index_named_by_nonsense_is_missing() -> None:
    generations = configured().generations
    generations.root.mkdir(parents=True, exist_ok=True)
    for nonsense in ("[]", '{"folder": 5, "archive": "x", "schema": "y"}', "\x00"):
        generations.current_file.write_text(nonsense, encoding="utf-8")
        assert generations.named() is None
