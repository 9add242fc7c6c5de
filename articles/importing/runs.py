"""The row of an import run: begun, alive, ended; and those whose process died."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from articles.importing.asked import Summary
from articles.importing.formats.files import Unreadable
from articles.models import ImportEntry, ImportRun
from articles.parallel import is_alive
from articles.working.asking import database_now
from articles.working.beating import beating
from articles.working.work import Work

BEAT = 20.0  # seconds
SILENT = dt.timedelta(minutes=10)  # a run without a sign of life for so long has ended


def start_run(arguments: dict[str, Any]) -> ImportRun:
    close_dead_runs()
    process = {"host": socket.gethostname(), "pid": os.getpid()}
    return ImportRun.objects.create(arguments=arguments | process, heartbeat=database_now())


def living(run: ImportRun) -> AbstractContextManager[None]:
    """While the block lasts, the run's row shows that it lives."""

    def beat() -> None:
        # One that slept so long that it was thought dead runs again.
        ImportRun.objects.filter(pk=run.pk, finished_at=None).update(heartbeat=Now())
        ImportRun.objects.filter(pk=run.pk, status=ImportRun.Status.INTERRUPTED).update(
            heartbeat=Now(), status=ImportRun.Status.RUNNING, finished_at=None
        )

    return beating(beat, BEAT)


def tell(run: ImportRun, summary: Summary, total: int | None) -> bool:
    """How far it is, into its row; whether someone has asked there that it stop."""
    rows = ImportRun.objects.filter(pk=run.pk)
    rows.update(heartbeat=Now(), total=total, **_counts(summary))
    return bool(rows.values_list("asked_to_stop", flat=True).first())


def finish_run(run: ImportRun, summary: Summary) -> None:
    status = ImportRun.Status.INTERRUPTED if summary.interrupted else ImportRun.Status.FINISHED
    ImportRun.objects.filter(pk=run.pk).update(status=status, finished_at=timezone.now(), **_counts(summary))


def _counts(summary: Summary) -> dict[str, Any]:
    names = ("read", "imported", "updated", "unchanged", "rejected", "needs_review")
    return {name: getattr(summary, name) for name in names} | {
        "tally": {"doubts": dict(summary.doubts), "articles": dict(summary.statuses)}
    }


def note_rejected(run: ImportRun, rejected: Unreadable) -> None:
    ImportEntry.objects.create(
        run=run, path=rejected.path, outcome=ImportEntry.Outcome.REJECTED, reason=rejected.reason.as_json()
    )


def close_dead_runs() -> int:
    """Says so of runs that were killed: of this host, whose process is gone, and of any that is silent."""
    dead = [run.pk for run in ImportRun.objects.filter(status=ImportRun.Status.RUNNING) if _is_gone(run)]
    silent = Q(last_sign__lt=database_now() - SILENT)
    running = ImportRun.objects.filter(status=ImportRun.Status.RUNNING).annotate(
        last_sign=Coalesce(F("heartbeat"), F("started_at"))
    )
    return running.filter(Q(pk__in=dead) | silent).update(
        status=ImportRun.Status.INTERRUPTED, finished_at=Now()
    )


def close_dead_runs_task(work: Work) -> Iterator[None]:
    with work.batch():
        work.reach(done=close_dead_runs())
    yield


def _is_gone(run: ImportRun) -> bool:
    pid = run.arguments.get("pid")
    return bool(pid and run.arguments.get("host") == socket.gethostname() and not is_alive(pid))
