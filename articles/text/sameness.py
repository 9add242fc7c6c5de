"""Whether two texts are one under other bytes: a key of 64 bits for each. Pure.

Line ends, blanks, byte order marks, letters that come composed or in parts make no other text, nor does how
often a page was read; a comma does.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from articles.text.counters import without_counts

# Invisible: marks of byte order and direction, zero-width space and joiners, soft hyphen.
INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

TEXT = ("headline", "caption", "body")  # the fields that make the text of an article


def key_of(text: str) -> int:
    """64 bits, signed, as databases have them; the same on every machine."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def visible(text: str) -> str:
    """The text without what nobody sees, as copies have it: it makes no other word."""
    # To look for each is many times as quick as to look at each letter.
    if text.isascii() or not any(mark in text for mark in INVISIBLE):
        return text
    return _INVISIBLE.sub("", text)


def text_key(parts: Iterable[str]) -> int | None:
    """The key of a text that stands in several parts, headline and body; None where there is no word."""
    plain = "\n".join(
        " ".join(without_counts(unicodedata.normalize("NFC", visible(part))).split()) for part in parts
    )
    return key_of(plain) if plain.strip() else None


def key_of_fields(said: Mapping[str, Any]) -> int | None:
    """The key of what a reading says, whoever the outlet is and whenever it appeared."""
    return text_key([said.get(name) or "" for name in TEXT])
