import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Article, Vanished
from tests.hostile_files import page


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(page(f"Lamps number {n} are lit"))
    return folder


def run(*arguments: str) -> SimpleNamespace:
    """The command's exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import_articles", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return SimpleNamespace(status=status, out=out.getvalue(), err=err.getvalue())


@pytest.mark.django_db
class TestImport:
    def test_the_summary_is_one_json_object(self, pages):
        ended = run(str(pages), "--json")
        summary = json.loads(ended.out)
        assert ended.status == 0
        assert {key: summary[key] for key in ("read", "imported", "updated", "unchanged", "rejected")} == {
            "read": 3,
            "imported": 3,
            "updated": 0,
            "unchanged": 0,
            "rejected": 0,
        }
        assert summary["needs_review"] == 0
        assert summary["seconds"] > 0

    def test_the_summary_in_words(self, pages):
        assert ": 3 imported, 0 updated, 0 unchanged, 0 rejected; 0 to review." in run(str(pages)).out
        assert run(str(pages), "--dry-run").out.startswith("Dry run, nothing stored. 3 files read in ")

    def test_addresses_that_are_gone_are_counted(self, pages, tmp_path):
        rows = "".join(f"https://kura.example/{number},gone\n" for number in range(2))
        manifest = tmp_path / "gone.csv"
        manifest.write_text(f"url,status\n{rows}")
        said = run("--manifest", str(manifest), "--dry-run").out
        assert said.endswith("0 to review. 2 addresses were told to be gone.\n")
        assert not Vanished.objects.exists()
        assert json.loads(run("--manifest", str(manifest), "--json").out)["gone"] == 2
        assert Vanished.objects.count() == 2

    def test_a_rejected_file_is_named_with_its_reason_and_sets_the_status(self, pages):
        (pages / "empty.txt").write_text("")
        ended = run(str(pages))
        assert ended.status == 1
        assert f"rejected: {pages}/empty.txt: " in ended.err
        assert Article.objects.count() == 3

    def test_hints(self, pages):
        run(
            str(pages / "0.txt"),
            "--source",
            "kura.example",
            "--section",
            "Sport",
            "--language",
            "ka",
            "--timezone",
            "Asia/Tbilisi",
        )
        article = Article.objects.get()
        assert article.source.domain == "kura.example"
        assert (article.section.name, article.language) == ("Sport", "ka")
        assert article.published_timezone == "Asia/Tbilisi"

    def test_standard_input(self, monkeypatch):
        text = page("Lamps from a pipe").encode()
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text)))
        assert run("-").status == 0
        assert Article.objects.get().headline == "Lamps from a pipe"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say what to import"),
        (["x", "--language", "Azerbaijani"], "no language code"),
        (["x", "--timezone", "Baku"], "no time zone"),
        (["x", "--source", "///"], "'///' is no source: a name needs a letter or a digit"),
        (["x", "--manifest", "nowhere.csv"], "nowhere.csv: cannot be read"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(CommandError, match=message) as raised:
        call_command("import_articles", *arguments)
    assert raised.value.returncode == 2
