"""What is in the files: for each thing its bytes, what its format says of it, and of which media type it is.

A format is a function from a file to its things; which one, the file's first bytes tell, unless somebody
says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from articles.importing.formats.detecting import Format, is_json_lines, looks_like_html, why_no_page
from articles.importing.formats.files import (
    FoundFile,
    FoundStream,
    Listed,
    Unreadable,
    open_files,
)
from articles.importing.formats.lines import json_lines
from articles.importing.formats.pages import canonical_in
from articles.importing.formats.thing import Thing
from articles.importing.formats.unpacking import TooMuch
from articles.importing.formats.warc import Payloads, web_archive
from articles.models.database import first_line
from articles.reading.model import HTML, PLAIN_TEXT, Hints
from articles.text.codes import coded

__all__ = ["Thing", "find_things", "media_type_of"]


def find_things(listed: Iterable[Listed], given: Format | None = None) -> Iterator[Thing | Unreadable]:
    """All that is in these files, in their order. ``given``: what they are, whatever they look like."""
    payloads = Payloads()
    for found in open_files(listed, partial(_holds_many, given=given)):
        if isinstance(found, Unreadable):
            yield found
        elif isinstance(found, FoundStream):
            yield from _things_of(found, given, payloads)
        else:
            yield _page(found, given)


def _things_of(found: FoundStream, given: Format | None, payloads: Payloads) -> Iterator[Thing | Unreadable]:
    is_warc = given is Format.WARC or (given is None and found.beginning.startswith(b"WARC/"))
    try:
        yield from web_archive(found, payloads) if is_warc else json_lines(found)
    except TooMuch:
        yield Unreadable(found.path, coded("archive.too_much"))
    except Exception as error:  # what it is compressed by can be damaged in more ways than one foresees
        yield Unreadable(found.path, coded("file.damaged", why=coded("found.error", said=first_line(error))))


def media_type_of(data: bytes) -> str:
    """Of one page."""
    return HTML if looks_like_html(data) else PLAIN_TEXT


def _holds_many(beginning: bytes, given: Format | None) -> bool:
    if given is not None:
        return given in (Format.JSONL, Format.WARC) and (
            beginning.startswith((b"WARC/", b"{", b"[", b"\xef", b" ", b"\n")) or is_json_lines(beginning)
        )
    return beginning.startswith(b"WARC/") or is_json_lines(beginning)


def _page(found: FoundFile, given: Format | None) -> Thing | Unreadable:
    if given is Format.TEXT:
        return Thing(found.data, Hints(path=found.path), PLAIN_TEXT, found.root)
    if given in (Format.JSONL, Format.WARC):
        return Unreadable(found.path, coded("format.not_given", format=given.value.upper()))
    if given is None and (reason := why_no_page(found.data)):
        return Unreadable(found.path, reason)
    if given is Format.HTML or looks_like_html(found.data):
        url = canonical_in(found.data)
        return Thing(found.data, Hints(path=found.path, url=url), HTML, found.root)
    return Thing(found.data, Hints(path=found.path), PLAIN_TEXT, found.root)
