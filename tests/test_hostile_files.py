"""The hostile files are what they claim to be; what becomes of them is tested beside the importer."""

import hashlib
import os
import stat
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile_files import BOMB_BYTES, LIMIT, make_hostile_files


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("hostile")
    return folder, dict(make_hostile_files(folder))


def entries(folder: Path) -> dict[str, str]:
    """{path: kind and digest} of everything below a folder; links are not followed, pipes not opened."""
    found = {}
    for where, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(where, name)
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                continue
            readable = stat.S_ISREG(mode) and os.access(path, os.R_OK)
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if readable else ""
            found[str(path.relative_to(folder))] = f"{stat.S_IFMT(mode):o} {digest}"
    return found


def test_everything_made_is_in_the_answer_and_the_other_way_round(made: tuple[Path, dict[str, str]]) -> None:
    folder, fates = made
    assert set(entries(folder)) | {"empty-folder.txt"} == set(fates)


def test_there_are_files_of_every_fate(made: tuple[Path, dict[str, str]]) -> None:
    _, fates = made
    count = Counter(fate for name, fate in fates.items() if name != "no-permission.txt")
    assert (count["rejected"], count["review"], count["ignored"]) == (31, 2, 3)
    assert count["article"] in (21, 22)  # one name is not possible on every file system


def test_made_again_they_are_the_same(made: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, fates = made
    assert make_hostile_files(tmp_path) == fates
    assert entries(tmp_path) == entries(folder)


def test_sizes_lie_beyond_and_within_the_limit(made: tuple[Path, dict[str, str]]) -> None:
    folder, fates = made
    line = (folder / "line-of-100-megabytes.txt").stat()
    assert (line.st_size, line.st_blocks * 512 < 1_000_000) == (100_000_000, True)
    too_large = {name for name in fates if name.endswith(".txt") and (folder / name).is_file()}
    too_large = {name for name in too_large if (folder / name).stat().st_size > LIMIT}
    assert too_large == {"line-of-100-megabytes.txt", "six-megabytes.txt"}
    assert (folder / "million-short-lines.txt").read_bytes().count(b"\n") > 1_000_000


def test_bombs_are_small_and_grow(made: tuple[Path, dict[str, str]]) -> None:
    folder, _ = made
    sizes = [(folder / name).stat().st_size for name in ("bomb.zip", "bomb-of-many.zip", "bomb.tar.gz")]
    assert max(sizes) < 2_000_000, sizes
    with zipfile.ZipFile(folder / "bomb.zip") as archive:
        assert [member.file_size for member in archive.infolist()] == [BOMB_BYTES]
    with zipfile.ZipFile(folder / "bomb-of-many.zip") as archive:
        assert sum(member.file_size for member in archive.infolist()) == 1_100_000_000
        assert archive.read("219.txt") == bytes(LIMIT)
    with tarfile.open(folder / "bomb.tar.gz", "r:gz") as tar:
        assert [member.size for member in tar] == [BOMB_BYTES]


def test_archives_hold_what_they_are_named_for(made: tuple[Path, dict[str, str]]) -> None:
    folder, _ = made
    with zipfile.ZipFile(folder / "leading-out.zip") as archive:
        assert archive.namelist()[:3] == ["../escape.txt", "a/../../escape.txt", "/escape.txt"]
    with zipfile.ZipFile(folder / "same-name-twice.zip") as archive:
        assert archive.namelist() == ["page.txt", "page.txt"]
        assert len({archive.read(member) for member in archive.infolist()}) == 2
    with zipfile.ZipFile(folder / "symlink.zip") as archive:
        assert stat.S_ISLNK(archive.infolist()[0].external_attr >> 16)
    with zipfile.ZipFile(folder / "encrypted.zip") as archive, pytest.raises(RuntimeError, match="password"):
        archive.read("page.txt")
    with zipfile.ZipFile(folder / "false-size.zip") as archive, pytest.raises(zipfile.BadZipFile):
        archive.read("page.txt")
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(folder / "cut.zip")
    with tarfile.open(folder / "cut.tar.gz") as tar, pytest.raises(EOFError):
        file = tar.extractfile("page.txt")
        assert file is not None
        file.read()
    with tarfile.open(folder / "links-and-devices.tar.gz") as tar:
        kinds = [(member.name, member.isreg()) for member in tar]
    assert len(kinds) == 8
    regular = [name for name, is_file in kinds if is_file]
    assert regular == ["../escape.txt", "a/../../escape.txt", "/tmp/escape.txt"]


def test_links_lead_nowhere_or_in_a_circle(made: tuple[Path, dict[str, str]]) -> None:
    folder, _ = made
    assert (folder / "loop" / "again").resolve() == folder.resolve()
    assert not (folder / "dangling-link.txt").exists()
    assert stat.S_ISFIFO((folder / "pipe.txt").stat().st_mode)
