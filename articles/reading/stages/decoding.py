"""Bytes to text: UTF-8 and UTF-16 with or without a mark, windows-1251, KOI8-R, windows-1254; never mojibake.

What is not Unicode is told apart by the plausibility of its words: in Russian read as KOI8-R instead of
windows-1251 the capitals stand inside words; in Turkish read as Cyrillic the words mix two alphabets.
"""

from __future__ import annotations

import codecs
import re

from articles.reading.model import Rejected

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


def decode(data: bytes) -> tuple[str, str]:
    """(text, name of the Python codec) of a whole file; raises :class:`Rejected` with the reason.

    HTML is rejected: its scripts and menus would pass for text. What strips markup stands before this reader.
    """
    text, codec = _decoded(data)
    if _is_html(text):
        raise Rejected("the file is HTML; the reader takes the visible text of a page")
    return text, codec


def _is_html(text: str) -> bool:
    if _HTML_START.match(text):
        return True
    sample = text[:_HTML_SAMPLE]
    if len(_HTML_TAG.findall(sample)) < _TAGS_OF_A_PAGE:
        return False
    lines = [line for line in sample.splitlines() if line.strip()]
    return sum(1 for line in lines if _HTML_TAG.search(line)) >= _LINES_WITH_TAGS * len(lines)


def _decoded(data: bytes) -> tuple[str, str]:
    if not data:
        raise Rejected("the file is empty")
    if len(data) > MAX_BYTES:
        raise Rejected(f"the file is larger than {MAX_BYTES:,} bytes")
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec), codec
    if data.startswith(_BINARY_STARTS):
        raise Rejected("the file is binary, not text")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls:
        unmarked = _unmarked_utf16(data)
        if unmarked:
            return _strictly(data, unmarked), unmarked
        data = _TRANSMISSION_END.sub(b"", data)
        controls = len(data) - len(data.translate(None, _CONTROLS))
        if controls > len(data) // 1000 or b"\x00" in data:
            raise Rejected("the file is binary, not text")
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
        raise Rejected(f"the file claims to be {codec} but is not") from None
    if "\x00" in text:
        raise Rejected("the file is binary, not text")
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
    if data.count(b"\xc3") + data.count(b"\xd0") + data.count(b"\xd1") > 3 and _mostly_utf8(data):
        raise Rejected(f"broken UTF-8 at byte {error.start:,}")
    sample = data[:_SAMPLE] if _has_high(data[:_SAMPLE]) else data[max(0, error.start - 5000) :][:_SAMPLE]
    scored = []
    for codec in ("cp1251", "koi8-r", "cp1254"):
        text = sample.decode(codec, errors="replace")
        scored.append((_plausibility(text, codec), codec))
    scored.sort(reverse=True)
    best, codec = scored[0]
    if best >= _ENOUGH and best - scored[1][0] < _APART and "cp1254" not in (codec, scored[1][1]):
        # Swapped letters and cases may look like words, above all in capitals; how often each letter stands
        # in a text cannot be mistaken.
        frequent, codec = _more_frequent(sample)
        best = next(value for value, name in scored if name == codec) if frequent else 0.0
    elif best - scored[1][0] < _APART:
        best = 0.0
    if best < _ENOUGH:
        raise Rejected("the file's encoding cannot be told")
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError as bad:
        raise Rejected(f"the file looks like {codec} but is not, at byte {bad.start:,}") from None


def _more_frequent(sample: bytes) -> tuple[bool, str]:
    """The Cyrillic code page that gives the more frequent letters; False where it is not clear."""
    shares = []
    for codec in ("cp1251", "koi8-r"):
        letters = [
            letter for letter in sample.decode(codec, errors="replace").lower() if "а" <= letter <= "ї"
        ]
        if len(letters) < _FEWEST_LETTERS:
            return False, codec
        shares.append((sum(letter in _FREQUENT for letter in letters) / len(letters), codec))
    (second, _), (first, codec) = sorted(shares)
    return first - second >= _APART, codec


def _has_high(data: bytes) -> bool:
    return not data.isascii()


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all non-ASCII bytes are parts of UTF-8 letters."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    bad = text.count("�")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    return good > 5 * bad


def _plausibility(text: str, codec: str) -> float:
    """Share of plausible words among those with a letter beyond ASCII, less the share of odd signs."""
    cyrillic = codec != "cp1254"
    common = _RUSSIAN if cyrillic else _TURKISH
    words = _HIGH_WORD.findall(text)
    signs = sum(
        1
        for letter in text
        if letter > "\x9f" and not letter.isalpha() and letter not in "«»“”„–—…№’‘°§©\xa0·•´`€"
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
