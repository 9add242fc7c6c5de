"""Everything recomputed from the bytes: what was changed, taken away or put in between is found and named."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256 as hash_of

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles.integrity.log import SUBTREE
from articles.integrity.merkle import leaf_hash, root
from articles.models import DailyRoot, Leaf, Original, RemovedOriginal, Subtree
from articles.packing import decompress

AT_ONCE = 500
NAMED = 100  # of those not yet in the log


@dataclass
class Verified:
    """What was found; ``faults`` are sentences, each naming a place, a hash or a day."""

    originals: int = 0  # whose bytes have the hash that the log has
    roots: int = 0
    removed: int = 0  # taken out when an import was undone, as the archive itself says
    unlogged: int = 0  # that came after the last root
    named: list[str] = field(default_factory=list)  # the first of those
    faults: list[str] = field(default_factory=list)


Report = Callable[[int, int], None]  # places that are done, of all


def verify(report: Report) -> Verified:
    """Reads every byte of every Original."""
    told = Verified()
    roots: dict[int, list[DailyRoot]] = {}
    for one in DailyRoot.objects.order_by("day"):
        roots.setdefault(one.size, []).append(one)
    tree = _Tree()
    total = Leaf.objects.count()
    _compare(told, roots.pop(0, []), tree)
    for leaves in _parts():
        stored = _stored([leaf.sha256 for leaf in leaves])
        for leaf in leaves:
            if leaf.place != tree.size:
                told.faults.append(_("The log has no place %(place)d.") % {"place": tree.size})
                return told  # nothing behind it is where it was
            _check(told, leaf, stored)
            tree.add(leaf_hash(_logged(leaf)))
            _compare(told, roots.pop(tree.size, []), tree)
        report(tree.size, total)
    told.faults += [
        _("The root of %(day)s is over %(size)d places, but the log has %(count)d.")
        % {"day": one.day, "size": one.size, "count": tree.size}
        for late in roots.values()
        for one in late
    ]
    _see_to_subtrees(told, tree)
    _see_to_the_unlogged(told)
    return told


def _parts() -> Iterator[list[Leaf]]:
    after = -1
    while leaves := list(Leaf.objects.filter(place__gt=after).order_by("place")[:AT_ONCE]):
        yield leaves
        after = leaves[-1].place


def _logged(leaf: Leaf) -> bytes:
    """The hash; of what was put in its place and is none, its letters: the root tells that it was changed."""
    try:
        return bytes.fromhex(leaf.sha256)
    except ValueError:
        return leaf.sha256.encode("utf-8", "surrogatepass")


def _stored(wanted: list[str]) -> dict[str, bytes]:
    rows = Original.objects.filter(sha256__in=wanted).values_list("sha256", "compressed")
    return {sha256: bytes(compressed) for sha256, compressed in rows}


def _check(told: Verified, leaf: Leaf, stored: dict[str, bytes]) -> None:
    compressed = stored.get(leaf.sha256)
    if compressed is None:
        if RemovedOriginal.objects.filter(sha256=leaf.sha256).exists():
            told.removed += 1
        else:
            told.faults.append(
                _("The original %(sha256)s, place %(place)d of the log, is missing.")
                % {"sha256": leaf.sha256, "place": leaf.place}
            )
        return
    try:
        is_right = hash_of(decompress(compressed)).hexdigest() == leaf.sha256
    except (zlib.error, ValueError, EOFError):
        is_right = False
    if is_right:
        told.originals += 1
    else:
        told.faults.append(
            _("The bytes of the original %(sha256)s, place %(place)d of the log, were changed.")
            % {"sha256": leaf.sha256, "place": leaf.place}
        )


def _compare(told: Verified, roots: list[DailyRoot], tree: _Tree) -> None:
    for one in roots:
        told.roots += 1
        if one.root != tree.root:
            told.faults.append(
                _("The root of %(day)s is not that of the log's first %(size)d places: one was changed.")
                % {"day": one.day, "size": one.size}
            )


def _see_to_subtrees(told: Verified, tree: _Tree) -> None:
    kept = dict(Subtree.objects.values_list("number", "root"))
    told.faults += [
        _("The places %(first)d to %(last)d of the log are not what they were.")
        % {"first": number * SUBTREE, "last": (number + 1) * SUBTREE - 1}
        for number, top in enumerate(tree.tops)
        if kept.get(number) != top.hex()
    ]


def _see_to_the_unlogged(told: Verified) -> None:
    """An Original that says it came before the last root but one must be in the log by now."""
    logged = Leaf.objects.filter(sha256=OuterRef("sha256"))
    rows = Original.objects.filter(~Exists(logged)).order_by("pk")
    moments = DailyRoot.objects.values_list("made_at", flat=True)[:2]
    settled = moments[1] if len(moments) == 2 else None
    if settled is not None:
        told.faults += [
            _("The original %(sha256)s says that it came before %(moment)s, but is in no root.")
            % {"sha256": sha256, "moment": f"{settled:%Y-%m-%d %H:%M}"}
            for sha256 in rows.filter(created_at__lt=settled).values_list("sha256", flat=True)
        ]
        rows = rows.filter(created_at__gte=settled)
    told.unlogged = rows.count()
    told.named = list(rows.values_list("sha256", flat=True)[:NAMED])


class _Tree:
    """A tree that grows leaf by leaf: the roots of whole subtrees, and the leaves behind them."""

    def __init__(self) -> None:
        self.tops: list[bytes] = []
        self.rest: list[bytes] = []

    @property
    def size(self) -> int:
        return len(self.tops) * SUBTREE + len(self.rest)

    @property
    def root(self) -> str:
        return root(self.tops + ([root(self.rest)] if self.rest else [])).hex()

    def add(self, leaf: bytes) -> None:
        self.rest.append(leaf)
        if len(self.rest) == SUBTREE:
            self.tops.append(root(self.rest))
            self.rest = []
