import gzip
import io
import tarfile
import time
import zipfile

import pytest
import zstandard
from django.utils import translation

from articles.importing.formats.detecting import (
    Format,
    container_of,
    document_in,
    is_json,
    is_json_lines,
    looks_like_html,
    other_format,
)
from articles.importing.formats.files import list_files
from articles.importing.formats.things import find_things
from articles.wording.codes import worded


@pytest.mark.parametrize(
    ("beginning", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0", "an image (JPEG)"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "an image (WebP)"),
        (b"\x00\x00\x00\x18ftypmp42", "a film or an image (MP4, HEIC)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Office file (DOC, XLS, PPT or MSG)"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"BZh91AY&SY", "a file compressed by bzip2"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a news feed (RSS or Atom)"),
        (b"Received: from a\nMessage-ID: <1@a>\nSubject: x\n\ntext", "an e-mail (EML)"),
        (b"From a@b Sat Oct 31 2020\nFrom: a@b.az\nSubject: x\n\ntext", "an e-mail (EML)"),
        (b'<?xml version="1.0"?>\n<!-- a --><!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf>', "XML"),
        (b'<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">', "XML"),
        (b'<svg width="1" xmlns="http://www.w3.org/2000/svg">', "SVG"),
        (b"filedesc://a.arc 0.0.0.0 20201031 text/plain 77\n", "ARC"),
        (b'az,turan)/1 20201031000000 {"url": "https://turan.az/1"}\n', "CDX"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "iCalendar"),
        (b"1\n00:00:01,000 --> 00:00:04,000\nText.\n", "SubRip"),
        (b"TY  - NEWS\nTI  - Bridge\n", "RIS"),
        (b"@article{a,\n title={Bridge}}", "BibTeX"),
        (b"-- a dump\nINSERT INTO articles VALUES (1);\n", "SQL"),
        (b"file,url,section\n1.txt,https://turan.az/1,Sport\n", "CSV"),
        (b'a;b;c\n1;"x; y";3\n1;"two\nlines";3\n1;2;3\n', "CSV"),
        (b"file,url,section\n1.txt,https://turan.az/1,Sport\n2.txt,https://turan.az/2\n\n", "CSV"),
        (b"a;b;c\n" + b"1;2;3\n" * 9 + b"1;2\n", "CSV"),
        (b"a;b;c\n\n1;2;3\n\n1;2;3\n\n1;2;3\n\n", "CSV"),
        ("File;URL;Source\r\n1.txt;https://turan.az/1;Turan\r\n".encode("utf-16"), "CSV"),
        (b" \r\n%PDF-1.4\n", "a PDF"),
        (b"\xff\xf3\x90\x64", "a sound"),
        (b"\xff\xf1\x50\x80", "a sound"),
        (b"CWS\x0a\x10\x27\0\0x\xda", "Flash (FLV, SWF)"),
        (b"\0\0\0\x08wide\0\0\x10\0mdat", "a film or an image (MP4, HEIC)"),
        (b"\0\0\1\0\1\0\x10\x10", "ICO"),
        (b"FLV\1\5", "Flash (FLV, SWF)"),
        (b"G@\0\x10" + b"\xff" * 184 + b"G@\0\x10" + b"\xff" * 184 + b"G", "MPEG"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\x03\x78\x0a\x1f\1\0\0\0A\0", "dBase (DBF)"),
        (b"\x04\x22\x4d\x18d", "LZ4"),
        (b"!<arch>\ndebian-binary", "ar (DEB)"),
        (b"bplist00\xd1", "plist (webarchive)"),
        (b"A novel".ljust(60, b"\0") + b"BOOKMOBI", "Mobipocket (MOBI)"),
        (b"#!/bin/sh\necho 1\n", "a program"),
        (b"<?php\necho '<p>';", "PHP"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>', "XML"),
        (b'<!-- made --><svg width="9" xmlns="http://www.w3.org/2000/svg">', "SVG"),
        ('<?xml version="1.0"?><rss version="2.0">'.encode("utf-16"), "a news feed (RSS or Atom)"),
        (b"/* of the site */\nhtml,body{margin:0;padding:0}\n.a{color:red}", "CSS"),
        (b'@charset "utf-8";\n@media print { nav { display: none } }\n', "CSS"),
        (b"(function () {\n 'use strict';\n var a = document.body;\n})();\n", "JavaScript"),
        (b"/*! jQuery v3 */\n!function(e,t){e.a=t(e)}(this,0);", "JavaScript"),
        (b"import { a } from './b.js';\nexport const b = (c) => { return a(c); };\n", "JavaScript"),
        (b"window.dataLayer = window.dataLayer || [];\nfunction g(){dataLayer.push(1);}\n", "JavaScript"),
    ],
)
def test_a_format_that_is_not_read_is_named(beginning, what):
    assert worded(other_format(beginning)).startswith(f"this is {what}, which is not read; save its text")


def test_what_is_not_read_is_said_in_the_language_shown():
    stored = other_format(b"%PDF-1.7\n").as_json()
    assert stored == {"code": "format.not_read", "what": {"code": "format.pdf"}}
    with translation.override("tr"):
        assert worded(stored).startswith("bu dosya bir PDF, ")


@pytest.mark.parametrize(
    "beginning",
    [
        "ясно, что мост закрыт".encode("cp1251"),
        "ящики нашли у моста".encode("cp1251"),
        b"FWS staff count the birds of the lake",
        b"Baku, 31 October",
        b"",
        b"News: the bridge is open\nPlace: Kutaisi\n",
        b"BMW opens a plant in the region",
        b"Date: 31.10.2020\nFrom: our reporter\n\nThe bridge is open.",
        b"Politics, Sport, Culture\nThe bridge, open since May, is closed again.\nIt was, of course, wet.\n",
        b"Home\tNews\tSport\nThe bridge is open.\nIt is long.\n",
        b'<?xml version="1.0"?>\n<!DOCTYPE HTML PUBLIC "x">\n<HTML xmlns="http://www.w3.org/1999/xhtml">',
        b"Insert into the debate\nThe bridge is open.\n",
        b"title, text, date\nThe bridge is open.\nIt is long.\nIt is new, wide, dear.\n",
        b"Ministers met in Baku, Tbilisi, Yerevan\n\nThe bridge, long and new, is open.\n\n"
        b"In Baku, as before, it rained.\n\nThe mayor, who came, spoke.\n",
        b"Title, date, text\n\nThe bridge was opened, the mayor said, on Saturday.\n\nIt is long.\n",
        b".cookies{display:none}\n" + b"The bridge over the river is open, said the mayor on Monday.\n" * 9,
        b"var mi, yok mu? The bridge (long; new) is open.\n",
        b"function of the bridge: to cross the river (long).\n",
        b"The free bridge is open.",
        b"07070123456 is the number of the mayor.",
        b"<article xmlns=''><p>The bridge is open.</p></article>",
        b"Rain, wind, snow\n1, 2, 3\n4, 5, 6\n7, 8, 9\nSo it was.\nSo it is.\n",
    ],
)
def test_a_text_is_no_other_format(beginning):
    assert other_format(beginning) is None


@pytest.mark.parametrize(
    "part",
    [
        b"/**/",
        b"/*",
        b"-- \n",
        b"<!---->",
        b"<!--",
        b"<??>",
        b"<!DOCTYPE x>",
        b"a,",
        b"a)",
        b"A:\n ",
        b'{"a"',
        b"[{",
        b"a{",
        b"import a",
        b"window.",
        b"//\n",
        b"<a ",
    ],
)
def test_what_is_made_to_be_looked_at_for_ever_is_not(part):
    """A pattern that may divide it in many ways would try them all: twice as many for each comment."""
    beginning = (b"<?xml?>" if part.startswith(b"<") else b"") + part * (4000 // len(part))
    begun = time.process_time()
    other_format(beginning), is_json_lines(beginning), is_json(beginning)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "a spreadsheet"),
        ("ppt/a.xml", "a presentation"),
    ],
)
def test_office_documents_are_named(tmp_path, member, what):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "<w/>")
    [told] = find_things(list_files([str(tmp_path)]))
    assert worded(told.reason).startswith(f"this is {what}")
    assert told.path == str(tmp_path / "a.docx")
    assert document_in(["1.txt", "word/2.txt"]) is None


