"""Bytes to text: UTF-8 and UTF-16 with or without a mark, and six code pages; never mojibake.

What is not Unicode is told apart by the plausibility of its words: in Russian read as KOI8-R instead of
windows-1251 the capitals stand inside words; in Turkish read as Cyrillic the words mix two alphabets. English
has only quotation marks, dashes and the like beyond ASCII: windows-1252. A few bytes that are not UTF-8 in a
text that is are a doubt. What other programs have spoilt is put right in mending.py.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from articles.reading.model import Rejected
from articles.reading.stages.mending import mended
from articles.text.codes import Code, coded

MAX_BYTES = 5_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"{\\rtf",
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b")
# Wires close a message so, and old systems a file; at most 8 bytes, lest text of UTF-16 be taken for it.
_TRANSMISSION_END = re.compile(rb"[\x03\x04\x1a][\x03\x04\x1a\s]{0,7}\Z")
_CONTROL_LETTERS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")
_HTML_SAMPLE = 50_000  # characters
_SAMPLE = 20_000  # bytes judged for plausibility
_ENOUGH = 0.85  # share of plausible words below which a code page is not believed
_APART = 0.1  # by which the best code page leads the second
_FEWEST_LETTERS = 40  # from which the frequencies of letters tell; none of 7,000 texts and cuts was mistaken
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac-cyrillic")
_BAD = "\ufffd"
_MOST_BAD = 5  # letters that may be broken in a text of UTF-8; more of them are another encoding
_BAD_OF = 50  # letters of which one may be broken
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
# Quotation marks, dashes, ellipsis, signs and the no-break space of windows-1252; each between ASCII letters.
_WESTERN = frozenset(
    b"\x80\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa3\xa7\xa9\xab\xae\xb0\xb1\xb7\xbb\xbd"
)
# я and the capitals of each of the two, which the other has for signs and foreign letters.
_MAC_ONLY = [
    bytes([byte])
    for byte in (*range(0x80, 0xA0), 0xDF)
    if byte not in b"\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b"
]
_WINDOWS_ONLY = [bytes([byte]) for byte in (*range(0xC0, 0xDF), 0xFF)]
_HIGH_WORD = re.compile(r"[A-Za-z]*[^\W\d_a-zA-Z][^\W\d_]*")

# The most frequent letters of what each code page is used for; other letters count as half-plausible.
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ")
_FREQUENT = frozenset("оеаинтсрвлі")  # more than half the letters of Russian and Ukrainian
_OWN_TURKISH = frozenset("çğıöşüâîû")
_TURKISH = frozenset("çğıöşüâîûéáíóúñäßèêëàïôœæøåãõìòù")


_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(
    r"<(?:/?(?:script|style|div|span|head|body|html|table|td|tr|iframe|meta|link|p|a|li|ul)\b[^<>]{0,300})>",
    re.I,
)
_TAGS_OF_A_PAGE = 12
_LINES_WITH_TAGS = 0.25  # share of a page's lines; an article about code, or a comment with links, has fewer


class Decoded(NamedTuple):
    text: str
    codec: str  # name of the Python codec
    doubts: list[Code]


def decode(data: bytes) -> tuple[str, str]:
    """(text, name of the Python codec) of a whole file; raises :class:`Rejected` with the reason."""
    text, codec, _ = examine(data)
    return text, codec


def examine(data: bytes) -> Decoded:
    """The text of a whole file and what is doubtful about its bytes; raises :class:`Rejected`.

    HTML is rejected: its scripts and menus would pass for text. What strips markup stands before this reader.
    """
    text, codec = _decoded(data)
    if is_html(text):
        raise Rejected(coded("file.html"))
    broken = _bad_bytes(data) if codec == "utf-8" and _BAD in text else None
    text, doubts = mended(text)
    return Decoded(text, codec, [broken, *doubts] if broken else doubts)


def text_of(data: bytes, codec: str) -> str:
    """The text that :func:`examine` gave of bytes that it read by this codec."""
    return mended(data.decode(codec, errors="replace"))[0]


def decode_bytes(data: bytes) -> tuple[str, str]:
    """As ``decode``, of bytes that may be HTML, with nothing mended."""
    return _decoded(data)


def _bad_bytes(data: bytes) -> Code | None:
    """Where the first byte stands that is no UTF-8; None where the text itself holds the sign for one."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return coded("bytes.broken", place=error.start) if error.start < len(data) - 3 else None
    return None


def is_html(text: str) -> bool:
    if _HTML_START.match(text):
        return True
    sample = text[:_HTML_SAMPLE]
    if len(_HTML_TAG.findall(sample)) < _TAGS_OF_A_PAGE:
        return False
    lines = [line for line in sample.splitlines() if line.strip()]
    return sum(1 for line in lines if _HTML_TAG.search(line)) >= _LINES_WITH_TAGS * len(lines)


def _decoded(data: bytes) -> tuple[str, str]:
    if not data:
        raise Rejected(coded("file.empty"))
    if len(data) > MAX_BYTES:
        raise Rejected(coded("file.too_large", bytes=MAX_BYTES))
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec), codec
    if data.startswith(_BINARY_STARTS):
        raise Rejected(coded("file.binary"))
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls:
        unmarked = _unmarked_utf16(data)
        if unmarked:
            return _strictly(data, unmarked), unmarked
        data = _TRANSMISSION_END.sub(b"", data)
        controls = len(data) - len(data.translate(None, _CONTROLS))
        if controls > len(data) // 1000 or b"\x00" in data:
            raise Rejected(coded("file.binary"))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data" and error.start > 3:
            return data[: error.start].decode("utf-8"), "utf-8"  # cut off inside its last letter
        return _single_byte(data, error)


