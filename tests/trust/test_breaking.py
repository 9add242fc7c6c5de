"""What breaks is called by its name: deep folders, dead helpers, a full disk, a table that breaks off."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from articles.importing.formats.files import FoundFile, Unreadable, count_files, list_files, open_files
from articles.importing.readers import Done, Job, read_in_workers
from articles.models.database import is_full
from articles.reading.model import Hints
from articles.reading.signs.vocabulary import Vocabulary
from articles.search.engine import IndexMissing
from articles.text.codes import coded
from articles.wording.codes import worded
from tests.factories import make_article
from tests.search.made_engines import failing
from tests.trust.served import manage, served

TEXT = (
    "A headline of page {n}\n\nBaku/31.10.20/Turan: The lighthouse keepers repaired lamp number {n} today.\n"
)


def nest(folder: Path, depth: int, name: str = "d") -> None:
    """Folders within each other, made one from within the other: no path is as long as all of it."""
    before = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(depth):
            Path(name).mkdir()
            os.chdir(name)
        Path("page.txt").write_text(TEXT.format(n=1))
    finally:
        os.fchdir(before)
        os.close(before)


def unnest(folder: Path) -> None:
    os.system(f"rm -rf '{folder}'")  # shutil.rmtree goes by recursion


def test_1500_nested_folders_are_walked(tmp_path: Path) -> None:
    nest(tmp_path, 1500)
    try:
        [found] = open_files(list_files([str(tmp_path)]))
        assert isinstance(found, FoundFile)
        assert found.data.startswith(b"A headline")
        assert count_files(list_files([str(tmp_path)])) == 1
    finally:
        unnest(tmp_path)


def test_a_path_longer_than_the_system_takes_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "z.txt").write_text(TEXT.format(n=2))
    nest(tmp_path, 1500, "long")
    try:
        refused, found = open_files(list_files([str(tmp_path)]))
        assert isinstance(refused, Unreadable)
        assert worded(refused.reason) == "file name too long"
        assert isinstance(found, FoundFile)
    finally:
        unnest(tmp_path)


def jobs(count: int) -> list[Job]:
    return [Job(TEXT.format(n=n).encode(), Hints(path=f"page{n}.txt")) for n in range(count)]


def test_a_fork_server_that_is_killed_costs_no_file() -> None:
    results = read_in_workers(jobs(60), (), Vocabulary(), workers=2)
    done = [next(results)]
    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    os.kill(pid, signal.SIGKILL)
    done += results
    assert [one.job.hints.path for one in done if isinstance(one, Done)] == [
        f"page{n}.txt" for n in range(60)
    ]


@pytest.mark.parametrize(
    "error",
    [ConnectionRefusedError("refused"), EOFError("closed"), BlockingIOError(11, "no more processes"),
     RuntimeError("can't start new thread"), OSError(errno.ENOMEM, "no memory")],
    ids=lambda error: type(error).__name__ + str(error)[:12],
)  # fmt: skip
def test_where_no_process_can_be_started_each_file_has_its_reason(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def submit(*args: object) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    results = list(read_in_workers(jobs(3), (), Vocabulary(), workers=2))
    assert [(one.path, one.reason) for one in results if isinstance(one, Unreadable)] == [
        (f"page{n}.txt", coded("reader.died")) for n in range(3)
    ]


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (ValueError("An IO error occurred: 'No space left on device (os error 28)'"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (ValueError("An IO error occurred: 'Permission denied (os error 13)'"), False),
    ],
)
def test_a_full_disk_is_told_from_other_faults(error: Exception, full: bool) -> None:
    assert is_full(error) is full
    with pytest.raises(IndexMissing) as raised, failing():
        raise error
    assert is_full(raised.value) is full
    assert ("The disk is full" in str(raised.value)) is full


def full_of_sqlite(tmp_path: Path) -> sqlite3.OperationalError:
    """What SQLite says where a file may not grow."""
    database = sqlite3.connect(tmp_path / "small.sqlite3")
    database.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as raised:
        database.execute("CREATE TABLE a (b)")
        database.execute("INSERT INTO a VALUES (zeroblob(100000))")
    database.close()
    return raised.value


@pytest.mark.parametrize(("free", "full"), [(0, True), (4096, True), (5_000_000_000, False)])
def test_where_sqlite_only_says_that_writing_failed_the_disk_is_asked(
    monkeypatch: pytest.MonkeyPatch, free: int, full: bool
) -> None:
    """As on a disk that has no room for its log: SQLite does not call that full."""
    error = OperationalError("disk I/O error")
    error.__cause__ = sqlite3.OperationalError("disk I/O error")
    error.__cause__.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=free))
    assert is_full(error) is full


@pytest.mark.django_db
def test_a_full_disk_is_called_that_with_exit_status_3(tmp_path: Path, client: Client) -> None:
    error = OperationalError("database or disk is full")
    error.__cause__ = full_of_sqlite(tmp_path)

    def fail(*args: object) -> None:
        raise error

    with (
        connection.execute_wrapper(fail),
        pytest.raises(CommandError, match=r"^The disk is full: ") as raised,
    ):
        call_command("import_articles", "samples")
    assert raised.value.returncode == 3
    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        answer = client.get("/articles/abc/")
    assert answer.status_code == 503
    assert "disk is full" in answer.content.decode()


@pytest.mark.django_db
def test_a_database_that_is_gone_is_another_exit_status_than_a_rejected_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(SystemExit) as rejected:
        call_command("import_articles", str(tmp_path))
    assert rejected.value.code == 1

    def fail(*args: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(fail), pytest.raises(CommandError, match="does not answer") as gone:
        call_command("import_articles", str(tmp_path))
    assert gone.value.returncode == 3


@pytest.mark.django_db
def test_a_pool_that_breaks_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise BrokenProcessPool("A process in the pool was terminated abruptly")

    monkeypatch.setattr("articles.search.indexing.in_order", broken)
    make_article()
    with pytest.raises(
        CommandError, match=r"^A process that worked for this one died, perhaps for want of memory"
    ):
        call_command("index", "rebuild")


def test_a_table_that_breaks_off_says_so_and_ends_without_the_end(tmp_path: Path) -> None:
    """The database goes while the table is on its way: a client must not take the part for the whole."""
    folder = tmp_path / "data"
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(12):
        (pages / f"{n}.txt").write_text(TEXT.format(n=n))
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    assert manage(folder, "import_articles", str(pages)).returncode == 0
    breaking = tmp_path / "breaking"
    breaking.mkdir()
    (breaking / "broken_wsgi.py").write_text(
        "from newsarchive.wsgi import application\n"
        "from django.db import OperationalError\n"
        "from articles.views import table\n"
        "def values(article, whole, before=table.values, seen=[]):\n"
        "    seen.append(article)\n"
        "    if len(seen) > 5: raise OperationalError('server closed the connection')\n"
        "    return before(article, whole)\n"
        "table.values = values\n"
    )
    with served(
        folder, "--pythonpath", str(breaking), "broken_wsgi:application", WEB_CONCURRENCY="1"
    ) as archive:
        status, came = archive.ask("/articles/table/")
    assert status == 200
    assert "Transfer-Encoding: chunked" in came
    lines = [line for line in came.splitlines() if line]
    assert lines[-1] == "THE TABLE BREAKS OFF HERE: the database does not answer"
    assert not came.endswith("0\r\n\r\n")  # the end of a chunked answer