@pytest.mark.parametrize("wrap", ["txt", "html", "gz", "zip", "tar.gz", "jsonl.zst"])
def test_a_format_is_named_whatever_holds_it(tmp_path, wrap):
    """By its content: in a compressed file, in an archive, and with the name of something else."""
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 90)
        archive.writestr("word/document.xml", "<w/>")
    kinds = {b"%PDF-1.7\n": "a PDF", document.getvalue(): "a Word document (DOCX)", b"PAR1\x15\4": "Parquet"}
    for data, what in kinds.items():
        file = tmp_path / f"a.{wrap}"
        if wrap == "gz":
            data = gzip.compress(data)
        elif wrap == "jsonl.zst":
            data = zstandard.compress(data)
        elif wrap in ("zip", "tar.gz"):
            data = archive_of({"a.txt": data}, wrap)
        file.write_bytes(data)
        [told] = find_things(list_files([str(file)]))
        assert worded(told.reason).startswith(f"this is {what}, which is not read")


def archive_of(members, kind):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return out.getvalue()
    with tarfile.open(fileobj=out, mode="w:gz" if kind.endswith("gz") else "w") as tar:
        for name, data in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(data)
            tar.addfile(told, io.BytesIO(data))
    return zstandard.compress(out.getvalue()) if kind.endswith("zst") else out.getvalue()


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tar.zst", "zip"])
@pytest.mark.parametrize("name", ["right", "wrong.txt", "wrong.zip", "wrong.tar.gz", "none"])
def test_an_archive_is_opened_whatever_it_is_called(tmp_path, kind, name):
    file = tmp_path / (f"a.{kind}" if name == "right" else name)
    file.write_bytes(archive_of({"a/1.txt": b"one" * 200, "2.txt": b"two"}, kind))
    things = list(find_things(list_files([str(file)])))
    if kind == "tar.zst" and not file.name.endswith((".tar.zst", ".tar.gz")):
        assert [worded(thing.reason) for thing in things] == [
            "a TAR archive within another file is not opened; unpack it first"
        ]
    else:
        assert [thing.data for thing in things] == [b"one" * 200, b"two"]


