"""Web archives, written by warcio; and broken ones."""

import base64
import gzip
import hashlib
import http.server
import io
import re
import shutil
import subprocess
import tarfile
import threading
import tracemalloc
import zipfile
import zlib

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.importing.formats import unpacking, warc
from articles.importing.formats.files import Unreadable, list_files
from articles.importing.formats.things import Thing, find_things
from articles.importing.formats.unpacking import without_codings
from articles.reading.model import Hints
from articles.wording.codes import worded

# warcio leaves its temporary files to be closed by the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGE = b"<!doctype html><html><p>The bridge over the river was opened on Saturday by the town.</html>"
WHEN = "2020-10-31T15:19:00Z"


def written(*records, compressed=True):
    """(address, body, headers, status, kind) each."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for address, body, headers, status, kind in records:
        http = StatusAndHeaders(f"{status} X", [*headers.items()], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": WHEN}
        )
        writer.write_record(record)
    return out.getvalue()


def response(address, body=PAGE, status=200, **headers):
    told = {"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return (address, body, told, status, "response")


def found(path):
    return list(find_things(list_files([str(path)])))


def put(folder, data, name="a.warc.gz"):
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("compressed", [True, False])
def test_pages_with_their_address_and_date(tmp_path, compressed):
    file = put(
        tmp_path,
        written(
            response("https://x.example/1", Content_Type="text/html; charset=Windows-1251"),
            response("https://x.example/2", gzip.compress(PAGE), Content_Encoding="gzip"),
            response("https://x.example/a.png", b"\x89PNG", Content_Type="image/png"),
            response("https://x.example/3.txt", b"A text.", Content_Type="text/plain"),
            response("https://x.example/robots.txt", b"User-agent: *", Content_Type="text/plain"),
            response("https://x.example/moved", b"", status=301),
            compressed=compressed,
        ),
    )
    assert found(file) == [
        Thing(
            PAGE,
            Hints(path=f"{file}/20201031151900/https://x.example/1", url="https://x.example/1"),
            "text/html; charset=windows-1251",
            str(file),
        ),
        Thing(
            PAGE,
            Hints(path=f"{file}/20201031151900/https://x.example/2", url="https://x.example/2"),
            "text/html",
            str(file),
        ),
        Thing(
            b"A text.",
            Hints(path=f"{file}/20201031151900/https://x.example/3.txt", url="https://x.example/3.txt"),
            "text/plain",
            str(file),
        ),
    ]


def chunks(data, size=100):
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflated(data):
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("is_chunked", [True, False])
@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflated),
        ("br", brotli.compress),
        ("zstd", zstandard.ZstdCompressor().compress),
        ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
        ("identity", bytes),
        ("gzip", bytes),  # unpacked by the crawler, which kept the header
        ("br", bytes),
        ("deflate", bytes),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_page_after_one_that_is_packed_is_read(tmp_path, coding, pack, is_chunked, compressed):
    told = {"Content_Encoding": coding} | ({"Transfer_Encoding": "chunked"} if is_chunked else {})
    body = chunks(pack(PAGE)) if is_chunked else pack(PAGE)
    records = [response(f"https://kura.example/{n}", body, **told) for n in range(3)]
    records.append(response("https://kura.example/plain"))
    things = found(put(tmp_path, written(*records, compressed=compressed)))
    assert [thing.data for thing in things] == [PAGE] * 4


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_packed_page_that_breaks_off_is_told_and_the_next_one_read(tmp_path, coding):
    packing = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.ZstdCompressor().compress}
    packed = packing[coding](PAGE)[:-9]
    told = {"Content_Encoding": coding, "Transfer_Encoding": "chunked"}
    records = [response("https://kura.example/1", chunks(packed), **told), response("https://kura.example/2")]
    first, second = found(put(tmp_path, written(*records)))
    assert isinstance(first, Unreadable)
    assert first.path.endswith("/https://kura.example/1")
    assert worded(first.reason) == "a damaged compressed file: it ends before what it holds does"
    assert second.data == PAGE


def reasons(path):
    return [
        (thing.path.rpartition("https://")[2], worded(thing.reason))
        for thing in found(path)
        if isinstance(thing, Unreadable)
    ]


def test_what_is_gone_and_what_failed_is_told(tmp_path):
    records = [response(f"https://x.example/{status}", status=status) for status in (404, 410, 503)]
    assert reasons(put(tmp_path, written(*records, response("https://x.example/")))) == [
        ("x.example/404", "gone: the server answered 404"),
        ("x.example/410", "gone: the server answered 410"),
        ("x.example/503", "no page: the server answered 503"),
        ("x.example/", "a front page is no article"),
    ]


def with_revisit(address, digest):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_revisit_record(
            address, digest, "https://x.example/1", WHEN, warc_headers_dict={"WARC-Date": WHEN}
        )
    )
    return out.getvalue()


def test_a_revisit_is_the_page_that_it_names(tmp_path):
    digest = "sha1:" + base64.b32encode(hashlib.sha1(PAGE).digest()).decode()
    first = written(response("https://x.example/1"))
    file = put(
        tmp_path,
        first + with_revisit("https://x.example/2", digest) + written(response("https://x.example/3")),
    )
    assert [(thing.data, thing.hints.url) for thing in found(file)] == [
        (PAGE, f"https://x.example/{n}") for n in (1, 2, 3)
    ]
    other = put(tmp_path, with_revisit("https://x.example/2", digest), "b.warc.gz")
    assert reasons(other) == [("x.example/2", "a revisit of a record that is not in this file")]


def test_a_revisit_of_a_page_in_another_file_of_the_run(tmp_path):
    digest = "sha1:" + base64.b32encode(hashlib.sha1(PAGE).digest()).decode()
    put(tmp_path, written(response("https://x.example/0", b"x"), response("https://x.example/1")))
    put(tmp_path, with_revisit("https://x.example/2", digest), "b.warc.gz")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as out:
        out.writestr("c.warc.gz", with_revisit("https://x.example/3", digest))
    assert [(thing.data, thing.hints.url) for thing in found(tmp_path) if isinstance(thing, Thing)][1:] == [
        (PAGE, "https://x.example/1"),
        (PAGE, "https://x.example/2"),
        (PAGE, "https://x.example/3"),
    ]
    assert reasons(tmp_path) == []


class _Town(http.server.BaseHTTPRequestHandler):
    """A small outlet: two articles, a picture, an article that is gone."""

    def do_GET(self):
        links = b"".join(b'<a href="/%s">x</a>' % name for name in (b"1.html", b"2.txt", b"a.png", b"gone"))
        pages = {
            "/": (200, "text/html", b"<!doctype html><html>" + links + b"</html>"),
            "/1.html": (200, "text/html; charset=utf-8", PAGE),
            "/2.txt": (200, "text/plain", b"A text."),
            "/a.png": (200, "image/png", b"\x89PNG"),
        }
        status, kind, body = pages.get(self.path, (410, "text/html", b"gone"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not here")
@pytest.mark.parametrize("compressed", [True, False])
def test_what_wget_writes(tmp_path, compressed):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Town) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        # By a connection each: the server closes them, which wget may see only when it asks again.
        told = ["--no-http-keep-alive", "--no-proxy", "--quiet", "--recursive", "--warc-file=town"]
        told += [] if compressed else ["--no-warc-compression"]
        subprocess.run(["wget", "--no-config", *told, f"{address}/"], cwd=tmp_path, timeout=20)
        server.shutdown()
    things = found(tmp_path / ("town.warc.gz" if compressed else "town.warc"))
    assert sorted(
        (thing.hints.url, thing.media_type, thing.data) for thing in things if isinstance(thing, Thing)
    ) == [
        (f"{address}/1.html", "text/html; charset=utf-8", PAGE),
        (f"{address}/2.txt", "text/plain", b"A text."),
    ]
    assert sorted(worded(thing.reason) for thing in things if isinstance(thing, Unreadable)) == [
        "a front page is no article",
        "gone: the server answered 410",  # and of robots.txt nothing
    ]


def urls(path):
    return [thing.hints.url.rpartition("/")[2] for thing in found(path) if isinstance(thing, Thing)]


@pytest.mark.parametrize("compressed", [True, False])
def test_a_broken_record_is_told_and_the_next_one_read(tmp_path, compressed):
    one, two, three = (written(response(f"https://x.example/{n}"), compressed=compressed) for n in (1, 2, 3))
    broken = (
        two[:40] + b"\xff" * 60 + two[100:]
        if compressed
        else b"WARC/1.0\r\nContent-Length: zzz\r\n\r\n\r\n\r\n"
    )
    file = put(tmp_path, one + broken + three)
    assert urls(file)[0] == "1"
    assert urls(file)[-1] == "3"
    assert any(
        "a broken record" in worded(thing.reason) for thing in found(file) if isinstance(thing, Unreadable)
    )


@pytest.mark.parametrize("compressed", [True, False])
def test_after_many_broken_records_each_whole_one_is_read(tmp_path, compressed):
    parts, digest = [], "sha1:" + base64.b32encode(hashlib.sha1(PAGE).digest()).decode()
    for n in range(1, 9):
        whole = written(response(f"https://x.example/{n}"), compressed=compressed)
        parts += [whole, b"WARC/1.0\r\nContent-Length: zzz\r\n\r\n\r\n\r\n" if n % 2 else b"\xff" * 60]
    file = put(tmp_path, b"".join(parts), "a.warc")
    assert urls(file) == [str(n) for n in range(1, 9)]
    if compressed:
        with file.open("ab") as more:
            more.write(with_revisit("https://x.example/again", digest))
        assert urls(file)[-1] == "again"


def test_a_truncated_file_is_told(tmp_path):
    whole = written(response("https://x.example/1"), response("https://x.example/2"))
    file = put(tmp_path, whole[:-60])
    assert urls(file)[0] == "1"
    assert [worded(thing.reason) for thing in found(file) if isinstance(thing, Unreadable)] == [
        "cut off: its last record is not whole"
    ]


@pytest.mark.parametrize(
    ("kind", "compressed"), [(b"response", True), (b"response", False), (b"warcinfo", False)]
)
def test_a_record_that_claims_more_than_there_is(tmp_path, kind, compressed):
    one, two = (written(response(f"https://x.example/{n}"), compressed=False) for n in (1, 2))
    length = re.compile(rb"(WARC-Type: %s\r\n.*?\nContent-Length: )\d+" % kind, re.S)
    parts = [length.sub(rb"\g<1>9000", one), two]
    if compressed:  # each record by itself
        parts = [gzip.compress(part[part.index(b"WARC/1", 1) :]) for part in parts]
    file = put(tmp_path, b"".join(parts), "a.warc.gz" if compressed else "a.warc")
    assert urls(file) == (["2"] if kind == b"response" else ["1", "2"])
    assert [worded(one.reason) for one in found(file) if isinstance(one, Unreadable)] == [
        "cut off: its last record is not whole"
    ]


def test_a_plain_file_that_is_cut_off_is_told(tmp_path):
    whole = written(response("https://x.example/1"), response("https://x.example/2"), compressed=False)
    file = put(tmp_path, whole[:-60], "a.warc")
    assert urls(file) == ["1"]
    assert [reason for _, reason in reasons(file)] == ["cut off: its last record is not whole"]


def test_an_address_that_is_none_is_told(tmp_path):
    spaced = written(response("https://x.example/1"), response("https://x.example/2"), compressed=False)
    file = put(tmp_path, spaced.replace(b"example/1", b"example /"), "a.warc")
    assert urls(file) == ["2"]
    assert reasons(file)[0][1].startswith("'https://x.example /' is no web address")


@pytest.mark.parametrize(
    ("body", "what"), [(b"%PDF-1.7\n", "a PDF"), (b'{"html": "<p>The bridge was opened.</p>"}', "JSON")]
)
def test_what_a_server_calls_a_page_and_is_none_is_named(tmp_path, body, what):
    file = put(tmp_path, written(response("https://x.example/1", body), response("https://x.example/2")))
    assert urls(file) == ["2"]
    assert reasons(file)[0][1].startswith(f"this is {what}")


def test_a_record_of_two_gigabytes_is_told_and_the_next_one_read(tmp_path):
    before, after = (written(response(f"https://x.example/{n}"), compressed=False) for n in (1, 3))
    size = 2_147_483_700
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/2\r\nWARC-Date: {WHEN}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    ).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    with (tmp_path / "a.warc").open("wb") as out:
        out.write(before + head + http)
        out.seek(size - len(http), 1)
        out.write(b"\r\n\r\n" + after)
    assert urls(tmp_path / "a.warc") == ["1", "3"]
    assert reasons(tmp_path / "a.warc") == [("x.example/2", "the record is larger than 10,000,000 bytes")]


def test_a_record_without_a_date_is_told(tmp_path):
    plain = written(response("https://x.example/1"), response("https://x.example/2"), compressed=False)
    line = f"WARC-Date: {WHEN}\r\n".encode()
    file = put(tmp_path, plain.replace(line, b"", 1), "a.warc")
    assert reasons(file) == [("x.example/1", "a record without a date")]
    assert urls(file) == ["2"]


def test_the_archives_in_a_wacz(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as out:
        out.writestr("datapackage.json", "{}")
        out.writestr("pages/pages.jsonl", '{"text": "the text of a page, not the page"}\n')
        out.writestr(
            "archive/data.warc.gz", written(response("https://x.example/1"), response("https://x.example/2"))
        )
        out.writestr("indexes/index.cdx", "x")
    things = found(tmp_path)
    assert [thing.hints.url for thing in things] == ["https://x.example/1", "https://x.example/2"]
    assert things[0].hints.path.startswith(str(tmp_path / "a.wacz/archive/data.warc/2020"))


def a_wacz_of_revisits(folder, count, method):
    """So many pages, each met again at another address; the bytes of its web archive."""
    pages = [f"<p>Page {n}: the bridge over the river is open.".encode() for n in range(count)]
    inside = written(*(response(f"https://x.example/{n}", page) for n, page in enumerate(pages))) + b"".join(
        with_revisit(
            f"https://x.example/again/{n}", "sha1:" + base64.b32encode(hashlib.sha1(page).digest()).decode()
        )
        for n, page in enumerate(pages)
    )
    with zipfile.ZipFile(folder / "a.wacz", "w", method) as out:
        out.writestr("datapackage.json", "{}")
        out.writestr("archive/data.warc.gz", inside)
    return pages, len(inside)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("most", [50_000, 40])
def test_revisits_in_a_wacz_are_read_together(tmp_path, monkeypatch, method, most):
    """Going back in a member of a zip file is reading it anew from its start: once, not for each of them."""
    pages, size = a_wacz_of_revisits(tmp_path, 100, method)
    monkeypatch.setattr(warc, "_MOST_LATER", most)
    spent = []
    spend = unpacking.Budget.spend
    monkeypatch.setattr(
        unpacking.Budget, "spend", lambda self, count: (spent.append(count), spend(self, count))
    )
    assert sorted((thing.hints.url, thing.data) for thing in found(tmp_path)) == sorted(
        (f"https://x.example/{path}{n}", page) for path in ("", "again/") for n, page in enumerate(pages)
    )
    assert sum(spent) < (5 if most > 100 else 9) * size


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_broken_record_in_a_wacz_is_told_and_the_next_one_read(tmp_path, method):
    one, two = (written(response(f"https://x.example/{n}")) for n in (1, 2))
    digest = "sha1:" + base64.b32encode(hashlib.sha1(PAGE).digest()).decode()
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", method) as out:
        out.writestr("datapackage.json", "{}")
        again = with_revisit("https://x.example/again", digest)
        out.writestr("archive/data.warc.gz", one + b"\xff" * 60 + two + again + two[:-60])
    assert urls(tmp_path) == ["1", "2", "again"]
    told = [worded(thing.reason) for thing in found(tmp_path) if isinstance(thing, Unreadable)]
    assert told[0].startswith("a broken record after byte ")
    assert told[1:] == ["cut off: its last record is not whole"]


def test_a_last_record_that_unpacks_to_much_takes_no_memory(tmp_path):
    """Whether a file is cut off was looked for by unpacking a megabyte of it at once, to a gigabyte."""
    large = b"\0" * 60_000_000
    file = put(tmp_path, written(response("https://x.example/1"), response("https://x.example/2", large)))
    del large
    assert file.stat().st_size < 100_000
    tracemalloc.start()
    try:
        assert reasons(file) == [("x.example/2", "the record is larger than 10,000,000 bytes")]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_is_cut_off_in_a_large_record_is_told(tmp_path):
    whole = written(response("https://x.example/1"), response("https://x.example/2", b"\0" * 30_000_000))
    file = put(tmp_path, whole[:-2_000])
    assert [said for _, said in reasons(file)] == [
        "the record is larger than 10,000,000 bytes",
        "cut off: its last record is not whole",
    ]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_what_is_packed_in_parts_is_read_whole_and_a_bomb_to_its_limit(coding):
    pack = gzip.compress if coding == "gzip" else zstandard.ZstdCompressor().compress
    assert without_codings(pack(b"one ") + pack(b"two"), coding, 100) == b"one two"
    assert without_codings(pack(b"one ") + pack(b"two"), coding, 5) == b"one t"
    assert without_codings(pack(b"one") + b"beside", coding, 100) == b"one"
    assert without_codings(b"not packed", coding, 100) == b"not packed"
    bomb = pack(bytes(50_000_000))
    assert len(without_codings(bomb, coding, 1_000_000)) == 1_000_000
    with pytest.raises(EOFError):
        without_codings(pack(PAGE) + pack(PAGE)[:-3], coding, 1_000_000)


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tar.zst"])
def test_a_revisit_in_a_tar_archive(tmp_path, kind):
    """It is read, or told where there is no going back; nothing behind it is lost."""
    digest = "sha1:" + base64.b32encode(hashlib.sha1(PAGE).digest()).decode()
    parts = (response("https://x.example/1"), response("https://x.example/3"))
    inside = with_revisit("https://x.example/2", digest).join(map(written, parts))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz" if kind == "tar.gz" else "w") as tar:
        member = tarfile.TarInfo("a.warc.gz")
        member.size = len(inside)
        tar.addfile(member, io.BytesIO(inside))
    whole = out.getvalue()
    put(tmp_path, zstandard.compress(whole) if kind == "tar.zst" else whole, f"a.{kind}")
    pages = [thing.hints.url for thing in found(tmp_path) if isinstance(thing, Thing)]
    told = [worded(thing.reason) for thing in found(tmp_path) if isinstance(thing, Unreadable)]
    if kind == "tar.zst":
        assert (pages, told) == (
            ["https://x.example/1", "https://x.example/3"],
            ["a revisit of a record that is not in this file"],
        )
    else:
        assert (sorted(pages), told) == ([f"https://x.example/{n}" for n in (1, 2, 3)], [])
