"""Prose by its form: what is a sentence, and what is closed as one."""

from __future__ import annotations

import re

_ENDS = ".!?…։:՞՜。！？」。།؟۔"
_QUOTES = "»”\"'’)]›“"
_ARMENIAN = re.compile("[\u0561-\u0587]")  # whose full stop is often typed as a colon


def closes_sentence(line: str) -> bool:
    """Whether a line ends as sentences do, quotation marks aside: ``…said.»`` does, ``«В мире»`` does not."""
    end = line.rstrip(_QUOTES)[-1:]
    return (end != "" and end in _ENDS) or (end == ":" and _ARMENIAN.search(line) is not None)


def is_sentence(line: str) -> bool:
    """Prose by its form: long, or of some length and closed by a sentence's punctuation."""
    length = len(line)
    return length >= 100 or (length >= 80 and line[0] != "(") or (length >= 30 and closes_sentence(line))
