"""manage.py doctor, and the age of the queue."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from articles import health
from articles.likeness.reprints import begin_anew, find_all
from articles.models import ImportRun, PendingChange
from articles.models.indexing import oldest_waiting
from articles.search.indexing import rebuild
from tests.factories import make_article
from tests.trust.served import SECRET_KEY, manage


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path: Path) -> None:
    settings.PRIVATE_FOLDERS = [tmp_path / "data", tmp_path / "index"]
    settings.PRIVATE_FILES = []


def said(capsys: pytest.CaptureFixture[str], *names: str) -> list[str]:
    try:
        call_command("doctor", *(f"--only={name}" for name in names))
    except CommandError as error:
        assert error.returncode == 1
    else:
        lines = capsys.readouterr().out.splitlines()
        assert all(line.endswith(": ok") for line in lines)
        return lines
    return capsys.readouterr().out.splitlines()


@pytest.mark.django_db
def test_an_archive_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    rebuild()
    assert said(capsys) == [f"{name}: ok" for name in health.QUESTIONS]


@pytest.mark.django_db
def test_a_change_that_waits_long_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    rebuild()
    make_article()
    assert said(capsys, "queue") == ["queue: ok"]
    PendingChange.objects.update(since=timezone.now() - dt.timedelta(minutes=25))
    [line] = said(capsys, "queue")
    assert line == (
        "queue: A change has waited 25 minutes to be indexed. See that the indexer runs; or run: "
        "manage.py index drain"
    )


@pytest.mark.django_db
def test_the_triggers_note_since_when_a_change_waits() -> None:
    assert oldest_waiting() is None
    before = timezone.now() - dt.timedelta(seconds=1)  # SQLite's clock has no smaller part
    article = make_article()
    since = oldest_waiting()
    assert since is not None
    assert before.replace(microsecond=0) <= since <= timezone.now()
    PendingChange.objects.all().delete()
    article.delete()
    assert oldest_waiting() is not None


@pytest.mark.django_db
def test_readyz_tells_the_age_of_the_oldest_change_and_stays_ready(client: Client) -> None:
    rebuild()
    assert client.get("/readyz").json()["oldest_waiting_seconds"] is None
    make_article()
    PendingChange.objects.update(since=timezone.now() - dt.timedelta(hours=3))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert 3 * 3600 <= answer.json()["oldest_waiting_seconds"] < 3 * 3600 + 60


@pytest.mark.django_db
def test_what_is_wrong_in_the_database_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    lines = said(capsys, "database", "migrations", "triggers", "index")
    assert lines == [
        "database: ok",
        "migrations: Not applied: sessions.0001_initial. Run: manage.py migrate",
    ]


@pytest.mark.django_db
def test_a_missing_index_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "index") == ["index: There is no search index. Run: manage.py index rebuild"]


@pytest.mark.django_db
def test_a_clock_that_was_set_back_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    run = ImportRun.objects.create()
    assert said(capsys, "clock") == ["clock: ok"]
    ImportRun.objects.filter(pk=run.pk).update(started_at=timezone.now() + dt.timedelta(hours=2))
    [line] = said(capsys, "clock")
    assert line.startswith("clock: An import began at ")
    assert line.endswith(" now. Set this computer's clock.")


@pytest.mark.django_db
def test_reprints_that_are_to_be_found_anew_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    make_article()
    assert sum(find_all()) == 1
    assert said(capsys, "reprints") == ["reprints: ok"]
    begin_anew()
    [line] = said(capsys, "reprints")
    assert line.startswith("reprints: Some articles were not compared with the others since")
    assert line.endswith(" Run: manage.py find_reprints")


def test_a_database_that_is_away_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("connection refused\nIs it running?")

    monkeypatch.setitem(health.QUESTIONS, "database", away)
    assert said(capsys, "database", "migrations", "queue") == [
        "database: connection refused. See that the database runs, and what DATABASE_URL names."
    ]


def test_the_remedy_names_what_is_open_wherever_it_is(
    capsys: pytest.CaptureFixture[str], settings, tmp_path: Path
) -> None:
    """The database and the index need not be in DATA_DIR."""
    database = tmp_path / "elsewhere.sqlite3"
    database.touch(mode=0o644)
    settings.PRIVATE_FILES = [database]
    assert said(capsys, "rights") == [f"rights: Others may read {database}. Run: chmod -R go= {database}"]
    database.chmod(0o600)
    assert said(capsys, "rights") == ["rights: ok"]


def test_a_full_disk_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    usage = health.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: usage._replace(free=12_000_000))
    [line] = said(capsys, "disk")
    assert line.startswith(f"disk: 12 MB are free where {tmp_path}/data is;")


def test_settings_that_do_not_go_together_are_told(tmp_path: Path) -> None:
    done = manage(
        tmp_path / "data",
        "doctor",
        "--only=settings",
        HTTPS="1",
        SECRET_KEY=SECRET_KEY,
        DEBUG="1",
        PROXIES="0",
    )
    assert done.returncode == 1
    for part in ("DEBUG=1 shows readers", "ALLOWED_HOSTS", "PROXIES=0"):
        assert part in done.stdout
    good = {"HTTPS": "1", "SECRET_KEY": SECRET_KEY, "ALLOWED_HOSTS": "archive.example.org"}
    assert manage(tmp_path / "data", "doctor", "--only=settings", **good).stdout == "settings: ok\n"
