"""A task at work: what its function is given, and how it begins, gets on and ends."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import Error, transaction
from django.db.models.functions import Now

from articles.models import Task
from articles.models.database import is_away
from articles.text.codes import Code, coded
from articles.working.asking import database_now, end
from articles.working.beating import beating
from articles.working.claiming import ATTEMPTS, BEAT
from articles.working.kinds import UnknownKind, function_of

logger = logging.getLogger(__name__)

RETRY_SECONDS = 30  # before the second attempt; twice before the third, …


class Lost(Exception):
    """The task is another worker's by now."""


class Stop(Exception):
    """Someone asked for the task's end."""


class Work:
    """What a kind's function knows of its task, and does to it."""

    def __init__(self, task: Task) -> None:
        self.task_id = task.pk
        self.arguments: dict[str, Any] = task.arguments
        self.cursor: dict[str, Any] = task.cursor
        self.done: int = task.done
        self.total: int | None = task.total
        self.created_by_id: int | None = task.created_by_id
        self._owner = task.owner

    @contextmanager
    def batch(self) -> Iterator[None]:
        """A transaction in which the task is surely ours; how far it is is written with it.

        Raises ``Lost`` or ``Stop`` at its beginning; then nothing is done.
        """
        with transaction.atomic():
            task = self._locked()
            if task.asked_to_stop:
                raise Stop
            yield
            Task.objects.filter(pk=self.task_id).update(
                cursor=self.cursor, done=self.done, total=self.total, attempts=0, error=None, heartbeat=Now()
            )

    def reach(
        self, *, cursor: dict[str, Any] | None = None, done: int | None = None, total: int | None = None
    ) -> None:
        """How far it is; within a batch, to be committed with it. What is not given stays."""
        self.cursor = self.cursor if cursor is None else cursor
        self.done = self.done if done is None else done
        self.total = self.total if total is None else total

    def beat(self) -> None:
        Task.objects.filter(pk=self.task_id, owner=self._owner).update(heartbeat=Now())

    def finish(self, state: Task.State) -> None:
        with transaction.atomic():
            end(self._locked(), state)

    def put_back(self) -> None:
        """For the next worker, at once: this one has to end."""
        with transaction.atomic():
            self._locked()
            Task.objects.filter(pk=self.task_id).update(state=Task.State.WAITING, owner="", attempts=0)

    def try_again_later(self, error: Code) -> None:
        """In a while; after ``ATTEMPTS`` without getting on it has failed."""
        with transaction.atomic():
            task = self._locked()
            if task.attempts >= ATTEMPTS:
                end(task, Task.State.FAILED, error.as_json())
                return
            pause = dt.timedelta(seconds=RETRY_SECONDS * 2 ** max(task.attempts - 1, 0))
            Task.objects.filter(pk=self.task_id).update(
                state=Task.State.WAITING,
                owner="",
                error=error.as_json(),
                not_before=database_now() + pause,
            )

    def _locked(self) -> Task:
        task = Task.objects.select_for_update().filter(pk=self.task_id, owner=self._owner).first()
        if task is None:
            raise Lost
        return task


def run(task: Task, ending: threading.Event) -> None:
    """Runs a claimed task to its end, or until ``ending`` is set: then it is put back after its batch.

    Raises the database's error where it is away: the task stays ours, and is claimed again.
    """
    work = Work(task)
    logger.info("Task %s begins at %s.", task, work.done)
    try:
        with beating(work.beat, BEAT):
            _run_batches(task.kind, work, ending)
    except Lost:
        logger.warning("Task %s was taken over by another worker.", task)


def _run_batches(kind: str, work: Work, ending: threading.Event) -> None:
    try:
        with closing(function_of(kind)(work)) as batches:
            for _ in batches:
                if ending.is_set():
                    work.put_back()
                    return
    except Stop:
        work.finish(Task.State.STOPPED)
    except Lost:
        raise
    except UnknownKind as error:
        logger.error("Task %s is of the kind %r, which this version does not know.", work.task_id, error.kind)
        work.try_again_later(coded("task.no_kind", kind=error.kind))
    except Exception as error:
        if isinstance(error, Error) and is_away(error):
            raise
        logger.exception("Task %s failed.", work.task_id)
        work.try_again_later(coded("task.raised", error=f"{type(error).__name__}: {error}"))
    else:
        work.finish(Task.State.DONE)
