"""What a cluster does that an embedded engine does not: it refuses, is busy, is away, and has shards."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from opensearchpy.exceptions import TransportError
from pytest_django import Settings

from articles.search import following
from articles.search.documents import make_document
from articles.search.engine import FacetCount, IndexAway, IndexBusy, IndexMissing, Request
from articles.search.opensearch_engine import OpenSearchEngine, counting, locking, reading, writing
from articles.search.opensearch_engine.cluster import Cluster, connected
from articles.search.opensearch_engine.schema import LONGEST, bounded
from articles.search.query import Query, Sort
from articles.search.tree import Word
from tests import opensearch
from tests.search.engine_contract import article, begin, change
from tests.search.made_engines import in_a_cluster


@pytest.fixture
def engine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    engine = in_a_cluster(tmp_path, getattr(request, "param", 1))
    yield engine
    opensearch.client().indices.delete(index=f"{engine.cluster.name}-*")


def ids(engine: OpenSearchEngine, word: str) -> list[int]:
    found = engine.reader().search(Request(Query(word), Word(word), limit=100))
    return [hit.article_id for hit in found.hits]


def test_a_document_that_is_refused_is_told_and_the_others_are_found(engine: OpenSearchEngine) -> None:
    begin(engine, article(1, "war"))
    with engine.writing():
        writer = engine.writer()
        writer.put(replace(make_document(article(2, "war")), language="x" * 40_000))
        writer.put(make_document(article(3, "war")))
        assert writer.commit() == {2}
        writer.close()
    assert ids(engine, "war") == [3, 1]


def test_a_writer_whose_place_another_took_changes_nothing(engine: OpenSearchEngine) -> None:
    begin(engine, article(1, "war"))
    paused, next_one = engine.writer(), engine.writer()
    next_one.put(make_document(article(1, "peace")))
    assert next_one.commit() == set()
    paused.put(make_document(article(1, "war again")))
    assert paused.commit() == set()  # what is newer is there: nothing has to wait
    assert (ids(engine, "war"), ids(engine, "peace")) == ([], [1])
    for writer in (paused, next_one):
        writer.close()


class Busy:
    """A client whose cluster has no room for the first requests, or for the last article of each."""

    def __init__(self, client: Any, refusals: int) -> None:
        self._client = client
        self.left = refusals

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def bulk(self, **options: Any) -> Any:
        self.left -= 1
        if self.left >= 1:
            raise TransportError(429, "rejected", {})
        answer = self._client.bulk(**options)
        if self.left == 0:
            [kind] = answer["items"][-1]
            answer["items"][-1][kind] |= {"status": 429, "error": {"type": "rejected_execution_exception"}}
        return answer


def busy_writer(busy: Any, engine: OpenSearchEngine) -> writing.OpenSearchWriter:
    return writing.OpenSearchWriter(
        Cluster(busy, engine.cluster.name), engine.cluster.name, engine.cluster.terms
    )


@pytest.mark.parametrize("refusals", [1, 2, 3])
def test_a_busy_cluster_is_asked_again(
    engine: OpenSearchEngine, refusals: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0.001)
    begin(engine, article(1, "war"))
    busy = Busy(engine.cluster.client, refusals)
    writer = busy_writer(busy, engine)
    writer.put(make_document(article(2, "war")))
    assert writer.commit() == set()
    writer.close()
    assert busy.left < 0
    assert ids(engine, "war") == [2, 1]


def test_what_a_busy_cluster_never_takes_is_told(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0.001)
    begin(engine)
    busy = Busy(engine.cluster.client, 10_000)
    writer = busy_writer(busy, engine)
    writer.put(make_document(article(2, "war")))
    with pytest.raises(IndexAway, match="429"):
        writer.commit()
    writer.close()
    assert busy.left == 10_000 - writing.TRIES


def test_terms_are_counted_as_articles_come_change_and_go(engine: OpenSearchEngine) -> None:
    begin(engine, article(1, "karabakh wars"), article(2, "karabakh", language="ru"))
    change(engine, article(1, "karabakh"), article(3, "karabakh"), delete=[2])
    change(engine, article(3, "karabakh wars"))
    change(engine, article(3, "karabakh wars"))
    reader = engine.reader()
    assert (reader.held("karabakh"), reader.held("karabakh", "en"), reader.held("karabakh", "ru")) == (
        2,
        2,
        0,
    )
    assert Counter(dict(reader.terms("stems", "en:war|"))) == {"en:war|+s": 1}


def test_an_index_of_another_database_or_version_is_not_read(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(engine, article(1, "war"))
    other = OpenSearchEngine(engine.cluster, lambda: "another archive", engine.lock)
    assert other.problem() == "The search index was made from another database. Run: manage.py index rebuild"
    monkeypatch.setattr("articles.search.opensearch_engine.engine.SCHEMA", "another")
    with pytest.raises(IndexMissing, match="by another version of the archive"):
        OpenSearchEngine(engine.cluster, engine.archive, engine.lock).reader()


def test_what_another_process_switched_to_is_read(engine: OpenSearchEngine) -> None:
    begin(engine, article(1, "war"))
    other = OpenSearchEngine(engine.cluster, engine.archive, engine.lock)
    assert ids(other, "war") == [1]
    begin(engine, article(2, "war"))
    assert ids(other, "war") == [2]
    assert len(opensearch.client().indices.get(index=f"{engine.cluster.name}-*")) == 2


@pytest.mark.parametrize("sort", list(Sort))
def test_hits_beyond_those_given_at_once_are_walked_to(
    engine: OpenSearchEngine, sort: Sort, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(engine, *(article(number, "war " * (number % 3 + 1)) for number in range(1, 101)))

    def page(offset: int) -> list[int]:
        request = Request(Query("war", sort=sort), Word("war"), offset=offset, limit=20)
        return [hit.article_id for hit in engine.reader().search(request).hits]

    given = [page(at) for at in range(0, 120, 20)]
    monkeypatch.setattr(reading, "AT_ONCE", 7)
    assert [page(at) for at in range(0, 120, 20)] == given
    assert sorted(number for one in given for number in one) == list(range(1, 101))


@pytest.mark.parametrize("engine", [3], indirect=True)
def test_counts_are_exact_however_articles_lie_on_shards(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each shard hands in one value at first: the most frequent of all may be none of theirs."""
    monkeypatch.setattr(reading, "OF_A_SHARD", 1)
    monkeypatch.setattr(counting, "LEAST_OF_A_SHARD", 1)
    people = [[number % 7, 100 + number % 4] for number in range(90)]
    begin(engine, *(article(number + 1, "war", people=some) for number, some in enumerate(people)))
    expected = Counter(person for some in people for person in some).most_common(2)
    found = engine.reader().search(
        Request(Query("war", persons=(5,)), Word("war"), facets=("person",), facet_limit=2)
    )
    assert found.total == sum(5 in some for some in people)
    assert found.facets["person"][:2] == tuple(FacetCount(value, count) for value, count in expected)
    assert found.facets["person"][2] == FacetCount(5, found.total)


