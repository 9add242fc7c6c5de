"""Commands whose database is away, or has no tables yet, say so in a sentence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError, connection, transaction

from articles.models.database import is_away

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = [
    ["import_articles", "samples"],
    ["import_people", "nobody.jsonl"],
    ["index", "rebuild"],
    ["reread"],
    ["find_people"],
    ["search_articles", "baku"],
    ["work", "--status"],
]
LASTING = [["index", "follow"], ["work"]]  # they wait for it: tests/working/test_killed.py


def fail_with(error: Exception) -> object:
    def fail(*args: object) -> None:
        raise error

    return connection.execute_wrapper(fail)


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_database_that_is_away(command):
    with (
        fail_with(OperationalError("connection refused\n\tIs the server running?")),
        pytest.raises(CommandError, match=r"^The database does not answer: connection refused$"),
    ):
        call_command(*command)


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS + LASTING, ids=" ".join)
def test_tables_that_are_not_made(command):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")
    with pytest.raises(CommandError, match=r"Run: manage\.py migrate"):
        call_command(*command)


@pytest.mark.django_db
def test_a_wrong_query_is_a_fault():
    with fail_with(ProgrammingError("syntax error")), pytest.raises(ProgrammingError):
        call_command("reread")


@pytest.mark.django_db
def test_a_query_that_the_database_does_not_understand_is_not_the_database_away():
    with (
        pytest.raises((OperationalError, ProgrammingError)) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT nothing FROM nowhere")
    assert not is_away(raised.value)


def test_the_archive_does_not_start_without_its_database(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    url = f"sqlite:///{tmp_path}/no/folder/archive.sqlite3"
    ended = subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == "The archive cannot be made ready: unable to open database file"
    assert "Traceback" not in ended.stderr
