import datetime as dt
import threading
from collections.abc import Callable, Collection
from concurrent.futures.process import BrokenProcessPool

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from articles import parallel
from articles.models import Article, ImportRun, Mention, PendingChange
from articles.models.triggers import install_after_migrate, prepare_to_migrate
from articles.names.keys import search_keys
from articles.search import following, indexing
from articles.search.documents import Document, make_documents, make_documents_and_forget
from articles.search.engine import Draft, Writer
from articles.search.engines import engine
from articles.search.find import found_articles, reader, search
from articles.search.indexing import Difference
from articles.search.loading import load
from articles.search.query import Query
from tests.factories import make_article, make_person, mention

pytestmark = pytest.mark.django_db(transaction=True)


def found(text: str) -> list[int]:
    return sorted(hit.article_id for hit in search(Query(text)).hits)


def test_an_article_is_found_after_a_drain() -> None:
    article = make_article(headline="Karabakh")
    assert indexing.drain() > 0
    assert found("karabakh") == [article.pk]
    assert not PendingChange.objects.exists()
    assert indexing.drain() == 0
    assert indexing.check() == []


def test_every_way_of_changing_an_article_reaches_the_index() -> None:
    article = make_article(headline="Uno", persons=["Paul Rowlett"])
    indexing.drain()
    Article.objects.filter(pk=article.pk).update(headline="Dos")
    indexing.drain()
    assert (found("uno"), found("dos")) == ([], [article.pk])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET headline = 'Third' WHERE id = %s", [article.pk])
    indexing.drain()
    assert (found("dos"), found("third")) == ([], [article.pk])
    other = make_person("Someone Else")
    Mention.objects.filter(article=article).update(person=other)
    mention(article, other, "paragraph")
    indexing.drain()
    assert search(Query(persons=(other.pk,))).total == 1
    assert indexing.check() == []
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN, status_reason="x")
    indexing.drain()
    assert found("third") == []
    article.refresh_from_db()
    article.status = Article.Status.PUBLISHED
    article.save()
    indexing.drain()
    assert found("third") == [article.pk]
    article.mentions.all().delete()
    article.readings.all().delete()
    article.delete()
    indexing.drain()
    assert (found("third"), reader().count()) == ([], 0)
    assert indexing.check() == []


def test_updating_an_article_leaves_one_document() -> None:
    article = make_article()
    for number in range(5):
        Article.objects.filter(pk=article.pk).update(headline=f"Version {number}")
        indexing.drain()
    assert reader().count() == 1
    assert found("version 4") == [article.pk]


def test_an_article_changed_by_sql_after_its_table_was_altered_is_found() -> None:
    article = make_article()
    indexing.drain()
    prepare_to_migrate(plan=[(None, False)])  # as migrate does first
    with connection.schema_editor(atomic=connection.vendor == "postgresql") as editor:
        field = Article._meta.get_field("agency")
        wider = type(field)(max_length=300, blank=True)
        wider.set_attributes_from_name("agency")
        wider.model = Article
        editor.alter_field(Article, field, wider)
    install_after_migrate()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = 'unmistakable' WHERE id = %s", [article.pk])
    indexing.drain()
    assert found("unmistakable") == [article.pk]


def test_a_drain_does_what_it_is_allowed_to() -> None:
    for _ in range(3):
        make_article()
    waiting = PendingChange.objects.count()
    assert indexing.drain(limit=2) == 2
    assert PendingChange.objects.count() == waiting - 2


def test_an_article_put_twice_is_one_document() -> None:
    article = make_article(headline="Uno")
    indexing.drain()
    Article.objects.filter(pk=article.pk).update(headline="Dos")
    (older,) = make_documents(list(load([article.pk])))
    Article.objects.filter(pk=article.pk).update(headline="Tres")
    rows = dict(PendingChange.objects.values_list("id", "article_id"))
    (newer,) = make_documents(list(load([article.pk])))
    assert indexing.put(rows, [older, newer]) == 2
    assert (found("dos"), found("tres")) == ([], [article.pk])
    assert indexing.check() == []


def test_who_finds_the_lock_taken_leaves_the_rows() -> None:
    make_article()
    with engine().writing():
        assert indexing.drain() == 0
    assert PendingChange.objects.exists()
    assert indexing.drain() > 0