def _strictly(data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise Rejected(coded("file.not_its_claim", codec=codec)) from None
    if "\x00" in text:
        raise Rejected(coded("file.binary"))
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 shows in its high bytes: nearly all of them are 0 or those of one or two scripts."""
    if len(data) % 2 or len(data) < 4:
        return None
    sample = data[:_SAMPLE]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        common = sum(high.count(byte) for byte in (0, 1, 2, 4, 5, 6, 16, 32))
        if common >= 0.97 * len(high):
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            letters = sum(map(str.isalpha, text[:5000]))
            if not _CONTROL_LETTERS.search(text) and letters > 0.5 * len(text[:5000]):
                return codec
    return None


def _single_byte(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if _mostly_utf8(data):
        text = data.decode("utf-8", errors="replace")
        if text.count(_BAD) > min(_MOST_BAD, len(text) // _BAD_OF):
            raise Rejected(coded("file.broken_utf8", byte=error.start))
        return text, "utf-8"
    if _is_western(data):
        return data.decode("cp1252"), "cp1252"
    sample = data[:_SAMPLE] if _has_high(data[:_SAMPLE]) else data[max(0, error.start - 5000) :][:_SAMPLE]
    scored = []
    for codec in (*_CYRILLIC, "cp1254"):
        text = sample.decode(codec, errors="replace")
        scored.append((_plausibility(text, codec), codec))
    scored.sort(reverse=True)
    other = "cp1251" if _is_macs(sample) else "mac-cyrillic"
    scored = [each for each in scored if each[1] != other]
    best, codec = scored[0]
    if best >= _ENOUGH and best - scored[1][0] < _APART and "cp1254" not in (codec, scored[1][1]):
        # Swapped letters and cases may look like words, above all in capitals; how often each letter stands
        # in a text cannot be mistaken.
        frequent, codec = _more_frequent(sample)
        best = next(value for value, name in scored if name == codec) if frequent else 0.0
    elif best - scored[1][0] < _APART:
        best = 0.0
    if best < _ENOUGH:
        raise Rejected(coded("file.no_encoding"))
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError as bad:
        raise Rejected(coded("file.not_as_it_looks", codec=codec, byte=bad.start)) from None


def _more_frequent(sample: bytes) -> tuple[bool, str]:
    """The Cyrillic code page that gives the more frequent letters; False where it is not clear."""
    shares = []
    for codec in _CYRILLIC[:3]:
        letters = [
            letter for letter in sample.decode(codec, errors="replace").lower() if "а" <= letter <= "ї"
        ]
        if len(letters) < _FEWEST_LETTERS:
            continue  # most of it would be signs
        shares.append((sum(letter in _FREQUENT for letter in letters) / len(letters), codec))
    if len(shares) < 2:
        return False, "cp1251"
    (second, _), (first, codec) = sorted(shares)[-2:]
    return first - second >= _APART, codec


def _is_macs(data: bytes) -> bool:
    """Whether Russian is mac-cyrillic rather than windows-1251: all but я and the capitals stand alike."""
    return sum(map(data.count, _MAC_ONLY)) > sum(map(data.count, _WINDOWS_ONLY))


def _has_high(data: bytes) -> bool:
    return not data.isascii()


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all non-ASCII bytes are parts of UTF-8 letters."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count(_BAD)
    good = len(_MULTIBYTE.findall(data))
    return good > 3 and good > 5 * bad


def _is_western(data: bytes) -> bool:
    """Whether the only bytes beyond ASCII are signs that windows-1252 sets among ASCII letters."""
    high = {byte for byte in data if byte > 0x7F}
    return high <= _WESTERN and 2 * sum(map(data.count, (bytes([byte]) for byte in high))) < len(data) // 4


def _plausibility(text: str, codec: str) -> float:
    """Share of plausible words among those with a letter beyond ASCII, less the share of odd signs."""
    cyrillic = codec != "cp1254"
    common = _RUSSIAN if cyrillic else _TURKISH
    # Where windows-1251 has я, mac-cyrillic has the euro.
    signs_of_text = "«»“”„–—…№’‘°§©\xa0·•´`" + ("" if codec == "mac-cyrillic" else "€")
    words = _HIGH_WORD.findall(text)
    signs = sum(
        1 for letter in text if letter > "\x9f" and not letter.isalpha() and letter not in signs_of_text
    )
    signs += 3 * sum(
        1 for letter in text if "\x80" <= letter <= "\x9f" or "─" <= letter <= "▟" or letter == "�"
    )
    if not words:
        return 0.0
    good = 0.0
    for word in words:
        low = word.replace("İ", "i").lower()
        if not (word.islower() or word.isupper() or word[1:].islower()):
            continue
        ascii_letters = sum(1 for letter in low if letter < "\x80")
        if cyrillic:
            if ascii_letters:
                continue
            good += sum(1.0 if letter in common else 0.3 for letter in low) / len(low)
        elif (
            ascii_letters * 2 >= len(low)
            or len(low) <= 2
            or (ascii_letters and all(letter < "\x80" or letter in _OWN_TURKISH for letter in low))
        ):
            good += sum(1.0 if letter < "\x80" or letter in common else 0.3 for letter in low) / len(low)
    if cyrillic:
        low_text = "".join(words).lower()
        good *= min(1.0, sum(map(low_text.count, _FREQUENT)) / len(low_text) / 0.45)
    return (good - signs) / len(words)
