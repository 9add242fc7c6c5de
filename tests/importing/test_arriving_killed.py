"""Real processes, killed by SIGKILL: an archive moves from SQLite to PostgreSQL and is the same there."""

import json
import os
import random
import time
from contextlib import closing

import psycopg2
import pytest

from tests.exporting.bags import contents
from tests.hostile_files import page
from tests.importing.test_kill import OwnArchive

FILES = 120


@pytest.fixture
def errors(tmp_path):
    with (tmp_path / "errors").open("w+") as file:
        yield file


def own_archive(folder, url, errors):
    folder.mkdir()
    places = {"DATA_DIR": str(folder), "INDEX_DIR": str(folder / "index"), "DATABASE_URL": url}
    own = OwnArchive(os.environ | places, url, errors)
    own.run("migrate", "-v0")
    return own


def killed_now_and_then(own, choose, *command, kills=3, longest=2.5):
    for _ in range(kills):
        process = own.start(*command)
        dies_at = time.monotonic() + choose.uniform(0.5, longest)
        own.kill_when(process, lambda dies_at=dies_at: time.monotonic() >= dies_at)


def test_from_sqlite_to_postgresql_killed_again_and_again(tmp_path, postgres_url, errors, seed=5):
    with closing(psycopg2.connect(postgres_url)) as connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.commit()
    choose = random.Random(seed)
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(FILES):
        (pages / f"{n:03}.txt").write_text(page(f"Lamps number{n} are lit by Tarlan Hajizade"))
    before = own_archive(tmp_path / "before", f"sqlite:///{tmp_path}/before/archive.sqlite3", errors)
    before.run("import_articles", str(pages))
    bag, again = str(tmp_path / "bag"), str(tmp_path / "again")
    killed_now_and_then(before, choose, "export_archive", bag)
    if not (tmp_path / "bag" / "bagit.txt").exists():  # a kill may have come too late
        before.run("export_archive", bag)

    after = own_archive(tmp_path / "after", postgres_url, errors)
    killed_now_and_then(after, choose, "import_archive", bag)
    if not after.count("article") or after.query("SELECT arriving FROM articles_archive"):
        summary = json.loads(after.run("import_archive", bag, "--json"))
        assert summary["articles"] == FILES
    after.run("index", "rebuild")
    after.run("index", "check")
    after.run("export_archive", again)
    assert contents(tmp_path / "again") == contents(tmp_path / "bag")
