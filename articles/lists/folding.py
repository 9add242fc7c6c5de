"""Reprints in lists: those of one story stand below one of theirs, and take no row of their own.

Within one page of a list, or one part of a walk: what is counted, pages and places in the list among it, is
always articles. Which of them it is, the order of the list says: where the newest come first, the newest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from articles.lists.listing import HitShown, Listing
from articles.lists.parameters import Parameters, last_value
from articles.models import Fingerprint

PARAMETER = "reprints"
ALL, FOLD = "all", "fold"

_Row = TypeVar("_Row")


def folded(listed: Listing, parameters: Parameters) -> Listing:
    """As pages show it: folded, unless ``reprints=all`` is asked for."""
    if last_value(parameters, PARAMETER) == ALL:
        return listed
    hits: list[HitShown] = []
    for first, others in under_the_first([(hit, hit.group) for hit in listed.hits]):
        hits.append(replace(first, folded=tuple(hit.article for hit in others)) if others else first)
    return replace(listed, hits=hits, folded=len(listed.hits) - len(hits))


def under_the_first(rows: Iterable[tuple[_Row, int | None]]) -> list[tuple[_Row, list[_Row]]]:
    """The rows with those of the same group that come later; None: it stands alone. In their order."""
    found: list[tuple[_Row, list[_Row]]] = []
    first_of: dict[int, list[_Row]] = {}
    for row, group in rows:
        if group is not None and group in first_of:
            first_of[group].append(row)
            continue
        others: list[_Row] = []
        if group is not None:
            first_of[group] = others
        found.append((row, others))
    return found


def groups_of(articles: Collection[int]) -> dict[int, int]:
    """With whom these articles stand, those that stand with others. One query."""
    rows = Fingerprint.objects.filter(pk__in=articles, group__isnull=False)
    return {pk: group for pk, group in rows.values_list("pk", "group") if group is not None}


class Folding:
    """Leaves out of a walk what is a reprint of anything that came before."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def firsts(self, articles: Collection[int]) -> list[int]:
        """Those of the articles that stand alone, or are the first of theirs that was met. One query."""
        groups = groups_of(articles)
        found = []
        for article in articles:
            group = groups.get(article)
            if group is None or group not in self._met:
                found.append(article)
            if group is not None:
                self._met.add(group)
        return found
