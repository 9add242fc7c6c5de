"""On SQLite, who waits to write goes first."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from newsarchive.waiting import PatientConnection, waiting_file


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "some.sqlite3"
    with PatientConnection(str(path), isolation_level=None) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE some (n INTEGER)")
    return path


def connect(path: Path, timeout: float = 5.0) -> PatientConnection:
    return PatientConnection(str(path), timeout=timeout, isolation_level=None, check_same_thread=False)


def test_one_who_waits_says_so_and_is_next(database: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    busy, waiting = connect(database), connect(database)
    busy.cursor().execute("BEGIN IMMEDIATE")
    began: list[float] = []

    def begin() -> None:
        waiting.cursor().execute("BEGIN IMMEDIATE")
        began.append(time.monotonic())
        waiting.cursor().execute("ROLLBACK")

    thread = threading.Thread(target=begin)
    thread.start()
    said = waiting_file(str(database))
    assert said is not None

    def is_waited_for() -> bool:
        with said.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    until = time.monotonic() + 10
    while not is_waited_for():
        assert time.monotonic() < until
        time.sleep(0.001)
    busy.cursor().execute("ROLLBACK")
    free_at = time.monotonic()
    thread.join(10)
    assert began[0] - free_at < 1
    assert not is_waited_for()


def test_patience_ends(database: Path) -> None:
    busy, waiting = connect(database), connect(database, timeout=0.05)
    busy.cursor().execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        waiting.cursor().execute("BEGIN IMMEDIATE")
    assert waiting.execute("PRAGMA busy_timeout").fetchone() == (50,)
    busy.cursor().execute("ROLLBACK")


def test_another_error_is_not_waited_for(database: Path) -> None:
    one = connect(database)
    one.cursor().execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        one.cursor().execute("BEGIN IMMEDIATE")


def test_a_database_in_memory_has_no_file() -> None:
    assert waiting_file(":memory:") is None
    assert waiting_file("file:some?mode=memory") is None
