"""Numbers as a language writes them."""

from __future__ import annotations

from articles.wording.languages import language_in_use

_NO_BREAK = "\N{NO-BREAK SPACE}"
_BETWEEN = {"az": ".", "tr": ".", "hy": _NO_BREAK, "ka": _NO_BREAK, "ru": _NO_BREAK}  # English: a comma


def thousands(number: int) -> str:
    """A number in groups of three: 12,345. Django's own looks up a language's habits each time."""
    written = f"{number:,}"
    between = _BETWEEN.get(language_in_use())
    return written.replace(",", between) if between else written
