"""Text that some program has spoilt, made what it was: double encoding, C1 controls, entities.

What cannot be made whole is refused or doubted, never passed on in silence.
"""

from __future__ import annotations

import html
import re
from functools import cache

from articles.reading.model import Rejected
from articles.text.codes import Code, coded

_CODECS = ("cp1251", "cp1252", "cp1254", "latin-1")
_ROUNDS = 2  # some texts were encoded three times
_MOSTLY = 0.6  # share of a line's letters beyond ASCII that must be parts of such sequences
_LOST = 0.02  # share of the letters that may be lost for good
_C1 = re.compile("[\x80-\x84\x86-\x9f]")  # U+0085 ends a line in texts that are whole
# A letter of UTF-8 whose bytes are letters of their own: Ð¡, Ã¼, â€™.
_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BAD = "\ufffd"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")


def mended(text: str) -> tuple[str, list[Code]]:
    """The text made whole, and the doubts that remain; raises :class:`Rejected` where it cannot be."""
    doubts: list[Code] = []
    if not text.isascii():
        for _ in range(_ROUNDS):
            again = _decoded_again(text)
            if again is None:
                break
            text, doubts = again
        text = _without_c1(text)
    if "&" in text:
        for _ in range(_ROUNDS):  # &amp;quot; was escaped twice
            text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return text, doubts


def _decoded_again(text: str) -> tuple[str, list[Code]] | None:
    """UTF-8 that was read as a code page and saved again, line by line; None where it was not."""
    best: dict[int, str] = {}
    lines = text.split("\n")
    high = [i for i, line in enumerate(lines) if not line.isascii()]
    for codec in _CODECS:
        if not _could_be(codec).search(text):
            continue
        whole = {i: better for i in high if (better := _line_again(lines[i], codec)) is not None}
        if len(whole) > len(best):
            best = whole
    if not best:
        return None
    again = "\n".join(best.get(i, line) for i, line in enumerate(lines))
    letters = sum(1 for line in best.values() for letter in line if letter > "\x7f")
    lost = again.count(_BAD)
    if lost > 1 and lost > _LOST * letters:
        raise Rejected(coded("bytes.twice_for_good"))
    return again, [coded("bytes.twice"), *([coded("bytes.twice_lost")] if lost else [])]


def _line_again(line: str, codec: str) -> str | None:
    beyond = len(line) - len(line.encode("ascii", "ignore"))
    if 3 * len(_could_be(codec).findall(line)) < _MOSTLY * beyond:
        return None
    as_bytes = line.translate(_as_bytes(codec))
    sequences = list(_SEQUENCE.finditer(as_bytes))
    covered = sum(each.end() - each.start() for each in sequences)
    if covered < _MOSTLY * beyond or (covered < 3 and beyond > covered):
        return None
    parts, end = [], 0
    for each in sequences:
        parts += [line[end : each.start()], each.group().encode("latin-1").decode("utf-8", "replace")]
        end = each.end()
    return "".join(parts) + line[end:]


@cache
def _could_be(codec: str) -> re.Pattern[str]:
    """A letter for a first byte of UTF-8 before one for a further byte."""
    letters: dict[int, str] = {byte: chr(byte) for byte in range(0x80, 0xA0)}
    letters |= {byte: chr(letter) for letter, byte in _as_bytes(codec).items()}
    first, further = (
        "".join(letters[byte] for byte in wanted if byte in letters)
        for wanted in (range(0xC2, 0xF5), range(0x80, 0xC0))
    )
    return re.compile(f"[{re.escape(first)}][{re.escape(further)}\x80-\x9f]")


@cache
def _as_bytes(codec: str) -> dict[int, int]:
    """Letter → byte of a code page; bytes that stand for nothing there were kept as controls."""
    return {
        ord(letter): byte for byte in range(128, 256) if (letter := bytes([byte]).decode(codec, "ignore"))
    }


def _without_c1(text: str) -> str:
    """Controls of Unicode's second row are windows-1252 read byte by byte: quotes and dashes."""
    if not _C1.search(text):
        return text
    return text.translate({byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)})
