import unicodedata

import pytest

from articles.importing.manifest import ManifestError, read_manifest
from articles.reading.model import Hints
from articles.wording.codes import worded


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
    ("text", "files", "bad"),
    [
        ('file,section\na,"Politics\nb,Sport\nc,Sport\n', ["b", "c"], [2]),
        ('file,section\na,Sport\nb,"Politics\nc,"Sport"\nd,Sport\n', ["a", "c", "d"], [3]),
        ('file,section\n"a,Sport\nb,Sport\n', ["b"], [2]),
        ('file,section,url\na,"x,\nb,"x,\nc,y,\n', ["c"], [2, 3]),
        ('file,section\na,"Politics', ["a"], []),  # nothing stands below it
        ('file,section\na,Sport\nb,"Politics\n', ["a", "b"], []),
        ('file,url\n"a\nb",\nc,\n', ["a\nb", "c"], []),  # this one is closed
        ("file,section\n" + 'a,"x" y\n' * 3001, ["a"] * 3001, []),
    ],
)
def test_a_quote_that_nobody_closed_takes_no_other_row_along(tmp_path, text, files, bad):
    manifest = read_manifest(write(tmp_path, text))
    assert manifest.files == files
    assert [int(fault.path.rpartition(" ")[2]) for fault in manifest.faults] == bad


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("url,source\n1,2\n", "`file` among them"),
        ("", "`file` among them"),
        ("file,url\na.txt\n", "line 2: not as many columns"),
        ("file,url\na.txt,x,y\n", "line 2: not as many columns"),
        ("file,url\n,x\n", "line 2: no file"),
        ("file,published\na.txt,31.13.2020\n", "line 2: published is not a date"),
        ("file,published\na.txt,2020-13-45\n", "line 2: published is not a date"),
        ("file,language\na.txt,English\n", "line 2: 'English' is no language code"),
        ("file,url\na.txt,javascript:alert(1)\n", "line 2: .* is no web address"),
        ("file,source\n", "names no files"),
    ],
)
def test_errors_name_the_line(tmp_path, text, message):
    with pytest.raises(ManifestError, match=message):
        read_manifest(write(tmp_path, text))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"file": 3}', "file is not text"),
        ("[1]", "not a JSON object"),
        ('{"file', "not JSON"),
        ("[" * 200_000, "not JSON"),
        ('{"file": "b", "source": "\\ud800"}', "source holds characters that are no text"),
        ('{"file": "b", "source": "a\\u0000"}', "source holds characters"),
        ('{"file": "b", "published": "31.13.2020"}', "published is not a date"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(tmp_path, bad, reason):
    manifest = read_manifest(write(tmp_path, f'{{"file": "a"}}\n{bad}\n{{"file": "c"}}\n'))
    assert manifest.files == ["a", "c"]
    [fault] = manifest.faults
    assert fault.path.endswith("list.csv, line 2")
    assert worded(fault.reason).startswith(reason)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("c.txt,Политика и общество".encode("cp1251"), "section holds characters that are no text"),
        ("бумага.txt,Sport".encode("cp1251"), "file holds characters that are no text"),
        (b"c.txt,a\x00b", "section holds characters that are no text"),
        (b"c.txt," + b"a" * 200_000, "field larger than field limit"),
    ],
    ids=["section", "file", "nul", "long"],
)
def test_a_row_in_another_encoding_stops_no_other(tmp_path, bad, reason):
    rows = [b"file,section", "a.txt,Siyasət".encode(), bad, "d.txt,Ölkə".encode()]
    (tmp_path / "list.csv").write_bytes(b"\n".join(rows))
    manifest = read_manifest(str(tmp_path / "list.csv"))
    assert manifest.files == ["a.txt", "d.txt"]
    assert manifest.hints_for("d.txt", "", Hints())[0].section == "Ölkə"
    [fault] = manifest.faults
    assert fault.path.endswith("list.csv, line 3")
    assert worded(fault.reason).startswith(reason)


