"""JSON lines: one article a line. The bytes of the line are the Original."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from articles.importing.formats.files import FoundStream, Unreadable
from articles.importing.formats.thing import Thing
from articles.importing.hints import HINTS, BadHint, checked
from articles.reading.enclosed import ENCLOSED
from articles.reading.model import JSON, Hints
from articles.reading.stages.decoding import MAX_BYTES
from articles.text.codes import coded

_PART = 1 << 16


def json_lines(found: FoundStream) -> Iterator[Thing | Unreadable]:
    """Each line by itself: one that is no article is told, and the next one read."""
    n = 0
    while line := found.stream.readline(MAX_BYTES + 2):
        n += 1
        path = f"{found.path}:{n}"
        if len(line) > MAX_BYTES + 1 and not line.endswith(b"\n"):
            while (rest := found.stream.readline(_PART)) and not rest.endswith(b"\n"):
                pass
            yield Unreadable(path, coded("line.too_long", bytes=MAX_BYTES))
            continue
        line = line.rstrip(b"\r\n")
        if n == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _thing(line, path, found.root)


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
