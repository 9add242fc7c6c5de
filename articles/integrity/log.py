"""The log grows by what came since, and gets its root of the day; proofs that an Original is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from articles.integrity.merkle import leaf_hash, path, root
from articles.models import DailyRoot, Leaf, Original, RemovedOriginal, Subtree
from articles.models.turns import take_turn

SUBTREE = 1024  # leaves: a power of two
AT_ONCE = 5 * SUBTREE  # leaves added in one transaction: some tens of milliseconds


@dataclass(frozen=True)
class Proof:
    """That the Original's hash is the leaf of that place in the tree of that root."""

    sha256: str
    place: int
    size: int
    root: str
    day: dt.date
    path: tuple[str, ...]  # hexadecimal, from the leaf up


def add_part(after: int = 0) -> int:
    """Adds the next Originals that are not in the log: the number of the last, 0 where there is none left.

    To be called in a transaction. One that was committed late stands where it was met.
    """
    take_turn()  # before looking: what another worker adds meanwhile would be added twice
    logged = Leaf.objects.filter(sha256=OuterRef("sha256"))
    rows = Original.objects.filter(~Exists(logged), pk__gt=after).order_by("pk")
    part = list(rows.values_list("pk", "sha256")[:AT_ONCE])
    if not part:
        return 0
    size = log_size()
    Leaf.objects.bulk_create(Leaf(place=size + n, sha256=sha256) for n, (_pk, sha256) in enumerate(part))
    _keep_subtrees(size + len(part))
    return part[-1][0]


def grow() -> None:
    """All at once; the worker does it part by part."""
    last = 0
    while True:
        with transaction.atomic():
            last = add_part(last)
        if not last:
            return


def log_size() -> int:
    last = Leaf.objects.order_by("-place").values_list("place", flat=True).first()
    return 0 if last is None else last + 1


def _keep_subtrees(size: int) -> None:
    begun = Subtree.objects.count()
    Subtree.objects.bulk_create(
        Subtree(number=number, root=root(_leaf_hashes(number * SUBTREE, (number + 1) * SUBTREE)).hex())
        for number in range(begun, size // SUBTREE)
    )


def _leaf_hashes(first: int, end: int) -> list[bytes]:
    rows = Leaf.objects.filter(place__gte=first, place__lt=end).order_by("place")
    return [leaf_hash(bytes.fromhex(sha256)) for sha256 in rows.values_list("sha256", flat=True)]


def _tops(size: int) -> list[bytes]:
    """The roots of the whole subtrees, and that of what is left over."""
    whole = size // SUBTREE
    kept = Subtree.objects.filter(number__lt=whole).order_by("number").values_list("root", flat=True)
    tops = [bytes.fromhex(one) for one in kept]
    rest = _leaf_hashes(whole * SUBTREE, size)
    return tops + ([root(rest)] if rest else [])


def root_of_size(size: int) -> str:
    """Of the first so many leaves, in hexadecimal."""
    return root(_tops(size)).hex()


def keep_root(day: dt.date | None = None) -> DailyRoot:
    """The root of a day: today's. One that is there already stays as it was told.

    What was taken out and came again is there: if it is missing later, nobody has said so.
    """
    RemovedOriginal.objects.filter(Exists(Original.objects.filter(sha256=OuterRef("sha256")))).delete()
    size = log_size()
    found, _made = DailyRoot.objects.get_or_create(
        day=day or timezone.localdate(), defaults={"size": size, "root": root_of_size(size)}
    )
    return found


def has_proof(sha256: str) -> bool:
    """Whether it is in the newest root: what came today is in tomorrow's. One query."""
    newest = DailyRoot.objects.values("size")[:1]
    return Leaf.objects.filter(sha256=sha256, place__lt=Subquery(newest)).exists()


def proof_of(sha256: str) -> Proof | None:
    """In the newest root; None of what is not yet in one."""
    leaf = Leaf.objects.filter(sha256=sha256).first()
    newest = DailyRoot.objects.first()
    if leaf is None or newest is None or leaf.place >= newest.size:
        return None
    first = leaf.place // SUBTREE * SUBTREE
    beside = _leaf_hashes(first, min(first + SUBTREE, newest.size))
    audit = path(leaf.place - first, beside) + path(leaf.place // SUBTREE, _tops(newest.size))
    told = tuple(one.hex() for one in audit)
    return Proof(sha256, leaf.place, newest.size, newest.root, newest.day, told)