def test_rows_that_came_while_another_held_the_lock_are_not_forgotten() -> None:
    """The holder looks once more after letting go."""
    make_article(headline="Uno")
    inner = indexing._drain_locked
    late: list[Article] = []

    def drain_and_be_late(limit: int | None, committed: Callable[[], None], newest: bool) -> int:
        done = inner(limit, committed, newest)
        if not late:
            late.append(make_article(headline="Late"))
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "_drain_locked", drain_and_be_late)
        indexing.drain()
    assert found("late") == [late[0].pk]


def test_a_batch_that_fails_keeps_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(headline="Karabakh")
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_index", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            indexing.drain()
    assert PendingChange.objects.exists()
    indexing.drain()
    assert found("karabakh") == [article.pk]


def test_a_row_is_kept_where_only_its_deletion_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(headline="Karabakh")
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_forget", lambda rows: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            indexing.drain()
    assert found("karabakh") == [article.pk]
    indexing.drain()
    assert (found("karabakh"), reader().count()) == ([article.pk], 1)
    assert not PendingChange.objects.exists()


def test_drain_soon_waits_for_the_commit() -> None:
    article = make_article(headline="Karabakh")
    indexing.drain()
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(headline="Zangezur")
        indexing.drain_soon()
        assert found("zangezur") == []
    assert found("zangezur") == [article.pk]


def test_an_editor_does_not_wait_while_parts_of_the_index_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(headline="Karabakh")
    indexing.drain()
    merging, merged = threading.Event(), threading.Event()
    with engine().writing():
        opened = engine().writer()
        kind, close = type(opened), type(opened).close
        opened.close()

    def close_slowly(writer: Writer) -> None:
        merging.set()
        assert merged.wait(10)
        close(writer)

    monkeypatch.setattr(kind, "close", close_slowly)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(headline="Zangezur")
        indexing.drain_soon()
    assert found("zangezur") == [article.pk]
    assert merging.wait(10)
    with transaction.atomic():  # meanwhile the next change waits for who has the lock
        Article.objects.filter(pk=article.pk).update(headline="Nakhchivan")
        indexing.drain_soon()
    assert found("nakhchivan") == []
    merged.set()
    for thread in threading.enumerate():
        if thread.name == indexing.DRAINING:
            thread.join()
    assert found("nakhchivan") == [article.pk]
    assert not PendingChange.objects.exists()


def test_beside_an_import_an_editor_waits_for_the_newest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    edited = make_article(headline="Karabakh")
    indexing.drain()
    for number in range(5):
        make_article(headline=f"Imported {number}")
    monkeypatch.setattr(indexing, "BESIDE_AN_IMPORT", 2)
    run = ImportRun.objects.create(heartbeat=timezone.now())
    with transaction.atomic():
        Article.objects.filter(pk=edited.pk).update(headline="Zangezur")
        indexing.drain_soon()
    assert found("zangezur") == [edited.pk]
    assert len(found("imported")) == 1
    ImportRun.objects.filter(pk=run.pk).update(
        heartbeat=timezone.now() - dt.timedelta(hours=1)
    )  # it was killed
    with transaction.atomic():
        Article.objects.filter(pk=edited.pk).update(headline="Nakhchivan")
        indexing.drain_soon()
    assert len(found("imported")) == 5
    assert not PendingChange.objects.exists()


def test_what_fails_behind_an_editor_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_article()
    monkeypatch.setattr(indexing, "_index", lambda *_: 1 / 0)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(headline="Zangezur")
        indexing.drain_soon()
    assert "Changes wait to be indexed." in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert PendingChange.objects.exists()


def test_a_rebuild_says_the_same() -> None:
    articles = [make_article(headline=f"Karabakh {number}") for number in range(5)]
    withdrawn = make_article(headline="Karabakh", status=Article.Status.WITHDRAWN)
    indexing.drain()
    before = found("karabakh")
    seen: list[tuple[int, int]] = []
    assert indexing.rebuild(lambda done, count: seen.append((done, count))) == 5
    assert seen[-1] == (5, 5)
    assert found("karabakh") == before == [article.pk for article in articles]
    assert withdrawn.pk not in before
    assert indexing.check() == []


