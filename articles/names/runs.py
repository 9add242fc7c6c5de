"""The stretches of a text that can hold a name: words with capital letters and what joins them."""

from __future__ import annotations

from collections.abc import Sequence

from articles.names.features import TokenType


def runs(types: Sequence[TokenType]) -> list[tuple[int, int]]:
    """Half-open ranges of tokens: candidates, joined by up to three particles, with particles before them."""
    found: list[tuple[int, int]] = []
    count = len(types)
    i = 0
    while i < count:
        if not types[i].candidate:
            i += 1
            continue
        start = i
        while start > 0 and i - start < 3 and types[start - 1].particle and not types[start - 1].candidate:
            start -= 1
        if found and start < found[-1][1]:
            start = found[-1][1]
        end = i + 1
        while end < count:
            if types[end].candidate:
                end += 1
                continue
            after = end
            while after < count and after - end < 3 and types[after].particle:
                after += 1
            if after in (end, count) or not types[after].candidate:
                break
            end = after + 1
        found.append((start, end))
        i = end
    return found
