import gzip
import io
import os
import pwd
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from articles.importing.formats import unpacking
from articles.importing.formats.files import (
    Found,
    FoundFile,
    FoundStream,
    Unreadable,
    list_files,
    open_files,
    printable,
)
from articles.importing.formats.files import count_files as count_listed
from articles.importing.formats.things import find_things
from articles.importing.formats.unpacking import Budget
from articles.reading.stages.decoding import MAX_BYTES
from articles.text.codes import coded
from articles.wording.codes import worded


def find_files(paths: list[str]) -> Iterator[Found]:
    return (each for each in open_files(list_files(paths)) if not isinstance(each, FoundStream))


def count_files(paths: list[str]) -> int | None:
    return count_listed(list_files(paths))


def found(*paths: Path) -> dict[str, bytes | str]:
    """{path below the first argument: its bytes, or the reason why there are none, in words}"""
    root = str(paths[0])
    return {
        file.path.removeprefix(root).lstrip("/"): (
            file.data if isinstance(file, FoundFile) else worded(file.reason)
        )
        for file in find_files([str(path) for path in paths])
    }


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar_of(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def test_a_folder_with_all_below_in_a_stable_order(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e.text", "no-ending"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    assert list(found(tmp_path)) == ["a.txt", "b/1.txt", "b/2.txt", "c/d/e.text", "no-ending"]
    assert count_files([str(tmp_path)]) == 5


def test_hidden_files_and_leftovers_are_passed_over(tmp_path):
    for name in (".DS_Store", "Thumbs.db", ".git/config", "__MACOSX/x", "page.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    assert list(found(tmp_path)) == ["page.txt"]


def test_no_such_file(tmp_path):
    assert found(tmp_path / "nowhere.txt") == {"": "no such file"}


def test_never_more_than_the_limit_is_read(tmp_path):
    with (tmp_path / "large").open("wb") as file:
        file.truncate(100_000_000)
    assert len(found(tmp_path / "large")[""]) == MAX_BYTES + 1


@pytest.mark.parametrize("name", ["pages.zip", "pages.tar.gz", "pages.tgz"])
def test_members_of_archives(tmp_path, name):
    make = zip_of if name.endswith("zip") else tar_of
    archive = make(tmp_path / name, {"turan.az/1.txt": b"one", "turan.az/2.txt": b"two"})
    assert found(archive) == {"turan.az/1.txt": b"one", "turan.az/2.txt": b"two"}
    assert next(find_files([str(archive)])).path == f"{archive}/turan.az/1.txt"
    assert list(found(tmp_path)) == [f"{name}/turan.az/1.txt", f"{name}/turan.az/2.txt"]


@pytest.mark.parametrize("name", ["pages.zip", "pages.tar.gz"])
@pytest.mark.parametrize("path", ["../up.txt", "/etc/passwd", "a/../../up.txt", "..\\up.txt", "C:\\x.txt"])
def test_members_whose_path_leads_out_of_the_archive(tmp_path, name, path):
    make = zip_of if name.endswith("zip") else tar_of
    files = found(make(tmp_path / name, {path: b"x", "fine.txt": b"fine"}))
    assert files.pop("fine.txt") == b"fine"
    assert list(files.values()) == ["its path leads out of the archive"]


def test_links_and_devices_in_a_tar_are_not_files(tmp_path):
    archive = tmp_path / "links.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, kind in (("soft", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("null", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/passwd"
            tar.addfile(info)
    assert set(found(archive).values()) == {"not a regular file"}


def test_a_bomb_of_many_members_is_left_unfinished(tmp_path):
    archive = zip_of(tmp_path / "bomb.zip", {f"{n}.txt": bytes(MAX_BYTES) for n in range(40)})
    reasons = [file for file in find_files([str(archive)]) if isinstance(file, Unreadable)]
    assert [rejected.reason for rejected in reasons] == [coded("archive.too_much")]
    assert archive.stat().st_size < 1_000_000


@pytest.mark.parametrize("make", [zip_of, tar_of])
def test_a_damaged_archive_is_told_and_the_run_goes_on(tmp_path, make):
    ending = "zip" if make is zip_of else "tar.gz"
    whole = make(tmp_path / f"a.{ending}", {f"{n}.txt": os.urandom(5000) for n in range(5)})
    whole.write_bytes(whole.read_bytes()[:9000])
    (tmp_path / "b.txt").write_text("after it")
    files = found(tmp_path)
    assert files["b.txt"] == b"after it"
    assert str(files[f"a.{ending}"]).startswith("a damaged archive: ")


def of_version_99(whole: bytes) -> bytes:
    at = whole.index(b"PK\x01\x02") + 6
    return whole[:at] + b"\x63" + whole[at + 1 :]


def of_another_method(whole: bytes) -> bytes:
    return whole.replace(b"\x08\x00", b"\x0e\x00")


@pytest.mark.parametrize(
    ("name", "data"), [("version.zip", of_version_99), ("method.zip", of_another_method)]
)
def test_archives_that_their_module_does_not_foresee(tmp_path, name, data):
    whole = zip_of(tmp_path / name, {"a.txt": b"text " * 1000}).read_bytes()
    (tmp_path / name).write_bytes(data(whole))
    (tmp_path / "z.txt").write_text("after it")
    files = found(tmp_path)
    assert files.pop("z.txt") == b"after it"
    [(path, reason)] = files.items()
    assert path.startswith(name)
    assert isinstance(reason, str)
    assert "\n" not in reason
    assert count_files([str(tmp_path / name)]) == 1


def test_a_tar_that_claims_a_name_of_a_gigabyte(tmp_path):
    header = tarfile.TarInfo("././@LongLink")
    header.type = tarfile.GNUTYPE_LONGNAME
    header.size = 300_000_000
    with gzip.open(tmp_path / "name.tar.gz", "wb") as stream:
        stream.write(header.tobuf(tarfile.GNU_FORMAT))
        for _ in range(300):
            stream.write(bytes(1_000_000))
    assert found(tmp_path / "name.tar.gz") == {
        "": "it unpacks to far more than its size; the rest was not read"
    }


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    assert found(folder) == {
        "a.txt": b"a",
        "inside.txt": b"a",
        "out.txt": "a link that leads out of the folder is not followed",
    }


def test_a_zip_that_needs_a_password_says_so(tmp_path):
    archive = zip_of(tmp_path / "locked.zip", {"a.txt": b"secret"})
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    archive.write_bytes(data)
    [(_, reason)] = found(archive).items()
    assert "password" in reason or "encrypted" in reason


@contextmanager
def as_another_user() -> Iterator[None]:
    """Root may read everything, so root becomes nobody for a while; others are another user already."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read_is_told_and_the_run_goes_on():
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a-locked.txt").write_text("secret")
        (folder / "a-locked.txt").chmod(0)
        (folder / "b-locked").mkdir()
        (folder / "b-locked").chmod(0)
        (folder / "c.txt").write_text("open")
        with as_another_user():
            files = found(folder)
        (folder / "b-locked").chmod(0o755)
    assert files == {
        "a-locked.txt": "no permission to read it",
        "b-locked": "no permission to read it",
        "c.txt": b"open",
    }


def test_a_link_loop_ends(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "page.txt").write_text("x")
    (tmp_path / "a" / "self").symlink_to("self")
    files = found(tmp_path)
    assert files["a/page.txt"] == b"x"
    assert files["a/loop"] == "a link to a folder is not followed"
    assert "symbolic links" in files["a/self"]


def test_a_named_pipe_does_not_stop_the_run(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == {"pipe": "not a regular file"}


def test_names_that_are_not_text_are_printable(tmp_path):
    (tmp_path / os.fsdecode(b"\xe1\xe0\xea\xf3.txt")).write_text("x")
    (tmp_path / "\x1b[31mred\n.txt").write_text("y")
    names = list(found(tmp_path))
    assert names == ["\\x1b[31mred\\n.txt", "\\xe1\\xe0\\xea\\xf3.txt"]
    assert all(name.isprintable() for name in names)
    assert printable("Бакы/şəki.txt") == "Бакы/şəki.txt"
    assert printable("\ud800.txt") == "\\ud800.txt"


def test_standard_input(monkeypatch):
    class Input:
        buffer = io.BytesIO(b"one text")

    monkeypatch.setattr("sys.stdin", Input)
    assert list(find_files(["-"])) == [FoundFile("-", "-", b"one text")]


def test_counting_gives_up_where_it_would_have_to_unpack(tmp_path):
    archive = zip_of(tmp_path / "a.zip", {"1.txt": b"", "2.txt": b""})
    assert count_files([str(archive)]) == 2
    assert count_files([str(tar_of(tmp_path / "b.tar.gz", {"1.txt": b""}))]) is None
    assert count_files([str(tmp_path)]) is None


def test_members_that_hold_many_things_share_what_their_archive_may_come_to(tmp_path, monkeypatch):
    """Each line is small, and each file allowed: all of them together are a bomb."""
    line = b'{"text": "' + b"a" * 9_980 + b'"}\n'
    archive = zip_of(tmp_path / "bomb.zip", {f"{n}.jsonl": line * 100 for n in range(30)})
    monkeypatch.setattr(unpacking, "FREE_ARCHIVE_BYTES", 10_000_000)
    monkeypatch.setattr(unpacking, "MAX_ARCHIVE_RATIO", 0)
    *things, told = find_things(list_files([str(archive)]))
    assert worded(told.reason) == "it unpacks to far more than its size; the rest was not read"
    assert 900 < len(things) <= 1_001


@pytest.mark.parametrize(
    ("size", "most"),
    [(None, 20e9), (0, 50e6), (1_000_000, 250e6), (500_000_000, 20e9), (5_000_000_000, 100e9)],
)
def test_what_an_archive_may_come_to(size, most):
    """A large one is no bomb: what is many times a little is few times much."""
    assert Budget(size).left == most
