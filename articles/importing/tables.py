"""Tables as spreadsheets write them: in UTF-8, UTF-16, windows-1251 or 1254; by comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from articles.reading.model import Rejected
from articles.reading.stages.decoding import decode
from articles.text.codes import Code, coded

SEPARATORS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))
_TURKISH = frozenset("ğĞşŞıİçÇöÖüÜəƏ")


class TableError(ValueError):
    """It cannot be read; the message says what to do."""


def table_text(data: bytes) -> str:
    """Raises TableError."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                break
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
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


def rows_of(text: str) -> Iterator[tuple[int, dict[str, str] | Code]]:
    """(line, the row by the names of its columns in small letters; or what is wrong with it).

    Raises csv.Error. Columns too many or too few are wrong only where something stands in them.
    """
    first = text.split("\n", 1)[0].lower()
    names = max(SEPARATORS, key=lambda each: (_has_file(first, each), first.count(each)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=names)
    header = [name.strip().lower() for name in next(reader, [])]
    yield 1, dict.fromkeys(header, "")
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(header) or any(cell.strip() for cell in row[len(header) :]):
            yield reader.line_num, coded("row.columns")
        else:
            yield reader.line_num, dict(zip(header, row, strict=False))


def _has_file(line: str, separator: str) -> bool:
    return "file" in [name.strip(' "\r') for name in line.split(separator)]


def text_or_none(value: Any) -> str | None:
    """A value of JSON as text; None where it is none."""
    return "" if value is None else value if isinstance(value, str) else None
