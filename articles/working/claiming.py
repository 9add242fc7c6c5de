"""Who does a task: claims that one worker at a time holds, and that a killed one loses.

A worker that runs a task changes its heartbeat. Another takes the task over when it has seen the same
heartbeat for ``LEASE`` seconds by its own monotonic clock, so that neither the hosts' clocks nor their names
matter; or at once, where the owner's process is of this host and gone. This only finds out who is likely to
be dead. That nothing is done twice has another reason: every batch begins by locking the task's row in its
worker's own name (``work``), and is not begun where the name is another's by now.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from dataclasses import dataclass, field

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now

from articles.models import Task
from articles.parallel import is_alive
from articles.text.codes import coded
from articles.working.asking import end

LEASE = 30.0  # seconds without a heartbeat after which a task is another's
BEAT = 5.0  # seconds between two heartbeats
LOOKED_AT = 50  # tasks at a time; there are not so many workers
ATTEMPTS = 5  # begun so often without getting on, a task has failed


@dataclass
class Claimant:
    """A worker, as far as claims go: its name, made anew at every start, and what it has seen of others."""

    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    host: str = field(default_factory=socket.gethostname)
    lease: float = LEASE
    seen: dict[int, tuple[str, object, float]] = field(default_factory=dict)

    def claim(self) -> Task | None:
        """The next task, now running in our name; begun ones first. None: nothing is to be done."""
        for pk, state in _open().values_list("pk", "state")[:LOOKED_AT]:
            if state == Task.State.WAITING or self._may_take(Task.objects.get(pk=pk)):
                task = self._take(pk)
                if task is not None:
                    return task
        return None

    def _may_take(self, task: Task) -> bool:
        """Whether a running task is ours, or its owner is gone."""
        if task.owner == self.name:
            return True  # we lost the database in its middle
        if task.host == self.host and task.pid and not is_alive(task.pid):
            return True
        beat = (task.owner, task.heartbeat)
        *before, since = self.seen.get(task.pk, ("", None, 0.0))
        if tuple(before) != beat:
            self.seen[task.pk] = (*beat, time.monotonic())
            return False
        return time.monotonic() - since >= self.lease

    def _take(self, pk: int) -> Task | None:
        with transaction.atomic():
            task = _open().select_for_update(skip_locked=True).filter(pk=pk).first()
            # Looked at again under the lock: another may have been quicker.
            if task is None or (task.state == Task.State.RUNNING and not self._may_take(task)):
                return None
            if task.asked_to_stop:
                end(task, Task.State.STOPPED)
                return None
            if task.attempts >= ATTEMPTS:
                end(task, Task.State.FAILED, task.error or coded("task.died", times=ATTEMPTS).as_json())
                return None
            self.seen.pop(pk, None)
            Task.objects.filter(pk=pk).update(
                state=Task.State.RUNNING,
                owner=self.name,
                host=self.host,
                pid=os.getpid(),
                attempts=task.attempts + 1,
                heartbeat=Now(),
                begun_at=Now(),
                begun_with=task.done,
                **({} if task.started_at else {"started_at": Now()}),
            )
        return Task.objects.get(pk=pk)


def _open() -> models.QuerySet[Task]:
    due = Q(state=Task.State.WAITING) & (Q(not_before=None) | Q(not_before__lte=Now()))
    # "running" before "waiting"
    return Task.objects.filter(due | Q(state=Task.State.RUNNING)).order_by("state", "id")
