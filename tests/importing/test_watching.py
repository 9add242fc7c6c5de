import io
import json
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from articles.importing.formats.files import Listed, Unreadable
from articles.importing.watching import appeared, look, watch
from articles.management.commands import import_articles
from articles.models import Article
from articles.text.codes import coded
from tests.hostile_files import page


def test_what_is_still_being_copied_is_left_for_the_next_look():
    assert appeared({}, {"a": (1, 1)}, {}) == []
    assert appeared({"a": (1, 1)}, {"a": (2, 2)}, {}) == []
    assert appeared({"a": (2, 2)}, {"a": (2, 2), "b": (1, 1)}, {}) == ["a"]
    assert appeared({"a": (2, 2)}, {"a": (2, 2)}, {"a": (2, 2)}) == []
    assert appeared({"a": (3, 3)}, {"a": (3, 3)}, {"a": (2, 2)}) == ["a"]


def test_files_that_appear_are_taken_once_and_stay(tmp_path):
    ending, taken = threading.Event(), []
    (tmp_path / "first.txt").write_text("first")

    def import_files(files):
        taken.append([file.path.removeprefix(f"{tmp_path}/") for file in files])
        if len(taken) == 1:
            (tmp_path / "below").mkdir()
            (tmp_path / "below" / "second.txt").write_text("second")
            (tmp_path / ".hidden").write_text("x")
        else:
            ending.set()
        return True

    watch(str(tmp_path), import_files, ending, every=0.01)
    assert taken == [["first.txt"], ["below/second.txt"]]
    assert sorted(path.removeprefix(f"{tmp_path}/") for path in look(str(tmp_path))) == [
        "below/second.txt",
        "first.txt",
    ]


def test_what_could_not_be_imported_comes_with_the_next_look(tmp_path):
    ending, taken = threading.Event(), []
    (tmp_path / "a.txt").write_text("first")

    def import_files(files):
        taken.append([file.path for file in files])
        if len(taken) == 2:
            ending.set()
        return len(taken) == 2

    watch(str(tmp_path), import_files, ending, every=0.01)
    assert taken == [[str(tmp_path / "a.txt")]] * 2


def test_what_cannot_be_read_is_told_once(tmp_path):
    (tmp_path / "out").symlink_to("/etc/hostname")
    [(entry, *_)] = look(str(tmp_path)).values()
    assert entry == Unreadable(str(tmp_path / "out"), coded("found.link_out"))
    seen = look(str(tmp_path))
    assert appeared(seen, look(str(tmp_path)), {}) == [str(tmp_path / "out")]
    assert appeared(seen, look(str(tmp_path)), seen) == []


# The command


@dataclass
class Watched:
    """A folder in which something happens after each import of what was in it before."""

    folder: Path
    steps: list[Callable[[], object]]
    ending: threading.Event = field(default_factory=threading.Event)

    def command(self, *options: str) -> None:
        call_command("import_articles", str(self.folder), "--watch", "--no-people", *options)

    def by_steps(self, folder: str, import_files: Any, ending: threading.Event) -> None:
        def went(files: list[Listed]) -> bool:
            went_well: bool = import_files(files)
            if self.steps:
                self.steps.pop(0)()
            else:
                ending.set()
            return went_well

        watch(folder, went, ending, every=0.02)


def zipped(members: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return written.getvalue()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    (tmp_path / "drop").mkdir()
    made = Watched(tmp_path / "drop", [])
    (made.folder / "1.txt").write_text(page("Lamp 1 is lit"))
    monkeypatch.setattr(import_articles, "watch", made.by_steps)
    monkeypatch.setattr(import_articles, "end_on_signals", lambda: made.ending)
    return made


@pytest.mark.django_db(transaction=True)
def test_the_command_imports_what_appears(watched: Watched) -> None:
    """Below the folder, renamed into place, in archives, grown since; its own files are none of the pages."""
    folder = watched.folder
    manifest, report = folder / "manifest.csv", folder / "report.jsonl"
    manifest.write_text("file,section\n1.txt,Sport\nsub/2.txt,Politics\nnever.txt,\nbad,x,too many\n")
    whole = zipped({"5.txt": page("Lamp 5 is lit"), "6.txt": page("Lamp 6 is lit")})

    def second() -> None:
        (folder / "sub").mkdir()
        (folder / ".part").write_text(page("Lamp 2 is lit"))
        (folder / ".part").rename(folder / "sub" / "2.txt")
        (folder / "a.zip").write_bytes(zipped({"3.txt": page("Lamp 3 is lit"), "empty.txt": ""}))
        (folder / "b.zip").write_bytes(whole[:-20])

    watched.steps = [second, lambda: (folder / "b.zip").write_bytes(whole)]
    watched.command("--manifest", str(manifest), "--report", str(report))
    told = [json.loads(line) for line in report.read_text().splitlines()]
    named = [(one["path"].removeprefix(f"{folder}/"), one["outcome"]) for one in told]
    assert [*named[:2], *sorted(named[2:6]), *named[6:]] == [
        ("manifest.csv, line 5", "rejected"), ("1.txt", "imported"),
        ("a.zip/3.txt", "imported"), ("a.zip/empty.txt", "rejected"),
        ("b.zip", "rejected"), ("sub/2.txt", "imported"),
        ("b.zip/5.txt", "imported"), ("b.zip/6.txt", "imported"),
    ]  # fmt: skip
    sections = Article.objects.order_by("headline").values_list("headline", "section__name")
    assert list(sections) == [
        ("Lamp 1 is lit", "Sport"), ("Lamp 2 is lit", "Politics"), ("Lamp 3 is lit", None),
        ("Lamp 5 is lit", None), ("Lamp 6 is lit", None),
    ]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == [
        "1.txt", "a.zip", "b.zip", "manifest.csv", "report.jsonl", "sub",
    ]  # fmt: skip
    watched.ending.clear()
    watched.command("--manifest", str(manifest), "--report", str(report))  # begun again
    outcomes = [json.loads(line)["outcome"] for line in report.read_text().splitlines()]
    assert sorted(outcomes) == ["rejected"] * 2 + ["unchanged"] * 5
    assert Article.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_the_command_waits_for_its_database(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = import_articles.import_paths

    def away_once(*arguments: Any) -> Any:
        monkeypatch.setattr(import_articles, "import_paths", real)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(import_articles, "import_paths", away_once)
    watched.steps = [lambda: None]
    watched.command()
    assert "The database does not answer" in capsys.readouterr().err
    assert Article.objects.count() == 1
