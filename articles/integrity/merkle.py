"""Merkle trees as RFC 6962, section 2.1, has them. Pure; hashes are 32 bytes."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Of a tree with these leaves' hashes, or with these subtrees' roots, all of the same power of two."""
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        # A last one without a neighbour goes up as it is: the split is always at a power of two.
        paired = [node_hash(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def path(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """The audit path of one of them: what it must be hashed with, from its neighbour up to the root."""
    level, found = list(hashes), []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            found.append(level[beside])
        paired = [node_hash(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
        index //= 2
    return found


def root_of_path(leaf: bytes, index: int, size: int, audit: Sequence[bytes]) -> bytes:
    """The root that a proof leads to (RFC 9162, section 2.1.3.2). Raises ValueError for what is no proof."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in the tree")
    place, last, found = index, size - 1, leaf
    for beside in audit:
        if last == 0:
            raise ValueError("the proof is too long")
        if place & 1 or place == last:
            found = node_hash(beside, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        place, last = place >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return found
