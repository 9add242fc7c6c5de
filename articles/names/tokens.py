"""Cuts text into the tokens that the name finder looks at, with their offsets.

A possessive (`'s`), a Turkish or Azerbaijani ending after an apostrophe and every punctuation mark is
a token of its own, an initial and a Turkish king's number keep their full stop, a line end is the
token `"\\n"`.
"""

from __future__ import annotations

import re

from articles.text import languages

LINE_END = "\n"

# The letter's accents and the Armenian marks of stress, exclamation and question stand inside words.
_LETTER = r"[^\W\d_]"
_INSIDE = r"[\w\u0300-\u036f՛՜՞]"
_APOSTROPHE = r"['’ʼ´`]"
_REGNAL = r"\b[IVX]{1,5}\.(?= [A-ZÇĞİÖŞÜƏ])"  # II. Mehmet
_INITIAL = rf"{_LETTER}[.․](?!\w\w?[.․]?\w*@)|Дж\.|Ст\."

_CUT_POSSESSIVE = re.compile(
    rf"{_INITIAL}|{_LETTER}{_INSIDE}*(?:{_APOSTROPHE}(?![sS](?!{_INSIDE})){_LETTER}{_INSIDE}*|[-‑]{_LETTER}{_INSIDE}*)*"
    rf"|{_APOSTROPHE}[sS](?!\w)|\d+|\n|[^\s\w]|_"
)
_CUT_ENDINGS = re.compile(
    rf"{_INITIAL}|{_REGNAL}|{_LETTER}{_INSIDE}*(?:{_APOSTROPHE}(?=[A-ZÇĞİÖŞÜƏ]){_LETTER}{_INSIDE}*|[-‑]{_LETTER}{_INSIDE}*)*"
    rf"|{_APOSTROPHE}{_LETTER}+|\d+|\n|[^\s\w]|_"
)
_ENDINGS_AFTER_APOSTROPHE = languages.codes(lambda language: language.apostrophe)


def tokenise(text: str, language: str) -> tuple[list[str], list[int]]:
    """The tokens of `text` and the code point where each begins."""
    pattern = _CUT_ENDINGS if language in _ENDINGS_AFTER_APOSTROPHE else _CUT_POSSESSIVE
    tokens: list[str] = []
    starts: list[int] = []
    for match in pattern.finditer(text):
        tokens.append(match[0])
        starts.append(match.start())
    return tokens, starts
