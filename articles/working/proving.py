"""Nightly: does the index say what the database says? What differs is indexed again, and said in the log.

And the hashes of all Originals get their root of the day (``articles.integrity``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from articles.integrity.log import add_part, keep_root, log_size
from articles.models import PendingChange
from articles.search import indexing
from articles.working.work import Work

logger = logging.getLogger(__name__)


def prove_index(work: Work) -> Iterator[None]:
    """A killed one begins at the first article again, as it has changed nothing that a second look would."""
    work.reach(cursor={}, done=0)
    differing = 0
    for differences in indexing.check_in_parts():
        waiting = set(
            PendingChange.objects.filter(article_id__in=[d.article_id for d in differences]).values_list(
                "article_id", flat=True
            )
        )
        unknown = {d.article_id: d.what for d in differences if d.article_id not in waiting}
        for article_id, what in unknown.items():
            logger.warning("The index differs and is put right: article %s is %s.", article_id, what)
        differing += len(unknown)
        with work.batch():
            PendingChange.objects.bulk_create([PendingChange(article_id=one) for one in unknown])
            work.reach(cursor={"differences": differing}, done=work.done + 1)
        yield


def prove_originals(work: Work) -> Iterator[None]:
    """Adds what came since to the log of hashes, then keeps the day's root."""
    last: int = work.cursor.get("last", 0)
    while True:
        with work.batch():
            last = add_part(last)
            work.reach(cursor={"last": last}, done=log_size())
        if not last:
            break
        yield
    with work.batch():
        keep_root()
