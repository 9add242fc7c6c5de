"""Addresses that answer no more: noted with the earliest day on which somebody saw that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from articles.models import ImportRun, Vanished
from articles.text.addresses import address_key

AT_ONCE = 500


def note_gone(told: Iterable[tuple[str, dt.datetime | None]], run: ImportRun) -> None:
    """(address, when that was seen; None: now). What other runs were told stays."""
    now = timezone.now()
    earliest: dict[int, tuple[str, dt.datetime]] = {}
    for url, seen in told:
        key, seen_at = address_key(url), seen or now
        if key is not None and (key not in earliest or seen_at < earliest[key][1]):
            earliest[key] = (url, seen_at)
    keys = sorted(earliest)
    for at in range(0, len(keys), AT_ONCE):
        _note(keys[at : at + AT_ONCE], earliest, run)


def _note(keys: list[int], earliest: dict[int, tuple[str, dt.datetime]], run: ImportRun) -> None:
    with transaction.atomic():
        rows = [
            Vanished(address=key, url=url, seen_at=seen_at, run=run)
            for key, (url, seen_at) in ((key, earliest[key]) for key in keys)
        ]
        Vanished.objects.bulk_create(rows, ignore_conflicts=True)  # another run may tell the same just now
        for known in Vanished.objects.filter(address__in=keys, run=run):
            url, seen_at = earliest[known.address]
            if seen_at < known.seen_at:
                Vanished.objects.filter(pk=known.pk).update(url=url, seen_at=seen_at)
