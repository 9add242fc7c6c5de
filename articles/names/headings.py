"""Names in a heading whose every word has a capital: Trump Wonders Why, MIKE LEE PROMISES.

Capitals say nothing there, so a name goes only as far as the rest of the text, or the lists, know its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.names.features import TokenType
from articles.names.tokens import LINE_END

_LONG = 4  # letters of a word that headings in sentence case write small
_FEWEST = 4  # such words of a heading
_SHARE = 0.8  # of them with a capital
_LEAST_BELOW = 12  # tokens below the heading, else nothing tells
_STEM, _ENDING = 4, 3  # letters that an inflected form keeps at least, and may add or change

Span = tuple[int, int]


def heading_end(tokens: Sequence[str]) -> int:
    """Where the first line ends if all its longer words have capitals and a text follows; else 0."""
    end = next((at for at, token in enumerate(tokens) if token == LINE_END), 0)
    if len(tokens) - end < _LEAST_BELOW:
        return 0
    words = [token for token in tokens[:end] if len(token) >= _LONG and token[0].isalpha()]
    capital = sum(token[0].isupper() for token in words)
    return end if len(words) >= _FEWEST and capital >= _SHARE * len(words) else 0


def within_headings(found: list[Span], types: Sequence[TokenType], end: int, inflected: bool) -> list[Span]:
    """The names, those before `end` cut to the words that are names below it or by the lists."""
    below = [(first, last) for first, last in found if first >= end]
    named = {kind.lower for first, last in below for kind in types[first:last]}
    stems = {word[: max(_STEM, len(word) - 2)] for word in named} if inflected else set()

    def is_named(at: int) -> bool:
        word = types[at].lower
        sizes = range(max(_STEM, len(word) - _ENDING), len(word) + 1)
        return word in named or any(word[:size] in stems for size in sizes)

    kept = []
    for first, last in found:
        if first >= end:
            break
        known = [is_named(at) for at in range(first, last)]
        if all(known) or (not any(known) and _is_listed(types[first:last])):
            kept.append((first, last))
        else:
            kept += _known_runs(first, known, types)
    return kept + below


def _is_listed(kinds: Sequence[TokenType]) -> bool:
    """A name of the lists alone, or given names of the lists and initials before a surname of theirs."""
    *given, last = [kind for kind in kinds if not kind.particle] or kinds
    if not given:
        return bool(last.lists)
    return (
        "s" in last.lists
        and all("g" in kind.lists or kind.form == "X." for kind in given)
        and any("g" in kind.lists for kind in given)
    )


def _known_runs(first: int, known: Sequence[bool], types: Sequence[TokenType]) -> Iterable[Span]:
    """The stretches of known words, with the given names and initials right before each."""
    start = None
    for at, is_known in enumerate([*known, False], first):
        if is_known and start is None:
            start = at
            while start > first and ("g" in types[start - 1].lists or types[start - 1].form == "X."):
                start -= 1
        elif not is_known and start is not None:
            yield start, at
            start = None
