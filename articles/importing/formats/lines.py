"""JSON lines: one article a line. The bytes of the line are the Original."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from articles.importing.formats.detecting import codec_of_lines
from articles.importing.formats.files import FoundStream, Unreadable
from articles.importing.formats.thing import Thing
from articles.importing.hints import HINTS, BadHint, checked
from articles.reading.enclosed import ENCLOSED
from articles.reading.model import JSON, Hints
from articles.reading.stages.decoding import MAX_BYTES
from articles.text.codes import coded


def json_lines(found: FoundStream) -> Iterator[Thing | Unreadable]:
    """Each line by itself: one that is no article is told, and the next one read."""
    mark, end, carriage = _signs(found.beginning)
    n = 0
    while line := _line(found.stream, end):
        n += 1
        path = f"{found.path}:{n}"
        if len(line) > MAX_BYTES + 1 and not line.endswith(end):
            while (rest := _line(found.stream, end)) and not rest.endswith(end):
                pass
            yield Unreadable(path, coded("line.too_long", bytes=MAX_BYTES))
            continue
        while line.endswith((end, carriage)):
            line = line[: -len(end)]
        if n == 1:
            line = line.removeprefix(mark)
        if line.strip(b"\0 \t\r\n\v\f"):
            yield _thing(line, path, found.root)


def _signs(beginning: bytes) -> tuple[bytes, bytes, bytes]:
    """The byte order mark, the end of a line and the carriage return before it, in the encoding of a file."""
    codec = codec_of_lines(beginning)
    if codec in ("utf-16", "utf-32"):  # which have a mark that says the order
        codec += "-be" if beginning[:1] in (b"\0", b"\xfe") else "-le"
    mark, end, carriage = (sign.encode(codec.removesuffix("-sig")) for sign in "\ufeff\n\r")
    return mark, end, carriage


def _line(stream: IO[bytes], end: bytes) -> bytes:
    """The next line with its end, or so much of it as is too long; whole letters of two or four bytes."""
    line = b""
    while part := stream.readline(MAX_BYTES + 2 - len(line)):
        line += part
        line += stream.read(-len(line) % len(end))
        if line.endswith(end) or len(line) > MAX_BYTES + 1:
            break
    return line


def _thing(line: bytes, path: str, root: str) -> Thing | Unreadable:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unreadable(path, coded("json.bad", said=str(error)[:300]))
    if not isinstance(row, dict):
        return Unreadable(path, coded("json.no_object"))
    if not any(isinstance(row.get(name), str) and row[name].strip() for name in ENCLOSED):
        return Unreadable(path, coded("json.no_text"))
    values = {}
    for name in HINTS:
        value = row.get(name)
        if value not in (None, "") and not isinstance(value, str):
            return Unreadable(path, coded("json.not_text", name=name))
        values[name] = value or ""
    try:
        return Thing(line, replace(checked(Hints(**values)), path=path), JSON, root)
    except BadHint as error:
        return Unreadable(path, error.why)
