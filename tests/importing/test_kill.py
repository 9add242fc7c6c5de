"""kill -9 at any moment of an import, of an indexing run, of a rebuild; then the same command again.

Real processes on a database of their own, SQLite and PostgreSQL: nothing is lost, nothing doubled.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.hostile_files import page

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = 150


@dataclass
class OwnArchive:
    """An archive apart from the tests' own: its folder, its database, its commands in processes."""

    environment: dict[str, str]
    url: str
    errors: IO[str]

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str, status: int = 0) -> str:
        process = self.start(*command)
        output, _ = process.communicate(timeout=300)
        assert process.returncode == status, self.said()
        return output

    def said(self) -> str:
        self.errors.seek(0)
        return self.errors.read()

    def kill_when(self, process: subprocess.Popen[str], reached: Callable[[], bool]) -> None:
        """SIGKILL for the command alone: its workers have to notice by themselves."""
        deadline = time.monotonic() + 120
        while process.poll() is None and not reached():
            assert time.monotonic() < deadline
            time.sleep(0.005)
        process.kill()
        process.communicate()
        deadline = time.monotonic() + 20
        while _group_lives(process.pid):
            assert time.monotonic() < deadline, "workers stayed behind"
            time.sleep(0.02)

    def query(self, sql: str, missing: Any = None) -> Any:
        """The first value of the first row, asked on a connection of its own; ``missing`` where none is."""
        with closing(self._connect()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall()
            connection.commit()
            return rows[0][0] if rows or missing is None else missing

    def _connect(self) -> Any:
        if self.url.startswith("sqlite:///"):
            return sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)
        return psycopg2.connect(self.url)

    def count(self, table: str) -> int:
        return int(self.query(f"SELECT count(*) FROM articles_{table}"))


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def errors(tmp_path: Path) -> Iterator[IO[str]]:
    with (tmp_path / "errors").open("w+") as file:
        yield file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OwnArchive]:
    """By database: an archive as `migrate` leaves it, which takes ten seconds; tests have copies."""
    return {}


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(
    request: pytest.FixtureRequest, tmp_path: Path, made: dict[str, OwnArchive], errors: IO[str]
) -> OwnArchive:
    database = request.param
    server = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    if database not in made:
        folder = request.getfixturevalue("tmp_path_factory").mktemp("made")
        if server:
            _on(server, "DROP DATABASE IF EXISTS made WITH (FORCE)", "CREATE DATABASE made")
        url = _named(server, "made") if server else f"sqlite:///{folder}/own/archive.sqlite3"
        made[database] = _own(folder, url, errors)
        made[database].run("migrate", "-v0")
    first = Path(made[database].environment["DATA_DIR"])
    if server:
        _on(server, "DROP DATABASE IF EXISTS own WITH (FORCE)", "CREATE DATABASE own TEMPLATE made")
    url = _named(server, "own") if server else f"sqlite:///{tmp_path}/own/archive.sqlite3"
    own = _own(tmp_path, url, errors)
    shutil.copytree(first, tmp_path / "own", dirs_exist_ok=True)
    return own


def _own(folder: Path, url: str, errors: IO[str]) -> OwnArchive:
    (folder / "own").mkdir()
    places = {
        "DATA_DIR": str(folder / "own"),
        "INDEX_DIR": str(folder / "own" / "index"),
        "DATABASE_URL": url,
    }
    return OwnArchive(os.environ | places, url, errors)


def _named(server: str, database: str) -> str:
    return urlsplit(server)._replace(path=f"/{database}").geturl()


def _on(server: str, *statements: str) -> None:
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True  # databases are made and dropped outside of transactions
        for statement in statements:
            with connection.cursor() as cursor:
                cursor.execute(statement)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{n:03}.txt").write_text(page(f"Lamps number{n} are lit by Tarlan Hajizade"))
    return folder


def test_an_import_killed_again_and_again_loses_and_doubles_nothing(archive, pages, seed=7, kills=4):
    choose = random.Random(seed)
    for _ in range(kills):
        enough = archive.count("article") + choose.randrange(1, 120 // kills)
        process = archive.start("import_articles", str(pages))
        archive.kill_when(process, lambda enough=enough: archive.count("article") >= enough)
    killed_at = archive.count("article")
    assert 0 < killed_at < FILES
    summary = json.loads(archive.run("import_articles", str(pages), "--json"))
    assert (summary["imported"], summary["unchanged"]) == (FILES - killed_at, killed_at)
    assert_all_is_there(archive)
    for n in (0, killed_at, FILES - 1):
        found = json.loads(archive.run("search_articles", f"number{n}", "--json").splitlines()[0])
        assert f"number{n}" in json.dumps(found)


def test_an_import_whose_workers_are_killed_loses_and_doubles_nothing(archive, pages):
    assert killed_workers_of_an_import(archive, pages, seed=5, kills=2) > 0


def killed_workers_of_an_import(archive: OwnArchive, pages: Path, seed: int, kills: int) -> int:
    """How many were killed before it was done: also one just starting, and the process that starts them."""
    choose = random.Random(seed)
    process = archive.start("import_articles", str(pages), "--workers", "2", "--json")
    killed = 0
    while process.poll() is None:
        time.sleep(choose.uniform(0.0, 0.6))
        workers = _workers_of(process.pid)
        if workers and killed < kills:
            with contextlib.suppress(ProcessLookupError):
                os.kill(choose.choice(workers), signal.SIGKILL)
            killed += 1
    process.communicate()  # closes what it wrote to
    assert process.returncode in (0, 1), archive.said()  # 1: a file on whose worker two kills fell
    archive.run("import_articles", str(pages))
    archive.query("DELETE FROM articles_importentry WHERE outcome = 'rejected' RETURNING 1", missing=0)
    assert_all_is_there(archive)
    return killed


def _workers_of(group: int) -> list[int]:
    """The processes of a command but itself."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(path.name)) == group != int(path.name):
                found.append(int(path.name))
    return found


def assert_all_is_there(archive: OwnArchive) -> None:
    for table in ("article", "original", "reading", "sighting", "importentry"):
        assert archive.count(table) == FILES, table
    assert archive.query("SELECT count(DISTINCT public_id) FROM articles_article") == FILES
    assert archive.query("SELECT count(*) FROM articles_importrun WHERE status = 'running'") == 0
    assert archive.count("person") == 1
    assert archive.count("pendingchange") == 0
    archive.run("index", "check")


def test_indexing_killed_again_and_again_loses_and_doubles_nothing(archive, pages, seed=11, kills=6):
    archive.run("import_articles", str(pages))
    choose = random.Random(seed)
    for command in ("drain", "rebuild") * (kills // 2):
        archive.query("UPDATE articles_article SET headline = headline || ' again' RETURNING 1")
        process = archive.start("index", command)
        dies_at = time.monotonic() + choose.uniform(0.4, 1.6)
        archive.kill_when(process, lambda dies_at=dies_at: time.monotonic() >= dies_at)
    archive.run("index", "drain")
    assert archive.count("pendingchange") == 0
    archive.run("index", "check")
    output = archive.run("search_articles", "lamps again", "--json", "--limit", str(FILES * 2))
    assert output.count("again again") >= FILES
