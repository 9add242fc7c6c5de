"""An archive in use, with its triggers in place, takes the migrations that came since."""

import contextlib
import sqlite3
from pathlib import Path

from tests.trust.served import manage

AS_IT_WAS = (
    "CREATE TRIGGER articles_article_queue_insert AFTER INSERT ON articles_article FOR EACH ROW "
    "BEGIN INSERT INTO articles_pendingchange (article_id) SELECT NEW.id; END"
)


def test_triggers_that_write_to_the_queue_do_not_hinder_its_migrations(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert manage(folder, "migrate", "articles", "0014", "--verbosity=0").returncode == 0
    with contextlib.closing(sqlite3.connect(folder / "archive.sqlite3")) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(AS_IT_WAS)
        database.execute("INSERT INTO articles_pendingchange (article_id) VALUES (7)")
        database.commit()
    done = manage(folder, "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    doctor = manage(folder, "doctor", "--only=migrations", "--only=triggers", "--only=queue")
    assert doctor.stdout == "migrations: ok\ntriggers: ok\nqueue: ok\n"
