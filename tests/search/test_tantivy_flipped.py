"""Bytes flipped inside an index: told by checksums, answered with 503, made anew by the worker."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.search import following, indexing
from articles.search.engine import IndexMissing
from articles.search.find import search
from articles.search.query import Query
from articles.search.tantivy_engine import configured
from articles.search.tantivy_engine.checksums import Checksums, committed_files, is_whole
from articles.search.tantivy_engine.damage import damage_said
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

ENDINGS = ("idx", "pos", "term", "store", "fast", "fieldnorm", "del")
PAGES = (
    "/",
    "/articles/",
    "/articles/?q=number",
    "/articles/?q=num*&sort=newest",
    "/people/",
    "/suggest/?q=num",
    "/dates/2020/",
    "/sources/",
    "/articles/feed/",
    "/articles/table/",
    '/articles/?q="number+3"',
)


def folder_in_use() -> Path:
    generations = configured().generations
    return generations.path(generations.current())


@pytest.fixture
def folder() -> Path:
    """An index of several files, some documents deleted."""
    for number in range(30):
        make_article(headline=f"Number {number}", body=f"Number {number} is a number of {number * 7} words.")
    indexing.drain()
    for article in make_article(headline="Gone"), make_article(headline="Gone, too"):
        indexing.drain()
        article.delete()
    indexing.drain()
    return folder_in_use()


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))


def test_a_whole_index_is_whole(folder: Path) -> None:
    assert Checksums().damaged(folder) == []
    assert indexing.index_state() is None
    assert {name.split(".")[-1] for name in committed_files(folder)} >= {"idx", "term", "fast"}


def flipped_once(folder: Path) -> Iterator[Path]:
    """Each kind of file with one byte flipped at each of four places, then whole again."""
    kinds = {name.rpartition(".")[2]: folder / name for name in sorted(committed_files(folder))}
    assert kinds.keys() & {"idx", "pos", "term", "store", "fast", "fieldnorm"} == set(ENDINGS) - {"del"}
    for ending in ENDINGS:
        if (path := kinds.get(ending)) is None:
            continue  # those deleted were merged away
        whole = path.read_bytes()
        for place in (0, (len(whole) - 90) // 2, len(whole) - 95, len(whole) - 3):
            flip(path, place)
            yield path
            path.write_bytes(whole)


def test_one_flipped_byte_is_told(folder: Path, client: Client) -> None:
    tried = 0
    for path in flipped_once(folder):
        assert not is_whole(path), path.name
        said = f"The search index is damaged: {path.name}. Run: manage.py index rebuild"
        assert indexing.index_state() == said
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]["index"]) == (503, said)
        tried += 1
    assert tried >= 4 * 6
    assert indexing.index_state() is None  # each was put back


@pytest.mark.parametrize("action", ["check", "drain"])
def test_a_damaged_index_is_neither_checked_nor_written(folder: Path, action: str) -> None:
    path = next(flipped_once(folder))
    make_article()
    with pytest.raises(CommandError, match=f"The search index is damaged: {path.name}"):
        call_command("index", action)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_flipped_pages_answer_or_say_503(folder: Path, client: Client, seed: int) -> None:
    """No panic gets through: it is no Exception, and would end the server's worker."""
    flip_at_random(folder, seed)
    for page in PAGES:
        assert client.get(page).status_code in (200, 503), (seed, page)


def flip_at_random(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    for name in committed_files(folder):
        for _ in range(chance.choice((0, 1, 20))):
            flip(folder / name, chance.randrange((folder / name).stat().st_size - 100))
    configured()._open = None


def test_a_panic_of_the_engine_is_a_missing_index(
    client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As the engine raises it."""

    def panic(*args: object) -> None:
        raise PanicException("index out of bounds: the len is 0")

    monkeypatch.setattr("articles.search.tantivy_engine.reading.TantivyReader._search", panic)
    with pytest.raises(IndexMissing, match="index out of bounds"):
        search(Query())
    for page in ("/", "/articles/", "/articles/table/", "/articles/feed/", "/sources/", "/people/"):
        answer = client.get(page)
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
    with pytest.raises(KeyboardInterrupt), damage_said():
        raise KeyboardInterrupt


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_worker_makes_a_damaged_index_anew(folder: Path) -> None:
    [name] = [name for name in committed_files(folder) if name.endswith(".term")][:1]
    flip(folder / name, 10)
    stop = threading.Event()
    working = threading.Thread(target=following.follow, args=(stop,))
    working.start()
    try:
        until(lambda: indexing.index_state() is None)
    finally:
        stop.set()
        working.join()
    assert folder_in_use() != folder
    assert indexing.check() == []


def test_what_was_read_once_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checksums = Checksums()
    checksums.damaged(folder)
    read: list[Path] = []

    def note(path: Path) -> bool:
        read.append(path)
        return True

    monkeypatch.setattr("articles.search.tantivy_engine.checksums.is_whole", note)
    checksums.damaged(folder)
    assert read == []
    path = folder / committed_files(folder)[0]
    flip(path, 0)
    checksums.damaged(folder)
    assert read == [path]