@pytest.mark.parametrize("outer", ["zip", "tar", "tar.gz", "gz"])
@pytest.mark.parametrize(
    ("inner", "what"), [("zip", "ZIP"), ("tar", "TAR"), ("tar.gz", "TAR"), ("tar.zst", "TAR")]
)
def test_an_archive_within_an_archive_is_named(tmp_path, outer, inner, what):
    data = archive_of({"1.txt": b"one"}, inner)
    if outer == "gz":
        data, outer = gzip.compress(gzip.compress(data)), "b.gz"
    else:
        data = archive_of({"x/a.bin": data}, outer)
    (tmp_path / f"a.{outer}").write_bytes(data)
    [told] = find_things(list_files([str(tmp_path)]))
    assert worded(told.reason) == f"a {what} archive within another file is not opened; unpack it first"


def test_containers_by_their_first_bytes():
    written = io.BytesIO()
    zipfile.ZipFile(written, "w").close()
    assert container_of(written.getvalue()) is Format.ZIP
    assert container_of(b"\x1f\x8b\x08") is Format.GZIP
    assert container_of(b"\x28\xb5\x2f\xfd") is Format.ZSTD
    assert container_of(b"WARC/1.1\r\n") is Format.WARC
    assert container_of(archive_of({"a": b"x"}, "tar")) is Format.TAR
    old = bytearray(archive_of({"a": b"x"}, "tar")[:512])  # of before there was a mark
    at = slice(257, 265)
    checksum = int(old[148:154], 8) - sum(old[at])
    old[at], old[148:154] = bytes(8), b"%06o" % checksum
    assert container_of(bytes(old)) is Format.TAR
    assert container_of(b"text") is None
    assert container_of(bytes(512)) is None


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        (b'{"text": "a"}\n', True),
        (b'\xef\xbb\xbf\n {"html": "<p>"}', True),
        (b'{"file": "a.txt"}\n', False),
        (b'{"text": "cut off', True),
        (b"{curly text}\n", False),
        (b"[" * 4000, False),
        (b'{"text": "caf\xe9"}\n{"text": "b"}\n', True),
        (b'{"text": "cut\n{"text": "b"}\n', True),
        (b'[1]\n{"count": 2}\n{"text": "b"}\n', True),
        (b'# of a system\n{"text": "b"}\n', True),
        ('{"text": "b"}\n'.encode("utf-16"), True),
        ('{"text": "b"}\n'.encode("utf-32-be"), True),
        (b'A headline\nA line.\n{"text": "an example"}\n', False),
        (b'{"@context": "https://schema.org"}\nA headline\n', False),
        (b'<html><script type="application/ld+json">\n{"@context": "https://sch', False),
        (b'{\n  "text": "a"\n}\n', False),
    ],
)
def test_json_lines(beginning, expected):
    assert is_json_lines(beginning) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{\n "text": "a"\n}\n', True),
        (b'\xef\xbb\xbf[{"text": "a"}, {"text": "b"}]', True),
        (b'{"file": "a.txt"}\n{"file": "b.txt"}\n', True),
        (b'{"@context": "https://schema.org"}\nA headline\nA text.\n', False),
        (b"[Turan] A headline [video]", False),
    ],
)
def test_json_of_other_kinds(data, expected):
    assert is_json(data) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><html><p>x", True),
        ("<html><p>x".encode("utf-16"), True),
        ("<html><body>Баку".encode("cp1251") + b"\x98", True),
        (b"a < b and b > c", False),
        (b"plain", False),
    ],
)
def test_html(data, expected):
    assert looks_like_html(data) is expected


def test_a_page_with_a_wide_doctype_is_a_page():
    assert other_format(b'<?xml version="1.0"?>\n<!DOCTYPE  html>\n<HTML>') is None
