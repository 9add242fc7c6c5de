"""What a file is, told by its first bytes: never by its name alone."""

from __future__ import annotations

import csv
import io
import json
import re
from enum import StrEnum

from articles.reading.model import Rejected
from articles.reading.stages.decoding import decode_bytes, is_html
from articles.text.codes import Code, coded

BEGINNING = 4_096  # bytes looked at


class Format(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    WARC = "warc"
    ZIP = "zip"
    GZIP = "gzip"
    ZSTD = "zstd"


GIVEN = (Format.TEXT, Format.HTML, Format.JSONL, Format.WARC)  # what --format may say

_CONTAINERS = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\x1f\x8b", Format.GZIP),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    (b"WARC/", Format.WARC),
)


def _named(name: str) -> Code:
    """A format whose name is the same in every language."""
    return coded("format.named", name=name)


# Formats that are not read, by how their files begin.
_XML = rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>(?>(?:\s|<!--.*?-->|<!DOCTYPE(?!\s+(?i:html))[^>]*>|<\?.*?\?>)*)"
_OTHERS = (
    (rb"%PDF", coded("format.pdf")),
    (rb"\x89PNG", coded("format.png")),
    (rb"\xff\xd8\xff", coded("format.jpeg")),
    (rb"GIF8", coded("format.gif")),
    (rb"RIFF....WEBP", coded("format.webp")),
    (rb"II\*\x00|MM\x00\*", coded("format.tiff")),
    (rb"BM....\x00\x00\x00\x00", coded("format.bmp")),
    (rb"....ftyp", coded("format.mp4")),
    (rb"RIFF....(?:AVI |WAVE)", coded("format.riff")),
    (rb"ID3|\xff\xfb|OggS|fLaC", coded("format.sound")),
    (rb"\x1aE\xdf\xa3", coded("format.matroska")),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", coded("format.office")),
    (rb"\{\\rtf", coded("format.rtf")),
    (rb"7z\xbc\xaf\x27\x1c", coded("format.7z")),
    (rb"Rar!\x1a\x07", coded("format.rar")),
    (rb"\xfd7zXZ\x00", coded("format.xz")),
    (rb"BZh[1-9]1AY", coded("format.bzip2")),
    (rb"SQLite format 3\x00", coded("format.sqlite")),
    (rb"\x7fELF|MZ\x90", coded("format.program")),
    (rb"AT&TFORM", coded("format.djvu")),
    (
        rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)?<(?:rss|feed|rdf:RDF)\b",
        coded("format.feed"),
    ),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:rss|feed)\b", coded("format.feed")),
    (
        rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)?<(?:urlset|sitemapindex)\b",
        coded("format.sitemap"),
    ),
    (rb"%!PS", coded("format.postscript")),
    (_XML + rb"<(?:\w+:)?(?!(?i:html)\b)\w", _named("XML")),
    (rb"\s*<svg\b[^>]*\sxmlns", _named("SVG")),
    (rb"filedesc://", _named("ARC")),
    (rb" CDX [A-Za-z]|[\w-]+(?:,[\w-]+)*\)\S* \d{14} \{", _named("CDX")),
    (rb"BEGIN:VCALENDAR\b", _named("iCalendar")),
    (rb"BEGIN:VCARD\b", _named("vCard")),
    (rb"(?:\xef\xbb\xbf)?1\r?\n\d\d:\d\d:\d\d,\d{3} --> ", _named("SubRip")),
    (rb"(?:\xef\xbb\xbf)?WEBVTT\b", _named("WebVTT")),
    (rb"TY  - [A-Z]+\r?\n", _named("RIS")),
    (rb"\s*@(?:article|book|misc|online|inproceedings|incollection)\s*\{", _named("BibTeX")),
    (rb"\s*\\documentclass\b", _named("LaTeX")),
    (rb"\[InternetShortcut\]", _named("URL")),
    (rb"(?>(?:--[^\n]*\n|/\*.*?\*/|\s)*)(?:CREATE TABLE|INSERT INTO|DROP TABLE)\s+[`\"\w.]", _named("SQL")),
)
_OTHER = [(re.compile(pattern, re.S), name) for pattern, name in _OTHERS]
# What says of a zip file that it is a document; the names of its members.
_DOCUMENTS = (
    (re.compile(r"word/"), coded("format.docx")),
    (re.compile(r"xl/"), coded("format.xlsx")),
    (re.compile(r"ppt/"), coded("format.pptx")),
    (re.compile(r"META-INF/container\.xml\Z"), coded("format.epub")),
    (re.compile(r"META-INF/manifest\.xml\Z"), coded("format.odt")),
    (re.compile(r"META-INF/MANIFEST\.MF\Z"), coded("format.jar")),
)
_MAIL = re.compile(rb"\A(?:From [^\n]+\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.S)
_MAIL_HEADERS = re.compile(
    rb"^(?:(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To):|From:[^\n]*@)", re.I | re.M
)
_OBJECT_BEGINS = re.compile(r'^[^\S\n\ufeff]*\ufeff?\{[^\S\n]*"[^"\n]{1,60}"[^\S\n]*:', re.M)
_VALUE_BEGINS = re.compile(rb'\s*(?:\{\s*"[^"\n]{1,60}"\s*:|\[\s*[\[{])')
_COLUMNS = frozenset(
    {"file", "url", "source", "section", "published", "language", "id", "title", "text", "date", "body"}
)
_SPOILED = 10  # one row of so many
_TAGS = 2  # of an HTML page, in its beginning


def refusal(what: Code) -> Code:
    return coded("format.not_read", what=what)


def other_format(beginning: bytes) -> Code | None:
    """The reason why a file that begins so is not read; None where nothing says so."""
    for pattern, name in _OTHER:
        if pattern.match(beginning):
            return refusal(name)
    head = beginning.replace(b"\r\n", b"\n")
    mail = _MAIL.match(head)
    if mail and _MAIL_HEADERS.search(mail.group()):
        if b"multipart/related" in mail.group() and b"text/html" in beginning:
            return refusal(coded("format.mhtml"))
        return refusal(coded("format.eml"))
    return refusal(_named("CSV")) if is_table(beginning) else None


def why_no_page(data: bytes) -> Code | None:
    """The reason why these bytes are no page, whatever somebody calls them; None where nothing says so."""
    return other_format(data[:BEGINNING]) or (refusal(coded("format.json")) if is_json(data) else None)


def is_table(beginning: bytes) -> bool:
    """Whether lines have as many cells as the first, three at least. Lines of a text do not.

    Rows that somebody spoiled are few; where the first line names columns that tables of articles have, up to
    half of them.
    """
    text = beginning.decode("utf-8", "replace").removeprefix("\ufeff")
    if len(beginning) >= BEGINNING:
        text = text.rpartition("\n")[0]
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    if first.count(separator) < 2:
        return False
    try:
        lines = list(csv.reader(io.StringIO(text.rstrip(), newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return False
    names, *rows = filter(None, lines)
    known = sum(name.strip().lower() in _COLUMNS for name in names)
    whole = sum(len(row) == len(names) for row in rows)
    if not all(lines) and (whole < len(rows) or any(len(name.split()) > 1 for name in names)):
        return False  # empty lines set paragraphs apart
    if known >= 2:
        return 2 * whole >= len(rows) > 0
    return whole >= 3 and len(rows) - whole <= len(rows) // _SPOILED


def document_in(names: list[str]) -> Code | None:
    """The reason why a zip file with these members is no archive of pages."""
    if "[Content_Types].xml" in names or any(name.startswith("META-INF/") for name in names):
        for pattern, name in _DOCUMENTS:
            if any(pattern.match(member) for member in names):
                return refusal(name)
    return None


def is_wacz(names: list[str]) -> bool:
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def container_of(beginning: bytes) -> Format | None:
    return next((kind for start, kind in _CONTAINERS if beginning.startswith(start)), None)


def is_json_lines(beginning: bytes) -> bool:
    """Whether it begins with JSON objects that have ``text`` or ``html``, one a line.

    Some lines may be broken: a broken one is told as such, and must not spoil the others. A text that holds
    an object has more lines that are none.
    """
    if b"{" not in beginning:  # most texts: soon told, in whatever encoding
        return False
    text = beginning.decode(codec_of_lines(beginning), "replace").removeprefix("\ufeff").lstrip()
    if text.startswith("<") or not _OBJECT_BEGINS.search(text):
        return False
    lines = [line for line in text.split("\n") if line.strip(" \t\r\0\ufffd\ufeff")]
    kinds = [_is_article(line) for line in lines]
    return kinds.count(True) > 0 and kinds.count(True) >= kinds.count(False)


def _is_article(line: str) -> bool | None:
    """Whether a line is an article as JSON or begins as one; None where it is other JSON."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return bool(_OBJECT_BEGINS.match(line))
    return True if isinstance(found, dict) and {"text", "html"} & found.keys() else None


def codec_of_lines(beginning: bytes) -> str:
    """Of JSON, whose first characters are ASCII: UTF-8, -16 or -32, with a mark or without one."""
    return json.detect_encoding(beginning)


def is_json(data: bytes) -> bool:
    """Whether it is JSON of another kind; a page may begin with an object, but does not end with one, too."""
    begins = _VALUE_BEGINS.match(data.removeprefix(b"\xef\xbb\xbf")[:BEGINNING])
    return bool(begins) and data.rstrip().endswith((b"}", b"]"))


def looks_like_html(data: bytes) -> bool:
    start = data[:BEGINNING].removeprefix(b"\xef\xbb\xbf")
    if b"<" not in data[:50_000] and b"<\x00" not in start and b"\x00<" not in start:
        return False
    try:
        return is_html(decode_bytes(data)[0])
    except Rejected:
        return bool(re.search(rb"<(?:!doctype\s+html|html|head|body)\b", start, re.I)) and (
            len(re.findall(rb"<[a-z!/]", start, re.I)) >= _TAGS
        )
