"""Which articles are samples: pages that come with the archive, to try it with."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from articles.models import Article, ImportRun, Sighting

FOLDER = "samples"  # what `make run` imports into an empty archive
KEPT = 60  # seconds


def samples() -> frozenset[int]:
    """The ids of articles that no import has brought but that of the samples. A query, now and then."""
    found: frozenset[int] | None = cache.get("samples")
    if found is None:
        found = _samples()
        cache.set("samples", found, KEPT)
    return found


def _samples() -> frozenset[int]:
    runs = list(ImportRun.objects.filter(arguments__paths=[FOLDER]).values_list("pk", flat=True))
    if not runs:
        return frozenset()
    met = Sighting.objects.filter(original=OuterRef("original"))
    elsewhere = met.filter(~Q(run__in=runs) | Q(run=None))
    originals = Sighting.objects.filter(run__in=runs).values("original")
    rows = Article.objects.filter(original__in=originals).exclude(Exists(elsewhere))
    return frozenset(rows.values_list("pk", flat=True))
