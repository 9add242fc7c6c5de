"""What a file is, told by its first bytes: never by its name alone."""

from __future__ import annotations

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
# Formats that are not read, by how their files begin.
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
_MAIL_HEADERS = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To):", re.I | re.M)
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
    return None


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
    """Whether it begins with a JSON object that has ``text`` or ``html``, or the first part of one."""
    line, whole, _ = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return not whole and bool(re.match(rb'\{\s*"[^"]{1,60}"\s*:', line))
    return isinstance(found, dict) and bool({"text", "html"} & found.keys())


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
