"""One folder per generation, and which of them is in use."""

import json

import pytest

from articles.models import Archive, Article, PendingChange
from articles.search import indexing
from articles.search.engine import IndexMissing
from articles.search.find import search
from articles.search.query import Query
from articles.search.tantivy_engine import configured
from articles.search.tantivy_engine import generations as module
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def folders() -> set[str]:
    return {path.name for path in configured().generations.root.iterdir() if path.is_dir()}


def test_a_rebuild_leaves_its_own_folder_and_the_one_before() -> None:
    make_article()
    indexing.drain()
    before = configured().generations.current().folder
    indexing.rebuild()
    assert configured().generations.current().folder != before
    after = configured().generations.current().folder
    assert folders() == {before, after}
    indexing.rebuild()
    assert folders() == {after, configured().generations.current().folder}


def test_a_rebuild_that_is_broken_off_leaves_the_folder_in_use() -> None:
    article = make_article()
    indexing.drain()
    before = configured().generations.current().folder
    Article.objects.filter(pk=article.pk).update(headline="Dos")

    def break_off(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(break_off)
    assert configured().generations.current().folder == before
    assert len(folders()) == 2  # what was begun lies there still
    indexing.rebuild()
    assert folders() == {before, configured().generations.current().folder}


def test_a_missing_index_is_said() -> None:
    make_article()
    indexing.drain()
    configured().generations.current_file.unlink()
    PendingChange.objects.all().delete()
    with pytest.raises(IndexMissing, match=r"There is no search index\. Run: manage\.py index rebuild"):
        search(Query("x"))
    assert indexing.index_state() == "There is no search index. Run: manage.py index rebuild"
    make_article()
    with pytest.raises(IndexMissing):
        indexing.drain()
    assert PendingChange.objects.exists(), "the rows wait"
    indexing.rebuild()
    assert indexing.index_state() is None


def test_an_index_of_another_database_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    make_article()
    indexing.drain()
    Archive.objects.filter(pk=1).update(uuid="00000000-0000-0000-0000-000000000001")
    monkeypatch.setattr(module, "TRUST_SECONDS", 0)
    with pytest.raises(IndexMissing, match="another database"):
        search(Query("x"))
    indexing.rebuild()
    assert search(Query("")).total == 1


def test_an_index_of_another_schema_is_not_used() -> None:
    make_article()
    indexing.drain()
    stated = json.loads(configured().generations.current_file.read_text())
    configured().generations.current_file.write_text(json.dumps(stated | {"schema": "older"}))
    assert "another version" in (indexing.index_state() or "")
    indexing.rebuild()
    assert indexing.index_state() is None


def test_a_broken_current_file_is_a_missing_index() -> None:
    make_article()
    indexing.drain()
    for content in ("", "{", "[]", '{"folder": "nowhere", "archive": "", "schema": ""}'):
        configured().generations.current_file.write_text(content)
        assert indexing.index_state() == "There is no search index. Run: manage.py index rebuild"
