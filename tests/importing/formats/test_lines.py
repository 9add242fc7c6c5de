import gzip
import json
import zipfile

import pytest
import zstandard

from articles.importing.formats.detecting import Format
from articles.importing.formats.files import Unreadable, list_files
from articles.importing.formats.things import Thing, find_things
from articles.reading.enclosed import source_read, text_read
from articles.reading.model import Hints
from articles.text.codes import coded
from articles.wording.codes import worded


def found(path, given=None):
    return list(find_things(list_files([str(path)]), given))


def test_a_line_is_a_thing_with_its_bytes_and_its_hints(tmp_path):
    lines = [
        {
            "text": "One.",
            "url": "https://turan.az/1",
            "published": "2020-10-31T19:19:00+04:00",
            "timezone": "Asia/Baku",
        },
        {"html": "<p>Two.", "source": "turan.az", "section": "Politics", "language": "AZ", "extra": 1},
    ]
    raw = [json.dumps(line, ensure_ascii=False).encode() for line in lines]
    file = tmp_path / "export.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(raw) + b"\n\n")
    url = {"url": "https://turan.az/1", "published": "2020-10-31T19:19:00+04:00", "timezone": "Asia/Baku"}
    assert found(file) == [
        Thing(raw[0], Hints(path=f"{file}:1", **url), "application/json", str(file)),
        Thing(
            raw[1],
            Hints(path=f"{file}:2", source="turan.az", section="Politics", language="az"),
            "application/json",
            str(file),
        ),
    ]


def test_a_bad_line_is_told_and_the_next_one_read(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(
        b'{"text": "fine"}\n{"text": \n[1]\n{"title": "x"}\n{"text": "a", "url": 3}\n'
        b'{"text": "a", "language": "English"}\n'
        + b"[" * 100_000
        + b'\n{"text": "last", "source": "\\u0000"}\n{"text": "end"}'
    )
    things = found(file)
    assert [getattr(thing, "data", None) for thing in things][::8] == [
        b'{"text": "fine"}',
        b'{"text": "end"}',
    ]
    reasons = [worded(thing.reason) for thing in things[1:8]]
    assert reasons[0].startswith("not JSON")
    assert reasons[1] == "not a JSON object"
    assert reasons[2] == "the JSON object has no `text` and no `html`"
    assert reasons[3] == "url is not text"
    assert reasons[4].startswith("'English' is no language code")
    assert reasons[5].startswith("not JSON")
    assert reasons[6].startswith("source holds characters that are no text")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"text": "caf\xe9"}', "not JSON: 'utf-8' codec"),
        (b'{"text": "cut', "not JSON: Unterminated"),
        (b'{"text": "a\x00b"}', "not JSON: Invalid control character"),
        (b"# of a system", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"count": 2}', "the JSON object has no `text`"),
        (b'{"text": "a", "url": "https://x.az/\\ud83d"}', "url holds characters that are no text"),
        (b'{"text": "' + b"x" * 5_000_100 + b'"}', "the line is longer"),
    ],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("place", [0, 1], ids=["first", "later"])
def test_a_bad_line_spoils_no_other(tmp_path, bad, reason, place):
    lines = [b'{"text": "one"}', b'{"text": "two"}']
    lines.insert(place, bad)
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    told = found(tmp_path)
    assert [thing.data for thing in told if isinstance(thing, Thing)] == [
        b'{"text": "one"}',
        b'{"text": "two"}',
    ]
    [rejected] = [one for one in told if isinstance(one, Unreadable)]
    assert rejected.path == str(tmp_path / f"a.jsonl:{place + 1}")
    assert worded(rejected.reason).startswith(reason)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be"])
