"""Blocks of lines that are likely the text: which is the main one, and which of the others belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_APART = 40  # lines from one to the next within a text; farther off stands another text
_THIN_GAP = 2  # the same within a list of other items, or within what is surely one text
_SHORTER = 0.8  # as long as the main block's lines, on the average
_SMALLER = 0.5  # as large as the main block
_PARAGRAPH = 200  # characters of a line that no list of items has
_HEADING = 60  # characters of a headline, on the average; lists of shorter lines are the text's: results
_LEAD = 2  # sentences above the text that are its lead, whatever stands between


def main_block(positions: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """Of the likely lines (positions among all) those around the largest block: another text stands apart."""
    return _largest(_blocks(positions, _APART), sizes)


def without_thin_blocks(
    positions: Sequence[int], sizes: Sequence[int], closed: Callable[[int], bool]
) -> list[int]:
    """Without blocks beside the main one that are small and of shorter lines: lists of other items.

    ``closed`` says whether the line at a position ends a sentence.
    """
    blocks = _blocks(positions, _THIN_GAP)
    main = _largest(blocks, sizes)

    def belongs(block: list[int]) -> bool:
        lead = block < main and len(block) <= _LEAD and all(map(closed, block))
        return lead or not _is_thin(block, main, sizes)

    return [n for block in blocks if block is main or belongs(block) for n in block]


def _largest(blocks: Sequence[list[int]], sizes: Sequence[int]) -> list[int]:
    """The block of most characters; none of no blocks."""
    return max(blocks, key=lambda block: sum(sizes[n] for n in block), default=[])


def _blocks(positions: Sequence[int], apart: int) -> list[list[int]]:
    blocks: list[list[int]] = []
    for n in positions:
        if blocks and n - blocks[-1][-1] <= apart:
            blocks[-1].append(n)
        else:
            blocks.append([n])
    return blocks


def _is_thin(block: list[int], main: list[int], sizes: Sequence[int]) -> bool:
    size, whole = sum(sizes[n] for n in block), sum(sizes[n] for n in main)
    return (
        _HEADING * len(block) <= size < _SMALLER * whole
        and size * len(main) < _SHORTER * whole * len(block)
        and all(sizes[n] <= _PARAGRAPH for n in block)
    )
