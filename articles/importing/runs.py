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

from articles.models import ImportRun
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
