"""Bytes flipped inside an index: told by checksums, answered with 503, made anew by the worker."""

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.search import indexing
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


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("where", ["first", "middle", "last", "footer"])
def test_one_flipped_byte_is_told(folder: Path, ending: str, where: str, client: Client) -> None:
    names = [name for name in committed_files(folder) if name.endswith(f".{ending}")]
    if not names:
        assert ending == "del"  # merged away
        return
    path = folder / names[0]
    size = path.stat().st_size
    flip(path, {"first": 0, "middle": (size - 90) // 2, "last": size - 95, "footer": size - 3}[where])
    assert not is_whole(path)
    said = f"The search index is damaged: {path.name}. Run: manage.py index rebuild"
    assert indexing.index_state() == said
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["checks"]["index"]) == (503, said)
    for action in ("check", "drain"):
        make_article()
        with pytest.raises(CommandError, match="The search index is damaged"):
            call_command("index", action)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_flipped_pages_answer_or_say_503(folder: Path, seed: int, client: Client) -> None:
    """No panic gets through: it is no Exception, and would end the server's worker."""
    chance = random.Random(seed)
    for name in committed_files(folder):
        path = folder / name
        for _ in range(chance.choice((0, 1, 20))):
            flip(path, chance.randrange(path.stat().st_size - 100))
    configured()._open = None
    for page in PAGES:
        assert client.get(page).status_code in (200, 503), page


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
    working = threading.Thread(target=indexing.follow, args=(stop,))
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
