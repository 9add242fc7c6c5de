"""The archive's files are its user's alone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from articles.exporting.leaving import export_archive
from tests.trust.served import manage


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}


def test_a_new_archive_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    found = modes(folder)
    assert found["data"] == 0o700
    assert found["secret_key"] == found["archive.sqlite3"] == 0o600


def test_one_that_was_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    (folder / "index").mkdir(mode=0o755)
    folder.chmod(0o755)
    for name in ("secret_key", "archive.sqlite3"):
        (folder / name).chmod(0o644)
    done = manage(folder, "doctor", "--only", "rights")
    assert (done.returncode, done.stdout) == (0, "rights: ok\n")
    assert set(modes(folder).values()) == {0o600, 0o700}


def test_a_folder_that_everybody_shares_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    done = manage(folder, "doctor", "--only", "rights")
    assert done.returncode == 1
    assert f"Others may read {folder}." in done.stdout
    assert stat.S_IMODE(folder.stat().st_mode) == 0o1777


@pytest.mark.parametrize("name", ["archive.sqlite3-wal", "archive.sqlite3-shm", "archive.sqlite3-journal"])
def test_what_sqlite_puts_beside_is_closed_too(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / name).write_bytes(b"")
    (folder / name).chmod(0o644)
    manage(folder, "doctor", "--only", "rights")
    assert modes(folder)[name] == 0o600


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_everything_is_closed_to_others(tmp_path: Path) -> None:
    """What is withdrawn is in it; a folder that was there already is its maker's."""
    ours, theirs = tmp_path / "new", tmp_path / "empty"
    theirs.mkdir()
    theirs.chmod(0o755)
    for folder in (ours, theirs):
        export_archive(folder)
    assert stat.S_IMODE(ours.stat().st_mode) == 0o700
    assert stat.S_IMODE(theirs.stat().st_mode) == 0o755