def test_a_line_of_json_in_another_encoding_stops_no_other(tmp_path):
    rows = ['{"file": "a", "section": "Ölkə"}'.encode(), '{"file": "b", "section": "Мир"}'.encode("cp1251")]
    (tmp_path / "list.csv").write_bytes(b"\n".join([*rows, '{"file": "c", "section": "Ölkə"}'.encode()]))
    manifest = read_manifest(str(tmp_path / "list.csv"))
    assert (manifest.files, len(manifest.faults)) == (["a", "c"], 1)


ROW = Hints(path="бумага/şəki.txt", source="Şəki səsi", section="Политика", url="https://turan.az/1")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_as_spreadsheets_write_it(tmp_path, separator, codec, end):
    rows = [
        ["File", "URL", "Source", "SECTION", "remarks", ""],
        ["бумага\\şəki.txt", "https://turan.az/1", "Şəki səsi", "Политика", "no hint", ""],
        ["", "", "", "", "", ""],
        ["b.txt", "", "", "", "", "", ""],
    ]
    text = end.join(separator.join(row) for row in rows) + end
    (tmp_path / "list.csv").write_bytes(text.encode(codec))
    manifest = read_manifest(str(tmp_path / "list.csv"))
    assert manifest.files == ["бумага/şəki.txt", "b.txt"]
    assert manifest.hints_for("бумага/şəki.txt", "", Hints(path=ROW.path)) == [ROW]
    assert manifest.faults == []


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("above", ["sep=;\r\n", "\n \n"])
def test_what_stands_above_the_names(tmp_path, above, codec):
    (tmp_path / "list.csv").write_bytes(f"{above}file;section\na.txt;Ölkə\nb.txt;x;y\n".encode(codec))
    manifest = read_manifest(str(tmp_path / "list.csv"))
    assert manifest.hints_for("a.txt", "", Hints())[0].section == "Ölkə"
    assert manifest.faults[0].path.endswith(f", line {3 + above.count(chr(10))}")


@pytest.mark.parametrize(
    ("codec", "section"), [("cp1251", "Политика"), ("cp1254", "Gündem ve dış ülke"), ("utf-16", "Ölkə")]
)
def test_in_old_encodings(tmp_path, codec, section):
    (tmp_path / "list.csv").write_bytes(f"file,section\na.txt,{section}\n".encode(codec))
    manifest = read_manifest(str(tmp_path / "list.csv"))
    assert manifest.hints_for("a.txt", "", Hints())[0].section == section


def test_an_encoding_that_cannot_be_told_says_what_to_do(tmp_path):
    (tmp_path / "list.csv").write_bytes(b"file,section\na.txt,\x98\x81\x8d\x00\x90\n")
    with pytest.raises(ManifestError, match="save it as CSV in UTF-8"):
        read_manifest(str(tmp_path / "list.csv"))


@pytest.mark.parametrize(
    "published",
    ["2015-05-06T19:19:00+04:00", "2015-05-06T15:19:00Z", "2015-05-06 19:19", "31.10.2020", "2015-05-06"],
)
def test_published_in_every_form(tmp_path, published):
    manifest = read_manifest(write(tmp_path, f"file,published,timezone\na.txt,{published},Asia/Baku\n"))
    [hints] = manifest.hints_for("a.txt", "", Hints())
    assert (hints.published, hints.timezone) == (published, "Asia/Baku")


def test_names_in_decomposed_letters(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Şəki й.txt")
    (tmp_path / decomposed).write_text("x")
    manifest = read_manifest(write(tmp_path, "file,source\nŞəki й.txt,turan.az\n"))
    [path] = manifest.paths()
    assert manifest.hints_for(path, path, Hints())[0].source == "turan.az"
    assert manifest.unmet() == []


def test_a_manifest_that_is_not_there():
    with pytest.raises(ManifestError, match=r"nowhere.csv: cannot be read"):
        read_manifest("nowhere.csv")
