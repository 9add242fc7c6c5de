"""Workers as real processes: killed, two at once, told to end, without database; on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from tests.hostile_files import page
from tests.importing.test_kill import ROOT, OwnArchive, archive, errors, made

__all__ = ["archive", "errors", "made"]

# A worker of another host, with the tests' kinds and a short lease.
WORKER = """
import sys
import django
django.setup()
from articles.parallel import end_on_signals
from articles.working import kinds
from articles.working.claiming import Claimant
from articles.working.worker import work
from tests.working.counting import KINDS
kinds.KINDS.update(KINDS)
ending = end_on_signals()
print("works", flush=True)
work(ending, Claimant(host=sys.argv[1], lease=1.0))
"""
ASK = """
import sys, json
import django
django.setup()
from articles.working import asking
from tests.working.counting import KINDS
asking.KINDS.update(KINDS)
print(asking.ask("count", json.loads(sys.argv[1])).pk)
"""
READ = "SELECT coalesce(max(done), 0) FROM articles_task WHERE kind = 'count'"


def start(archive: OwnArchive, script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=archive.environment | {"DJANGO_SETTINGS_MODULE": "newsarchive.settings"},
        stdout=subprocess.PIPE,
        stderr=archive.errors,
        text=True,
        start_new_session=True,
    )


def start_worker(archive: OwnArchive, host: str) -> subprocess.Popen[str]:
    worker = start(archive, WORKER, host)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "works\n", archive.said()
    return worker


def end(archive: OwnArchive, worker: subprocess.Popen[str], told: signal.Signals = signal.SIGTERM) -> None:
    worker.send_signal(told)
    worker.communicate(timeout=10)
    assert worker.returncode == 0, archive.said()


def ask(archive: OwnArchive, **arguments: float) -> None:
    output, _ = start(archive, ASK, json.dumps(arguments)).communicate(timeout=60)
    assert output.strip().isdecimal(), archive.said()


def until(archive: OwnArchive, sql: str, holds: Callable[[int], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds(int(archive.query(sql))):
        assert time.monotonic() < deadline, archive.said()
        time.sleep(0.01)


def assert_counted(archive: OwnArchive, upto: int, tasks: int = 1) -> None:
    """Every number once for each task: nothing lost, nothing doubled."""
    assert archive.query("SELECT count(*) FROM articles_importrun") == upto * tasks
    assert archive.query("SELECT count(DISTINCT read) FROM articles_importrun") == upto
    assert archive.query("SELECT max(read) FROM articles_importrun") == upto - 1


OPEN = "SELECT count(*) FROM articles_task WHERE kind = 'count' AND state IN ('waiting', 'running')"


def test_killed_again_and_again_it_loses_and_doubles_nothing(archive, seed=3, kills=3, upto=300):
    ask(archive, to=upto, at_once=3, pause=0.02)
    dice = random.Random(seed)
    for _ in range(kills):
        before = int(archive.query(READ))
        worker = start_worker(
            archive, f"host{dice.randrange(2)}"
        )  # sometimes the one that died, sometimes another
        until(archive, READ, lambda done, before=before: done > before)
        time.sleep(dice.random() * 0.3)
        archive.kill_when(worker, lambda: True)
    assert int(archive.query(READ)) < upto
    worker = start_worker(archive, "last")
    until(archive, OPEN, lambda tasks: tasks == 0)
    end(archive, worker)
    assert archive.query("SELECT state FROM articles_task WHERE kind = 'count'") == "done"
    assert_counted(archive, upto)


def test_two_workers_share_the_tasks_and_do_none_twice(archive, upto=40, tasks=4, pause=0.5):
    workers = [start_worker(archive, host) for host in ("one", "two")]
    for _ in range(tasks):
        ask(archive, to=upto, at_once=2, pause=pause)
    until(archive, OPEN, lambda left: left == 0)
    for worker in workers:
        end(archive, worker)
    assert_counted(archive, upto, tasks)
    assert archive.query("SELECT count(DISTINCT host) FROM articles_task WHERE kind = 'count'") == 2
    assert archive.query("SELECT count(*) FROM articles_task WHERE kind = 'close-dead-runs'") <= 2


def test_told_to_end_it_ends_after_its_batch_and_the_next_goes_on_at_once(archive, upto=60):
    ask(archive, to=upto, pause=0.05)
    worker = start_worker(archive, "one")
    until(archive, READ, lambda done: done > 3)
    end(archive, worker)
    assert archive.query("SELECT state FROM articles_task WHERE kind = 'count'") == "waiting"
    worker = start_worker(archive, "two")
    until(archive, OPEN, lambda left: left == 0)
    end(archive, worker, signal.SIGINT)
    assert_counted(archive, upto)


def test_an_edit_is_found_at_once_while_a_long_task_runs(archive, tmp_path):
    (tmp_path / "a.txt").write_text(page("Lamps are lit by Tarlan Hajizade"))
    archive.run("import_articles", str(tmp_path / "a.txt"))
    ask(archive, to=100_000, at_once=5)
    worker = start_worker(archive, "one")
    try:
        until(archive, READ, lambda done: done > 10)
        archive.query("UPDATE articles_article SET headline = 'Gobustan beacons' RETURNING 1")
        edited = time.monotonic()
        until(archive, "SELECT count(*) FROM articles_pendingchange", lambda waiting: waiting == 0)
        assert time.monotonic() - edited < 2
        assert "Gobustan beacons" in archive.run("search_articles", "gobustan", "--json")
        status = archive.run("work", "--status")
        assert " of 100000, " in status
        assert "running" in status
        assert " left" in status
        archive.run("index", "check")
    finally:
        archive.kill_when(worker, lambda: True)


def take_away(archive: OwnArchive) -> None:
    """The database, from everybody; on SQLite from those that have not opened it yet."""
    if archive.url.startswith("sqlite"):
        folder = Path(archive.environment["DATA_DIR"])
        folder.rename(folder.with_name("away"))
        return
    server(archive, "ALTER DATABASE own ALLOW_CONNECTIONS false")
    server(archive, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'own'")


def bring_back(archive: OwnArchive) -> None:
    if archive.url.startswith("sqlite"):
        folder = Path(archive.environment["DATA_DIR"])
        folder.with_name("away").rename(folder)
        return
    server(archive, "ALTER DATABASE own ALLOW_CONNECTIONS true")


def server(archive: OwnArchive, sql: str) -> None:
    with closing(psycopg2.connect(archive.url.removesuffix("own") + "postgres")) as connection:
        connection.autocommit = True
        connection.cursor().execute(sql)


AWAY = "The database does not answer, waiting for it: "
BACK = "The database answers again."


def until_said(archive: OwnArchive, text: str, times: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while archive.said().count(text) < times:
        assert time.monotonic() < deadline, archive.said()
        time.sleep(0.05)


@pytest.mark.parametrize("command", [["work"], ["index", "follow"]], ids=" ".join)
def test_a_database_that_is_away_at_the_start_is_waited_for(archive, command):
    take_away(archive)
    environment = archive.environment | {"DATA_DIR": archive.environment["DATA_DIR"] + "-of-the-worker"}
    worker = OwnArchive(environment, archive.url, archive.errors).start(*command)
    until_said(archive, AWAY, 1)
    bring_back(archive)
    archive.query("INSERT INTO articles_pendingchange (article_id) VALUES (1) RETURNING 1")
    until(archive, "SELECT count(*) FROM articles_pendingchange", lambda waiting: waiting == 0)
    end(archive, worker)
    assert (archive.said().count(AWAY), archive.said().count("Traceback")) == (1, 0), archive.said()


# A file that is open does not go away, hence PostgreSQL alone.
@pytest.mark.parametrize("archive", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_is_waited_for(archive, upto=200):
    ask(archive, to=upto, pause=0.02)
    worker = start_worker(archive, "one")
    for at in (20, 60):
        until(archive, READ, lambda done, at=at: done > at)
        take_away(archive)
        time.sleep(1.5)
        bring_back(archive)
    until(archive, OPEN, lambda left: left == 0)
    end(archive, worker)
    assert_counted(archive, upto)
    assert "Traceback" not in archive.said()
    assert AWAY in archive.said()
    assert BACK in archive.said()
