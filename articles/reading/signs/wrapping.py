"""Lines that were broken at a fixed width, as mail programs and old editors break them.

Filled text is greedy: a line ends where the first word of the next would not have fitted. No list of
headlines and no text of a sentence per line has many lines of which that is true and which close no sentence.
Cost is linear in the length of the text.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from articles.reading.signs.marks import byline_of
from articles.reading.signs.prose import closes_sentence
from articles.reading.signs.stamps import stamps_of

_NARROWEST, _WIDEST = 50, 102  # characters
_LONGEST_WORD = 24  # what is longer is an address, or written without blanks
_FEWEST = 2  # full lines that make a page's text a filled one
_LONG = 0.6  # of the width: shorter lines are menus or the ends of paragraphs
_MOSTLY_FULL, _GOING_ON, _SMALL = 0.6, 0.55, 0.4  # shares that tell filled text from lists
_TOO_WIDE = 0.15  # of the lines
_TOO_FAR = 3  # a line that is longer than the width says as much against it as three full ones for it

Pair = tuple[int, int]


def unwrapped(texts: Sequence[str]) -> list[list[int]]:
    """The groups of lines, each of two and more, that are one line each; none where it is not filled."""
    lengths = [len(text.rstrip()) for text in texts]
    filled = sum(map(bool, lengths))
    if filled < _FEWEST + 1 or sum(length > _WIDEST for length in lengths) > _TOO_WIDE * filled:
        return []
    pairs = [(i, i + 1) for i, (a, b) in enumerate(itertools.pairwise(lengths)) if a and b and a <= _WIDEST]
    width = _width(texts, lengths, pairs)
    full = [pair for pair in pairs if _is_full(texts, lengths, pair, width)]
    if not _is_filled(texts, lengths, pairs, full, width):
        return []
    first = next(i for i, length in enumerate(lengths) if length)
    base = min(_indent(texts[second]) for _, second in full)
    groups: list[list[int]] = []
    for i, following in full:
        if _indent(texts[following]) > base or not _goes_on(texts, i, following):
            continue
        if i == first and not _ends_heading(texts, following):
            continue
        if groups and groups[-1][-1] == i:
            groups[-1].append(following)
        else:
            groups.append([i, following])
    return groups


def joint(line: str) -> str:
    """What stands between a broken line and the next: nothing where a hyphen ends it."""
    return "" if line[-1:] == "-" and line[-2:-1].isalnum() else " "


def _width(texts: Sequence[str], lengths: list[int], pairs: list[Pair]) -> int:
    """The width that most lines are full at and the fewest exceed."""
    votes = [0] * (_WIDEST + 2)
    for i, following in pairs:
        if lengths[i] >= _NARROWEST and _first_word(texts[following]) <= _LONGEST_WORD:
            votes[lengths[i]] += 1
            votes[min(_WIDEST + 1, lengths[i] + _first_word(texts[following]) + 1)] -= 1
    wider = [0] * (_WIDEST + 2)
    for length in lengths:
        if _NARROWEST < length <= _WIDEST:
            wider[length] += 1
    full = list(itertools.accumulate(votes))
    beyond = list(itertools.accumulate(reversed(wider)))[::-1]  # lines of this length and longer
    return max(range(_NARROWEST, _WIDEST + 1), key=lambda width: full[width] - _TOO_FAR * beyond[width + 1])


def _is_full(texts: Sequence[str], lengths: list[int], pair: Pair, width: int) -> bool:
    i, following = pair
    word = _first_word(texts[following])
    return word <= _LONGEST_WORD and lengths[i] <= width < lengths[i] + 1 + word


def _is_filled(
    texts: Sequence[str], lengths: list[int], pairs: list[Pair], full: list[Pair], width: int
) -> bool:
    long = sum(lengths[i] >= _LONG * width for i, _ in pairs)
    if len(full) < _FEWEST or len(full) < _MOSTLY_FULL * long:
        return False
    going_on = sum(not closes_sentence(texts[i].rstrip()) for i, _ in full)
    begins = [texts[following].lstrip()[0] for _, following in full]
    small = sum(letter.islower() for letter in begins)
    cased = sum(letter.lower() != letter.upper() and not "ა" <= letter <= "ჿ" for letter in begins)
    return going_on >= _GOING_ON * len(full) and small >= _SMALL * cased


def _goes_on(texts: Sequence[str], i: int, following: int) -> bool:
    return not any(
        len(line) < _NARROWEST and stamps_of(at, line)
        for at, line in ((i, texts[i].strip()), (following, texts[following].strip()))
    )


def _ends_heading(texts: Sequence[str], following: int) -> bool:
    """Whether the page's second line ends its headline: a blank line or a stamp stands below it."""
    line = texts[following].strip()
    below = texts[following + 1].strip() if following + 1 < len(texts) else ""
    return not byline_of(line) and (not below or (len(below) < _NARROWEST and bool(stamps_of(0, below))))


def _first_word(text: str) -> int:
    return len(text.split(None, 1)[0])


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\xa0\u3000"))
