import io
import json
import os

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.hostile_files import page

pytestmark = pytest.mark.django_db  # the names that editors added are read from it

KEYS = [
    "file",
    "item",
    "sha256",
    "encoding",
    "language",
    "source",
    "headline",
    "caption",
    "byline",
    "place",
    "agency",
    "section",
    "published",
    "body",
    "teasers",
    "persons",
    "lines",
    "evidence",
    "doubts",
    "doubt_codes",
    "needs_review",
    "reader_version",
]


def objects(*arguments: str) -> tuple[int, list[dict]]:
    """The exit status and the JSON objects of the command."""
    out = io.StringIO()
    status = 0
    try:
        call_command("read_article", "--json", *arguments, stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_users_own_sample(shared):
    [file] = map(str, (shared / "seed").iterdir())
    status, [read] = objects(file)
    assert status == 0
    assert list(read) == KEYS
    assert (read["file"], read["item"], read["encoding"], read["byline"]) == (file, 1, "utf-8", None)
    assert read["published"] == {
        "date": "2020-10-31",
        "time": "19:19",
        "timezone": "Asia/Baku",
        "precision": "minute",
    }
    assert len(read["teasers"]) == 4
    [person] = read["persons"]
    assert person["name"] == "Yevgeny Buzhinsky"
    assert [read["body"][start:end] for start, end in person["spans"]] == ["Yevgeny Buzhinsky"]
    assert read["lines"][1] == {"n": 2, "role": "headline", "text": read["headline"]}
    assert read["evidence"]["headline"]["lines"] == [2]
    assert (read["doubts"], read["needs_review"]) == ([], False)


def test_a_file_without_a_date_has_null_and_is_published(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Bridge opens\n\nThe bridge over the Kura was opened, the mayor said in the town hall.\n"
    )
    status, [read] = objects(str(tmp_path / "a.txt"))
    assert (status, read["published"], read["needs_review"]) == (0, None, False)


def test_what_is_rejected_is_an_object_too_and_sets_the_status(tmp_path):
    (tmp_path / "a.txt").write_text(page("Lamps are lit"))
    (tmp_path / "empty.txt").write_text("")
    os.mkfifo(tmp_path / "pipe")
    files = [str(tmp_path / name) for name in ("empty.txt", "pipe", "nowhere", "a.txt")]
    status, found = objects(*files)
    assert status == 1
    assert [item["file"] for item in found] == files
    assert all(item["rejected"] for item in found[:3])
    assert found[3]["headline"] == "Lamps are lit"


def test_hints(tmp_path):
    (tmp_path / "a.txt").write_text(page("Lamps are lit"))
    _, [read] = objects(str(tmp_path / "a.txt"), "--source", "kura.example", "--timezone", "Asia/Tbilisi")
    assert (read["source"], read["published"]["timezone"]) == ("kura.example", "Asia/Tbilisi")


@pytest.mark.parametrize(
    "wrong",
    [["--timezone", "Mars"], ["--language", "Klingonese"], ["--url", "http://[bad"], ["--published", "x"]],
)
def test_wrong_hints(wrong):
    with pytest.raises(CommandError) as raised:
        call_command("read_article", "a.txt", *wrong)
    assert raised.value.returncode == 2
