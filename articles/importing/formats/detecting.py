"""What a file is, told by its first bytes: never by its name alone."""

from __future__ import annotations

import csv
import io
import json
import re
import string
import tarfile
from collections.abc import Iterator
from enum import StrEnum

from articles.importing.formats.others import (
    ANY_OTHER,
    CODE,
    COMMENTS,
    DOCUMENTS,
    FEWEST_SIGNS,
    OF_A_DOCUMENT,
    OTHER,
    SIGNS_OF_CODE,
    named,
)
from articles.reading.model import Rejected
from articles.reading.stages.decoding import decode_bytes, is_html
from articles.text.codes import Code, coded

BEGINNING = 4_096  # bytes looked at
_SPACES = string.whitespace.encode()


class Format(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    WARC = "warc"
    ZIP = "zip"
    GZIP = "gzip"
    ZSTD = "zstd"
    TAR = "tar"


GIVEN = (Format.TEXT, Format.HTML, Format.JSONL, Format.WARC)  # what --format may say

_CONTAINERS = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\x1f\x8b", Format.GZIP),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    (b"WARC/", Format.WARC),
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
    if beginning.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):  # markup in UTF-16
        beginning = beginning.decode("utf-16", "replace").encode("utf-8", "replace")
    if ANY_OTHER.match(beginning):
        return next(refusal(name) for pattern, name in OTHER if pattern.match(beginning))
    head = beginning.replace(b"\r\n", b"\n")
    mail = _MAIL.match(head)
    if mail and _MAIL_HEADERS.search(mail.group()):
        if b"multipart/related" in mail.group() and b"text/html" in beginning:
            return refusal(coded("format.mhtml"))
        return refusal(coded("format.eml"))
    if is_table(beginning):
        return refusal(named("CSV"))
    return code_in(beginning)


def code_in(beginning: bytes) -> Code | None:
    """The reason why a script or a style sheet is not read; a text that begins with some of it is none."""
    comments = COMMENTS.match(beginning)
    told = beginning[comments.end() if comments else 0 :].translate(None, _SPACES)
    if len(told) - len(told.translate(None, SIGNS_OF_CODE)) < max(4, FEWEST_SIGNS * len(told)):
        return None
    return next((refusal(name) for pattern, name in CODE if pattern.match(beginning)), None)


def why_no_page(data: bytes) -> Code | None:
    """The reason why these bytes are no page, whatever somebody calls them; None where nothing says so."""
    return other_format(data[:BEGINNING]) or (refusal(coded("format.json")) if is_json(data) else None)


def is_table(beginning: bytes) -> bool:
    """Whether lines have as many cells as the first, three at least. Lines of a text do not.

    Rows that somebody spoiled are few; where the first line names columns that tables of articles have, up to
    half of them.
    """
    in_utf16 = beginning.startswith((b"\xff\xfe", b"\xfe\xff"))  # as spreadsheets write it
    text = beginning.decode("utf-16" if in_utf16 else "utf-8", "replace").removeprefix("\ufeff")
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
    if any(OF_A_DOCUMENT.match(name) for name in names):
        for pattern, name in DOCUMENTS:
            if any(pattern.match(member) for member in names):
                return refusal(name)
    return None


def why_not_opened(kind: Format, data: bytes) -> Code:
    """The reason why an archive within another file is left closed: a document, or to be unpacked first.

    ``data``: so much of it as one reads of a file.
    """
    names = list(_zipped_names(data)) if kind is Format.ZIP else []
    return document_in(names) or coded("archive.within", format=kind.value.upper())


def _zipped_names(data: bytes) -> Iterator[str]:
    """As each member's own head says them: the list of all stands at the end, which may not be here."""
    at = -1
    while (at := data.find(b"PK\x03\x04", at + 1)) >= 0:
        length = int.from_bytes(data[at + 26 : at + 28], "little")
        yield data[at + 30 : at + 30 + length].decode("utf-8", "replace")


def is_wacz(names: list[str]) -> bool:
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def container_of(beginning: bytes) -> Format | None:
    kind = next((kind for start, kind in _CONTAINERS if beginning.startswith(start)), None)
    return kind or (Format.TAR if _is_tar(beginning) else None)


def _is_tar(beginning: bytes) -> bool:
    """By the checksum of its first head, which old ones have as well."""
    head = beginning[: tarfile.BLOCKSIZE]
    if b"\0" not in head[:-12] or not head.strip(b"\0"):
        return False
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


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