def test_a_rebuild_by_several_processes_makes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("Karabakh", "Карабах", "Ղարաբաղ", "ყარაბაღი", "Qarabağ")
    for text in texts:
        make_article(headline=text, body=f"{text} Evgeny Buzhinsky")
    monkeypatch.setattr(indexing, "WORTH_WORKERS", 1)
    monkeypatch.setattr(indexing, "TO_A_WORKER", 2)
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 2)
    seen: list[tuple[int, int]] = []
    assert indexing.rebuild(lambda done, count: seen.append((done, count))) == 5
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert indexing.check() == []


def test_what_was_pending_before_a_rebuild_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade every article may be pending."""
    first, second = make_article(headline="Uno"), make_article(headline="Dos")
    again: list[set[int]] = []
    index = indexing._index

    def noted(writer: Writer, ids: set[int]) -> Collection[int]:
        again.append(ids)
        return index(writer, ids)

    def change(done: int, count: int) -> None:
        Article.objects.filter(pk=second.pk).update(headline="Tres")

    monkeypatch.setattr(indexing, "_index", noted)
    indexing.rebuild(change)
    assert again == [{second.pk}]
    assert (found("uno"), found("dos"), found("tres")) == ([first.pk], [], [second.pk])
    assert not PendingChange.objects.exists()


def test_what_changes_during_a_rebuild_is_in_the_new_index() -> None:
    article = make_article(headline="Uno")
    indexing.drain()

    def change(done: int, count: int) -> None:
        Article.objects.filter(pk=article.pk).update(headline="Dos")
        assert indexing.drain() == 0, "the rebuild holds the lock"
        assert found("uno") == [article.pk], "readers keep the old index"

    indexing.rebuild(change)
    assert (found("uno"), found("dos")) == ([], [article.pk])
    assert not PendingChange.objects.exists()


def test_a_rebuild_that_is_broken_off_leaves_the_index_as_it_was() -> None:
    article = make_article(headline="Uno")
    indexing.drain()
    Article.objects.filter(pk=article.pk).update(headline="Dos")

    def break_off(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(break_off)
    assert found("uno") == [article.pk]
    indexing.drain()
    assert found("dos") == [article.pk]
    indexing.rebuild()
    assert found("dos") == [article.pk]


def test_a_new_archive_needs_no_rebuild() -> None:
    """Where every article is queued, an empty index is begun."""
    make_article(headline="Karabakh")
    assert indexing.index_state() is not None
    indexing.drain()
    assert indexing.index_state() is None


def test_check_finds_every_difference() -> None:
    missing, outdated, superfluous, same = (make_article(headline=f"Number {n}") for n in range(4))
    indexing.drain()
    with engine().writing():
        writer = engine().writer()
        writer.delete(missing.pk)
        writer.add(indexing.make_document(next(indexing.load([outdated.pk]))))
        writer.commit()
        writer.close()
    Article.objects.filter(pk=outdated.pk).update(body="Changed")
    Article.objects.filter(pk=superfluous.pk).update(status=Article.Status.WITHDRAWN)
    PendingChange.objects.all().delete()
    assert indexing.check() == [
        Difference(missing.pk, "missing"),
        Difference(outdated.pk, "doubled"),
        Difference(superfluous.pk, "superfluous"),
    ]
    Article.objects.filter(pk=same.pk).update(language="ru")
    PendingChange.objects.all().delete()
    assert Difference(same.pk, "outdated") in indexing.check()
    indexing.rebuild()
    assert indexing.check() == []


def test_check_finds_documents_of_rows_beyond_the_last() -> None:
    article = make_article()
    indexing.drain()
    ghost = make_article()
    indexing.drain()
    Article.objects.filter(pk=ghost.pk).update(status=Article.Status.WITHDRAWN)
    number = ghost.pk
    ghost.readings.all().delete()
    ghost.delete()
    PendingChange.objects.all().delete()
    assert indexing.check() == [Difference(number, "superfluous")]
    assert found("headline") == [article.pk, number]
    assert found_articles(search(Query("headline"))) == [article]


def test_renaming_a_source_touches_no_document() -> None:
    article = make_article(source="turan.az")
    indexing.drain()
    assert article.source is not None
    article.source.name = "Turan"
    article.source.save()
    assert not PendingChange.objects.exists()


def test_follow_indexes_until_it_is_stopped(settings: Settings) -> None:
    make_article(headline="Uno")
    stop = threading.Event()
    follower = threading.Thread(target=following.follow, args=(stop,))
    follower.start()
    try:
        article = make_article(headline="Karabakh")
        began = dt.datetime.now()
        while dt.datetime.now() - began < dt.timedelta(seconds=10):
            if indexing.index_state() is None and found("karabakh"):
                break
        assert found("karabakh") == [article.pk]
    finally:
        stop.set()
        follower.join(10)
    assert not follower.is_alive()


def test_follow_tries_again_where_a_worker_died(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article(headline="Uno")
    PendingChange.objects.all().delete()
    rebuild, stop = indexing.rebuild, threading.Event()
    tried: list[int] = []

    def dying() -> int:
        tried.append(1)
        if len(tried) == 1:
            raise BrokenProcessPool
        stop.set()
        return rebuild()

    monkeypatch.setattr(following, "rebuild", dying)
    following.follow(stop)
    assert len(tried) == 2
    assert found("uno") == [article.pk]


def test_on_commit_outside_of_tests_is_what_drain_soon_uses(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Where there is no index, the editor's save succeeds all the same."""
    make_article()
    PendingChange.objects.all().delete()
    make_article()
    with transaction.atomic():
        indexing.drain_soon()
    assert PendingChange.objects.exists()