def test_long_words_keep_their_beginning_and_stay_apart() -> None:
    one, other = "x" * 1000 + "a", "x" * 1000 + "b"
    assert bounded("x" * LONGEST) == "x" * LONGEST
    assert bounded(one) == bounded(one) != bounded(other)
    assert bounded(one).startswith("x" * 150)
    assert len(bounded(one)) < LONGEST


# Away

NOWHERE = "http://127.0.0.1:9"


def test_a_cluster_that_does_not_answer_is_away_not_missing() -> None:
    client = connected([NOWHERE], timeout=1)
    away = OpenSearchEngine(Cluster(client, "nowhere"), lambda: "an archive", locking.the_only_writer)
    for ask in (away.reader, away.writer, away.problem, away.exists, away.begin):
        with pytest.raises(IndexAway, match=r"does not answer: ConnectionError\. .* OPENSEARCH_URL"):
            ask()


@pytest.fixture
def away(settings: Settings) -> None:
    settings.SEARCH_ENGINE = "opensearch"
    settings.OPENSEARCH_URL = [NOWHERE]
    settings.OPENSEARCH_INDEX = "nowhere"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/?q=war", "/readyz"])
def test_pages_say_that_it_is_away(away: None, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503


@pytest.mark.django_db(transaction=True)
def test_it_is_waited_for_and_not_made_anew(
    away: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    monkeypatch.setattr(following, "AWAY_SECONDS", 0.01)
    monkeypatch.setattr(following, "rebuild", lambda: pytest.fail("made anew"))
    threading.Timer(0.5, stop.set).start()
    following.follow(stop)
    assert "Changes wait to be indexed. The search cluster does not answer" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_one_writes_at_a_time_of_all_that_share_the_database() -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        from django.db import connection

        with locking.the_only_writer():
            entered.set()
            leave.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert entered.wait(10)
    with pytest.raises(IndexBusy), locking.the_only_writer(wait=False):
        pass
    leave.set()
    holder.join()
    with locking.the_only_writer(wait=False):
        pass
