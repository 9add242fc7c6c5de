import io
import time
import zipfile

import pytest
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


def test_containers_by_their_first_bytes():
    written = io.BytesIO()
    zipfile.ZipFile(written, "w").close()
    assert container_of(written.getvalue()) is Format.ZIP
    assert container_of(b"\x1f\x8b\x08") is Format.GZIP
    assert container_of(b"\x28\xb5\x2f\xfd") is Format.ZSTD
    assert container_of(b"WARC/1.1\r\n") is Format.WARC
    assert container_of(b"text") is None


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
