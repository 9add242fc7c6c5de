"""What ended long ago is forgotten, so that the list of tasks stays short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from articles.models import BulkChange, Task
from articles.working.asking import database_now
from articles.working.work import Work

KEPT = dt.timedelta(days=30)
AT_ONCE = 500


def forget_tasks(work: Work) -> Iterator[None]:
    """Those that were done or stopped longer ago than ``KEPT``; what failed stays until someone looks.

    So do those of a change in bulk: without them it would look like one that was never done.
    """
    kept = BulkChange.objects.filter(Q(task=OuterRef("pk")) | Q(undoing=OuterRef("pk")))
    old = Task.objects.filter(
        ~Exists(kept), state__in=[Task.State.DONE, Task.State.STOPPED], finished_at__lt=database_now() - KEPT
    ).order_by("id")
    while rows := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        with work.batch():
            Task.objects.filter(pk__in=rows).delete()
            work.reach(done=work.done + len(rows))
        yield
