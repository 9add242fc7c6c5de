"""Two hosts import the same files into one archive at the same time; one, of another name, is killed."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.trust.served import ROOT, manage

PAGES = 60
AS_ANOTHER_HOST = (
    "import socket, sys; socket.gethostname = lambda: 'another'; "
    "from django.core.management import execute_from_command_line; import os; "
    "os.environ['DJANGO_SETTINGS_MODULE'] = 'newsarchive.settings'; execute_from_command_line(sys.argv)"
)


@pytest.mark.parametrize("seed", range(10))
def test_imports_of_two_hosts_at_once(tmp_path: Path, seed: int) -> None:
    pages, folder = tmp_path / "pages", tmp_path / "data"
    pages.mkdir()
    for n in range(PAGES):
        (pages / f"{n}.txt").write_text(
            f"Bridge {n} opens\n\nBaku/31.10.20/Turan: Bridge {n} was opened today.\n"
        )
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    other = subprocess.Popen(
        [sys.executable, "-c", AS_ANOTHER_HOST, "import_articles", str(pages)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(random.Random(seed).uniform(0.5, 4))
    ours = subprocess.Popen(
        [sys.executable, "manage.py", "import_articles", str(pages)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if seed % 2:
        time.sleep(random.Random(seed).uniform(0, 2))
        other.kill()
    _, said = ours.communicate(timeout=120)
    assert ours.returncode == 0, said
    other.wait(timeout=120)
    assert manage(folder, "import_articles", str(pages)).returncode == 0
    assert manage(folder, "index", "drain").returncode == 0
    assert manage(folder, "index", "check").stdout == "The index says what the database says.\n"
    count = "from articles.models import Article; print(Article.objects.count())"
    assert manage(folder, "shell", "--verbosity=0", "--command", count).stdout.split()[-1] == str(PAGES)
