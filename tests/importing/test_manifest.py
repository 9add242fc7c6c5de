import pytest

from articles.importing.manifest import ManifestError, read_manifest
from articles.reading.model import Hints


def write(tmp_path, text, name="list.csv"):
    file = tmp_path / name
    file.write_text(text)
    return str(file)


CSV = """file,url,source,published
a.txt,https://turan.az/1,turan.az,2020-10-31
sub/b.txt,,,
"""
JSONL = """{"file": "a.txt", "url": "https://turan.az/1", "source": "turan.az", "published": "2020-10-31"}

{"file": "sub/b.txt", "section": null}
"""


@pytest.mark.parametrize("text", [CSV, JSONL], ids=["csv", "jsonl"])
def test_hints_of_a_file(tmp_path, text):
    manifest = read_manifest(write(tmp_path, text))
    run = Hints(source="contact.az", language="en", path="a.txt")
    assert manifest.hints_for("a.txt", "a.txt", run) == [
        Hints(
            url="https://turan.az/1", source="turan.az", published="2020-10-31", language="en", path="a.txt"
        )
    ]
    assert manifest.unmet() == ["sub/b.txt"]
    assert manifest.hints_for("data/sub/b.txt", "data", run)[0].source == "contact.az"
    assert manifest.unmet() == []
    assert manifest.paths() == [str(tmp_path / "a.txt"), str(tmp_path / "sub/b.txt")]


def test_files_are_found_by_their_absolute_path(tmp_path):
    manifest = read_manifest(write(tmp_path, "file,source\na.txt,turan.az\n"))
    path = str(tmp_path / "a.txt")
    assert manifest.hints_for(path, "elsewhere", Hints())[0].source == "turan.az"
    assert manifest.hints_for("other.txt", "other.txt", Hints()) == [Hints()]


def test_members_of_archives_are_found_by_their_name(tmp_path):
    manifest = read_manifest(write(tmp_path, "file,source\nturan/1.txt,turan.az\n"))
    assert manifest.hints_for("x/pages.zip/turan/1.txt", "x/pages.zip", Hints())[0].source == "turan.az"


def test_a_file_named_twice_has_both_hints(tmp_path):
    manifest = read_manifest(
        write(tmp_path, "file,url\na.txt,https://a.example/1\na.txt,https://a.example/2\n")
    )
    both = manifest.hints_for("a.txt", "a.txt", Hints())
    assert [hints.url for hints in both] == ["https://a.example/1", "https://a.example/2"]
    assert manifest.paths() == [str(tmp_path / "a.txt")]


def test_a_line_separator_is_no_line_end(tmp_path):
    manifest = read_manifest(write(tmp_path, '{"file": "a\u2028.txt"}\n{"file": "b.txt"}\n'))
    assert manifest.files == ["a\u2028.txt", "b.txt"]


def test_a_quoted_line_break_is_part_of_the_value(tmp_path):
    manifest = read_manifest(write(tmp_path, 'file,section\n"a\nb.txt",Politics\nc.txt,Sport\n'))
    assert manifest.files == ["a\nb.txt", "c.txt"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("url,source\n1,2\n", "`file` among them"),
        ("", "`file` among them"),
        ("file,colour\na.txt,red\n", "line 2: unknown keys: colour"),
        ("file,url\na.txt\n", "line 2: not as many columns"),
        ("file,url\na.txt,x,y\n", "line 2: not as many columns"),
        ("file,url\n,x\n", "line 2: no file"),
        ("file,published\na.txt,31.13.2020\n", "line 2: published is not a date"),
        ('{"file": "a"}\n{"file": 3}\n', "line 2: file is not text"),
        ('{"file": "a"}\n[1]\n', "line 2: not a JSON object"),
        ('{"file": "a"}\n{"file\n', "line 2: not JSON"),
        ('{"file": "a"}\n' + "[" * 200_000, "line 2: not JSON"),
        ('{"file": "a", "source": "\\ud800"}', "line 1: source holds characters that are no text"),
        ('{"file": "a", "source": "a\\u0000"}', "line 1: source holds characters"),
        ("file,published\na.txt,2020-13-45\n", "line 2: published is not a date"),
        ("file,language\na.txt,English\n", "line 2: 'English' is no language code"),
        ("file,url\na.txt,javascript:alert(1)\n", "line 2: .* is no web address"),
        ("file,source\n", "names no files"),
    ],
)
def test_errors_name_the_line(tmp_path, text, message):
    with pytest.raises(ManifestError, match=message):
        read_manifest(write(tmp_path, text))


def test_a_manifest_that_is_not_there():
    with pytest.raises(ManifestError, match=r"nowhere.csv: cannot be read"):
        read_manifest("nowhere.csv")