class Refusing:
    """A writer that refuses one article, as a cluster does with a document that it cannot take."""

    def __init__(self, writer: Writer, refused: int) -> None:
        self.writer, self.refused, self.asked = writer, refused, False

    def put(self, document: Document) -> None:
        raise NotImplementedError

    def add(self, document: Document) -> None:
        if document.id == self.refused:
            self.asked = True
        else:
            self.writer.add(document)

    def delete(self, article_id: int) -> None:
        self.writer.delete(article_id)

    def commit(self) -> Collection[int]:
        self.writer.commit()
        refused, self.asked = ([self.refused] if self.asked else []), False
        return refused

    def close(self) -> None:
        self.writer.close()


def test_a_refused_article_waits_and_keeps_nobody_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    indexing.drain()
    articles = [make_article(headline=f"Number {number}") for number in range(4)]
    bad = articles[1]
    monkeypatch.setattr(indexing, "BATCH", 3)
    with monkeypatch.context() as patch:
        writer = engine().writer
        patch.setattr(engine(), "writer", lambda: Refusing(writer(), bad.pk))
        assert indexing.drain() > 0
        assert found("number") == [one.pk for one in articles if one != bad]
        assert set(PendingChange.objects.values_list("article_id", flat=True)) == {bad.pk}
        assert indexing.drain() == 0
    assert f"The search index refused these articles, which wait: [{bad.pk}]" in caplog.text
    assert indexing.drain() > 0
    assert found("number") == [one.pk for one in articles]
    assert not PendingChange.objects.exists()


def test_an_article_that_a_rebuild_refuses_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = make_article(headline="Uno"), make_article(headline="Uno")
    PendingChange.objects.all().delete()
    begin, writer = engine().begin, engine().writer

    def begun() -> Draft:
        draft = begin()
        made = draft.writer
        monkeypatch.setattr(draft, "writer", lambda: Refusing(made(), bad.pk))
        return draft

    with monkeypatch.context() as patch:
        patch.setattr(engine(), "begin", begun)
        patch.setattr(engine(), "writer", lambda: Refusing(writer(), bad.pk))
        indexing.rebuild()
    assert found("uno") == [good.pk]
    assert list(PendingChange.objects.values_list("article_id", flat=True)) == [bad.pk]
    indexing.drain()
    assert found("uno") == [good.pk, bad.pk]
    assert indexing.check() == []


def test_a_worker_makes_the_same_and_keeps_nothing_of_what_lies_below() -> None:
    article = make_article("Bridge opens", "Ada Bell opened the bridge. " * 3)
    loaded = list(load([article.pk]))
    made = make_documents(loaded)
    assert made[0].names
    assert make_documents_and_forget(loaded) == made
    assert search_keys.cache_info().currsize == 0
