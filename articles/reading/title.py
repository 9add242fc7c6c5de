"""The page's title (its first line, often with the site's name) and the line that repeats it as headline."""

from __future__ import annotations

from articles.reading.phrases import fold

_SHORTEST = 12


def title_line(lines: list[str]) -> int | None:
    """Index of the line that best repeats the page's title, if one does."""
    if not lines:
        return None
    title = fold(lines[0])
    best, longest = None, _SHORTEST - 1
    for i in range(1, len(lines)):
        line = lines[i]
        if longest <= len(line) <= len(title) and fold(line) in title and len(line) * 2 >= len(title):
            best, longest = i, len(line)
    return best
