"""An accent colour that can be read on the archive's pages, light and dark. Pure.

What is counted is the contrast of WCAG 2: the accent stands as text on the paper and on cards, and under the
paper's colour on buttons.
"""

from __future__ import annotations

import re

ENOUGH = 4.5  # of text, by WCAG 2 AA
# The grounds of static/archive.css: the paper and the cards.
LIGHT, DARK = ("#fbf9f5", "#ffffff"), ("#171614", "#1f1e1b")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 50

Rgb = tuple[int, int, int]


def colour(text: str) -> str:
    """As it is stored: #rrggbb in small letters. Raises ValueError for what is no such colour."""
    found = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", found):
        found = "#" + "".join(2 * digit for digit in found[1:])
    if not _COLOUR.fullmatch(found):
        raise ValueError(text)
    return found


def contrast(a: str, b: str) -> float:
    """From 1, the same, to 21, black on white."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def worst(accent: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(accent, ground) for ground in grounds)


def for_dark(accent: str) -> str:
    """The accent, or the first lighter shade of it, that can be read on the dark pages."""
    rgb = _rgb(accent)
    for step in range(_STEPS + 1):
        shade = _hex(*(round(part + (255 - part) * step / _STEPS) for part in rgb))
        if worst(shade, DARK) >= ENOUGH:
            return shade
    return "#ffffff"


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(text: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
