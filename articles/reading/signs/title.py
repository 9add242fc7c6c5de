"""The page's title and the lines that repeat it.

The first line of a page's visible text is often the title of the document: the headline with the site's name,
joined by a bar, a dash or a colon. The line further down that equals a part of it is the headline as the page
shows it.
"""

from __future__ import annotations

import re

from articles.reading.signs.phrases import fold_case

_JOINTS = re.compile(r"\s+[|–—\-·•»«/>:~]+\s+|\s*[|]\s*|:\s+|\s+::\s+|\s*[»«]\s*")
_SHORTEST = 5  # characters of a part that can be a headline
_SITE_NAME = 0.55  # what a part counts for that is not the first: it is mostly the site's name
_LONGEST = 400
_NAME = 14  # a shorter part may be a name that every page of the site carries
_ALIKE = {
    **dict.fromkeys("‘’‚`´", "'"),
    **dict.fromkeys("“”„«»‟″", '"'),
    **dict.fromkeys("–—‑", "-"),
    "\xa0": " ",
    "\xad": "",  # a soft hyphen
    "\u200b": "",
}
_SET_OTHERWISE = re.compile("[" + "".join(_ALIKE) + "]")


def alike(text: str) -> str:
    """A form in which two settings of one headline are equal: case, quotation marks, dashes, blanks."""
    return " ".join(_SET_OTHERWISE.sub(_as_typed, fold_case(text)).split())


def _as_typed(sign: re.Match[str]) -> str:
    return _ALIKE[sign.group()]


def title_parts(title: str) -> dict[str, float]:
    """The runs of parts of a title that could be the headline, with a weight by length."""
    if len(title) > _LONGEST:
        return {}
    ends = [(0, 0), *(cut.span() for cut in _JOINTS.finditer(title)), (len(title), len(title))][:9]
    parts: dict[str, float] = {}
    last = len(ends) - 1
    for i in range(last):
        for j in range(i + 1, last + 1):
            text = alike(title[ends[i][1] : ends[j][0]])
            if len(text) >= _SHORTEST:
                weight = len(text) * (_SITE_NAME if i else 1.0)
                parts[text] = max(weight, parts.get(text, 0.0))
    return parts


def title_lines(lines: list[str]) -> list[int]:
    """Indexes of the lines that repeat the best part of the first line; empty where none does."""
    if not lines:
        return []
    parts = title_parts(lines[0])
    title = alike(lines[0])[:_LONGEST]
    longest = max(map(len, parts), default=0) + 12
    found: dict[float, list[int]] = {}
    for i in range(1, len(lines)):
        if _SHORTEST <= len(lines[i]) <= longest:
            line = alike(lines[i])
            weight = parts.get(line)
            if weight is None and len(line) >= 20 and 2 * len(line) >= len(title) and title.startswith(line):
                weight = float(len(line))
            if weight:
                found.setdefault(weight, []).append(i)
    if not found:
        return []
    best = max(found, key=lambda weight: weight if len(found[weight]) < 4 else 0.5 * weight)
    if best < _NAME and (len(found[best]) > 2 or " " not in lines[found[best][0]] or 3 * best < len(title)):
        return []  # a site's name or a rubric
    return found[best]


def title_above(repeats: list[int], text_at: int) -> int | None:
    """Of the lines that repeat the title, the last one above the text, else the first below."""
    above = [i for i in repeats if i <= text_at + 1]
    return above[-1] if above else repeats[0] if repeats else None
