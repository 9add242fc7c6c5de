"""Tables as spreadsheets write them: in UTF-8, UTF-16, windows-1251 or 1254; by comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from articles.reading.model import Rejected
from articles.reading.stages.decoding import decode
from articles.text.codes import Code, coded

SEPARATORS = (",", ";", "\t", "|")
_ABOVE = re.compile(r"(?:sep=[^\r\n]\r?\n|[ \t]*\r?\n)+", re.I)
_MOST_RESTARTS = 1_000  # behind lines with a quote that nobody closed
_TURKISH = frozenset("ğĞşŞıİçÇöÖüÜəƏ")


class TableError(ValueError):
    """It cannot be read; the message says what to do."""


def table_text(data: bytes) -> str:
    """What is no UTF-8 in a table that is comes as halves of surrogate pairs: no value. Raises TableError."""
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(data):
        return data.decode("utf-8-sig", "surrogateescape")
    try:
        return decode(data)[0]
    except Rejected:
        pass
    # A table of addresses has too few words to tell by: letters of Turkish, or else Cyrillic ones.
    for codec, wanted in (("cp1254", _TURKISH), ("cp1251", frozenset(map(chr, range(0x410, 0x450))))):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        high = [letter for letter in text if letter > "\x7f"]
        if high and sum(letter in wanted for letter in high) > 0.8 * len(high):
            return text
    raise TableError(_("its encoding cannot be told; save it as CSV in UTF-8"))


def _is_mostly_utf8(data: bytes) -> bool:
    """Of the lines that are more than ASCII."""
    told = [_is_utf8(line) for line in data.splitlines() if not line.isascii()]
    return sum(told) > len(told) / 2


def _is_utf8(line: bytes) -> bool:
    try:
        return bool(line.decode())
    except UnicodeDecodeError:
        return False


def rows_of(text: str) -> Iterator[tuple[int, dict[str, str] | Code]]:
    """(line, the row by the names of its columns in small letters; or what is wrong with it).

    Columns too many or too few are wrong only where something stands in them. Before the names, a spreadsheet
    may have said what separates them; empty lines are none.
    """
    above = _ABOVE.match(text)
    text, skipped = (text[above.end() :], above.group().count("\n")) if above else (text, 0)
    first = text.split("\n", 1)[0].lower()
    names = max(SEPARATORS, key=lambda each: (_has_file(first, each), first.count(each)))
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines), delimiter=names)
    header = [name.strip().lower() for name in next(reader, [])]
    yield 1 + skipped, dict.fromkeys(header, "")
    before, behind, restarts = 0, reader.line_num, 0  # lines before this reader's first; lines behind us
    while behind < len(lines):
        begun = behind
        row: list[str] = []
        wrong: Code | None = None
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            wrong = coded("found.error", said=str(error))
        behind = before + reader.line_num
        if not wrong and not any(cell.strip() for cell in row):
            continue
        if not wrong and (len(row) < len(header) or any(cell.strip() for cell in row[len(header) :])):
            wrong = coded("row.columns")
        if not wrong and behind - begun > 1 and not _is_whole("".join(lines[begun:behind]), names):
            wrong = coded("row.columns")
        if wrong is None:
            yield behind + skipped, dict(zip(header, row, strict=False))
        elif behind - begun > 1 and restarts < _MOST_RESTARTS:
            # A quote that nobody closed took the rows below along: its line alone is wrong.
            yield begun + 1 + skipped, wrong
            before = behind = begun + 1
            restarts += 1
            reader = csv.reader((lines[n] for n in range(begun + 1, len(lines))), delimiter=names)
        else:
            yield behind + skipped, wrong


def _is_whole(row: str, separator: str) -> bool:
    """Whether quotes of a row of several lines stand where they should, and end."""
    try:
        return len(list(csv.reader(io.StringIO(row, newline=""), delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _has_file(line: str, separator: str) -> bool:
    return "file" in [name.strip(' "\r') for name in line.split(separator)]


def text_or_none(value: Any) -> str | None:
    """A value of JSON as text; None where it is none."""
    return "" if value is None else value if isinstance(value, str) else None
