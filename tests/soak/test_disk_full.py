"""A disk that fills up while files come in; then room, and the same again. Wants root, to mount one."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.served import manage

PAGES = 60


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=False)


@pytest.mark.parametrize("room", [0, 4_000, 20_000, 60_000, 120_000, 250_000, 500_000])
def test_disks_filled_up_while_importing(small_disk: Path, tmp_path: Path, room: int) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(PAGES):
        text = (
            f"Bridge {n} opens\n\nBaku/31.10.20/Turan: "
            + f"The bridge number {n} was opened by the mayor. " * 60
        )
        (pages / f"{n}.txt").write_text(text)
    folder = small_disk / "data"
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    stuffing = small_disk / "stuffing"
    status = os.statvfs(small_disk)
    with stuffing.open("wb") as file:
        file.write(b"\0" * max(0, status.f_bavail * status.f_frsize - room))
    full = manage(folder, "import_articles", str(pages))
    assert full.returncode in (0, 3), full.stderr
    assert "Traceback" not in full.stderr
    if full.returncode == 3:
        assert "The disk is full" in full.stderr
    stuffing.unlink()
    again = manage(folder, "import_articles", str(pages), "--json")
    assert again.returncode == 0, again.stderr
    assert manage(folder, "index", "drain").returncode == 0
    checked = manage(folder, "index", "check")
    assert checked.stdout == "The index says what the database says.\n", checked.stderr
    count = "from articles.models import Article; print(Article.objects.count())"
    assert manage(folder, "shell", "--verbosity=0", "--command", count).stdout.split()[-1] == str(PAGES)
