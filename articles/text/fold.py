"""Folding: one form for everything that a reader would call the same word."""

from __future__ import annotations

import unicodedata

# Letters that Unicode's own folding leaves apart, though readers type one for the other.
_SAME = str.maketrans(
    {
        "ı": "i",  # Turkish and Azerbaijani dotless i: upper case of both is typed I
        "ə": "e",  # Azerbaijani schwa, on foreign keyboards e
        "ё": "е",
        "և": "եւ",  # Armenian ligature, upper case ԵՎ or ԵՒ
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ł": "l",
    }
)
_ARMENIAN_EV = ("եվ", "եւ")


def fold(text: str) -> str:
    """Case, accents and compatibility forms folded away, white space made single.

    For comparing only, never to be shown. Upper, lower and title case of a text fold alike in
    English, Russian, Azerbaijani, Turkish, Armenian and Georgian.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Compatibility forms first, since 𝐀 has no small letter; again after it, since casefolding composes.
    plain = unicodedata.normalize("NFKD", text.replace("İ", "i"))
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).translate(_SAME).replace(*_ARMENIAN_EV).split())