def test_lines_of_two_and_four_bytes_a_letter(tmp_path, codec):
    """Letters of which one byte is that of a line's end (Ċ, Њ, ਅ) end no line."""
    texts = ["ĊЊਅ੊ one", "two"]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    (tmp_path / "a.jsonl").write_bytes("\r\n".join(["", lines[0], "[1]", lines[1], ""]).encode(codec))
    one, told, two = found(tmp_path)
    assert [thing.hints.path.rpartition(":")[2] for thing in (one, two)] == ["2", "4"]
    assert told == Unreadable(str(tmp_path / "a.jsonl:3"), coded("json.no_object"))
    assert [text_read(thing.data, thing.media_type, "utf-8") for thing in (one, two)] == texts
    assert source_read(two.data, two.media_type, "utf-8") == lines[1]


def test_half_a_surrogate_pair_is_a_broken_letter(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Half \\ud83d, whole \\ud83d\\ude00."}')
    [thing] = found(tmp_path)
    assert text_read(thing.data, thing.media_type, "utf-8") == "Half \ufffd, whole \U0001f600."


def test_json_of_another_kind_is_no_page(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"text": "One."}], indent=1))
    [told] = found(tmp_path)
    assert worded(told.reason).startswith(
        "this is JSON that does not hold an article a line, which is not read"
    )


def test_a_line_of_50_megabytes_is_told_and_the_next_one_read(tmp_path):
    file = tmp_path / "a.jsonl"
    with file.open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n{"text": "after"}\n')
    told, after = found(file)
    assert told == Unreadable(f"{file}:1", coded("line.too_long", bytes=5_000_000))
    assert after.data == b'{"text": "after"}'


def test_compressed_by_gzip_and_zstd_and_in_both(tmp_path):
    line = b'{"text": "One."}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line))
    (tmp_path / "b.jsonl.zst").write_bytes(zstandard.compress(line) + zstandard.compress(line))
    (tmp_path / "c.gz").write_bytes(gzip.compress(zstandard.compress(b"plain text")))
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<!doctype html><p>x"))
    assert [(thing.data, thing.media_type, thing.hints.path) for thing in found(tmp_path)] == [
        (line.strip(), "application/json", str(tmp_path / "a.jsonl:1")),
        (line.strip(), "application/json", str(tmp_path / "b.jsonl:1")),
        (line.strip(), "application/json", str(tmp_path / "b.jsonl:2")),
        (b"plain text", "text/plain", str(tmp_path / "c")),
        (b"<!doctype html><p>x", "text/html", str(tmp_path / "page.html")),
    ]


def test_a_truncated_gzip_is_told_after_what_is_whole(tmp_path):
    whole = gzip.compress(
        b"".join(b'{"text": "%d %s"}\n' % (n, bytes(range(48, 90)) * n) for n in range(900))
    )
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"text " * 999)[:20])
    *lines, cut, text = found(tmp_path)
    assert len(lines) > 5
    assert all(isinstance(line, Thing) for line in lines)
    assert worded(cut.reason).startswith("a damaged compressed file: ")
    assert worded(text.reason).startswith("a damaged compressed file: ")


def test_a_bomb_is_left(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' + b" " * 300_000_000, 9))
    things = found(tmp_path)
    assert things[0].data == b'{"text": "a"}'
    assert worded(things[1].reason) == "it unpacks to far more than its size; the rest was not read"


def test_what_somebody_says_it_is_goes_before_what_it_looks_like(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"<html><p>x</p>")
    assert found(file)[0].media_type == "text/html"
    assert found(file, Format.TEXT)[0].media_type == "text/plain"
    assert worded(found(file, Format.JSONL)[0].reason) == "this is no JSONL, as --format says"
    file.write_bytes(b"a fragment of <b>one</b>")
    assert found(file)[0].media_type == "text/plain"
    assert found(file, Format.HTML)[0].media_type == "text/html"


def test_a_bomb_within_another_archive_is_left(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n' + b" " * 100_000_000, 9))
    things = found(tmp_path)
    assert things[0].data == b'{"text": "a"}'
    assert worded(things[1].reason) == "it unpacks to far more than its size; the rest was not read"
