"""Numbers as few classes, for features that are names."""

from __future__ import annotations

from bisect import bisect_left

_EDGES = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)
_STEPS = (*_EDGES, 999)
_SHARES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)


def bucket(value: int) -> int:
    """A whole number, rounded up to the next of a few (as Fibonacci's)."""
    return _STEPS[bisect_left(_EDGES, value)]


def share(part: float, whole: float) -> int:
    """A share in eight unequal steps."""
    if not whole or part <= 0:
        return 0
    ratio = part / whole
    return 1 + bisect_left(_SHARES, ratio)
