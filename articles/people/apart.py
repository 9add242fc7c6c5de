"""Which people are known to be two, whatever their names."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from articles.models import Proposal

Pair = tuple[int, int]  # the lower id first


def pair_of(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def kept_apart(people: Collection[int]) -> set[Pair]:
    """Pairs among these live people that an editor keeps apart, also by a decision about someone merged
    into one of them."""
    decided = (
        Proposal.objects.filter(state=Proposal.State.SEPARATE)
        .filter(Q(first__in=people) | Q(first__merged_into__in=people))
        .filter(Q(second__in=people) | Q(second__merged_into__in=people))
        .values_list(
            Coalesce(F("first__merged_into_id"), F("first_id")),
            Coalesce(F("second__merged_into_id"), F("second_id")),
        )
    )
    pairs = {pair_of(a, b) for a, b in decided if a != b}
    return pairs & set(combinations(sorted(people), 2))
