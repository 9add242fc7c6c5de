"""The database cuts all connections, as at a restart, while an import goes on and readers read."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

from tests.trust.served import ROOT, manage, served

CUTS = 25
PAGES = 200


def cut(url: str) -> None:
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


def test_database_connections_cut(postgres_url: str, tmp_path: Path, record_property) -> None:
    record_property("tried", CUTS)
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(PAGES):
        (pages / f"{n}.txt").write_text(
            f"Bridge {n} opens\n\nBaku/31.10.20/Turan: Bridge {n} was opened today.\n"
        )
    folder, given = tmp_path / "data", {"DATABASE_URL": postgres_url}
    assert manage(folder, "migrate", "--verbosity=0", **given).returncode == 0
    assert manage(folder, "index", "rebuild", **given).returncode == 0
    with served(folder, WEB_CONCURRENCY="1", **given) as archive:
        for _ in range(CUTS):
            importing = subprocess.Popen(
                [sys.executable, "manage.py", "import_articles", str(pages)],
                cwd=ROOT,
                env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(folder), **given},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            time.sleep(1.5)
            cut(postgres_url)
            assert archive.ask("/")[0] in (200, 503)
            assert archive.ask("/")[0] == 200
            _, said = importing.communicate(timeout=120)
            assert importing.returncode in (0, 3), said
            assert "Traceback" not in said
        assert manage(folder, "import_articles", str(pages), **given).returncode == 0
    assert manage(folder, "index", "drain", **given).returncode == 0
    checked = manage(folder, "index", "check", **given)
    assert checked.stdout == "The index says what the database says.\n", checked.stderr
    with contextlib.closing(psycopg2.connect(postgres_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT original_id) FROM articles_article")
        assert cursor.fetchone() == (PAGES, PAGES)
