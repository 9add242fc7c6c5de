"""Numbers as a language writes them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.numbers import format_percent

from articles.text import languages
from articles.wording.languages import language_in_use


def per_cent(share: float) -> str:
    """A share of one, as a language writes it: 3.4%, 3,4 %, %3,4. Below one per cent with two digits."""
    return _per_cent(round(share, 5 if share < 0.01 else 3), language_in_use())


@lru_cache(maxsize=10_000)
def _per_cent(share: float, language: str) -> str:
    pattern = Locale.parse(language).percent_formats[None].pattern
    digits = "0.###" if share < 0.01 else "#,##0.#"
    return str(format_percent(share, pattern.replace("#,##0", digits), language))


def thousands(number: int) -> str:
    """A number in groups of three: 12,345. Django's own looks up a language's habits each time."""
    return f"{number:,}".replace(",", languages.of(language_in_use()).thousands)
