"""Numbers as a language writes them."""

from __future__ import annotations

from articles.text import languages
from articles.wording.languages import language_in_use


def thousands(number: int) -> str:
    """A number in groups of three: 12,345. Django's own looks up a language's habits each time."""
    return f"{number:,}".replace(",", languages.of(language_in_use()).thousands)
