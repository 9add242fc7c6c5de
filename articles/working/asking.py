"""Asking for work, and for its end; planning what is repeated."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from articles.models import Task
from articles.working.kinds import KINDS, REPEATED, UnknownKind


def ask(
    kind: str,
    arguments: dict[str, Any] | None = None,
    *,
    by: AbstractBaseUser | None = None,
    not_before: dt.datetime | None = None,
) -> Task:
    """A task for the worker, within the caller's transaction if there is one.

    ``arguments`` are JSON values. Raises ``UnknownKind`` for a kind that is not in the table.
    """
    if kind not in KINDS:
        raise UnknownKind(kind)
    return Task.objects.create(
        kind=kind, arguments=arguments or {}, created_by_id=by.pk if by else None, not_before=not_before
    )


def go_on(ended: Task, *, by: AbstractBaseUser | None = None) -> Task:
    """A task that does the rest of one that was stopped or has failed, from where that one got to."""
    task = ask(ended.kind, ended.arguments, by=by)
    task.cursor, task.done, task.total = ended.cursor, ended.done, ended.total
    task.save(update_fields=["cursor", "done", "total"])
    return task


def ask_to_stop(task_id: int) -> bool:
    """One that waits is stopped at once, one that runs after its batch; False where it has ended already."""
    with transaction.atomic():
        task = Task.objects.select_for_update().filter(pk=task_id).first()
        if task is None or not task.is_open:
            return False
        task.asked_to_stop = True
        if task.state == Task.State.WAITING:
            end(task, Task.State.STOPPED)
        else:
            task.save(update_fields=["asked_to_stop"])
    return True


def end(task: Task, state: Task.State, error: Any = None) -> None:
    """The task has ended so; the next is planned if it is repeated. In a transaction that holds its row.

    ``error`` is a code as it is stored, of one that failed.
    """
    Task.objects.filter(pk=task.pk).update(
        state=state,
        error=error,
        owner="",
        asked_to_stop=task.asked_to_stop,
        heartbeat=Now(),
        finished_at=Now(),
    )
    if task.repeated and task.kind in REPEATED:
        plan(task.kind)


def plan(kind: str, *, first: bool = False) -> None:
    """The next task of a repeated kind, unless one is planned already or at work.

    The ``first`` of those with minutes is due at once.
    """
    now, every = database_now(), REPEATED[kind]
    try:
        with transaction.atomic():
            Task.objects.create(
                kind=kind,
                repeated=True,
                not_before=now if first and every.minutes is not None else every.next_time(now),
            )
    except IntegrityError:  # another worker was quicker
        return


def plan_all() -> None:
    """At a worker's start: whatever is repeated and not planned."""
    planned = Task.objects.filter(
        repeated=True, state__in=[Task.State.WAITING, Task.State.RUNNING]
    ).values_list("kind", flat=True)
    for kind in REPEATED.keys() - set(planned):
        plan(kind, first=True)


def database_now() -> dt.datetime:
    """The time by the database's clock, the one that all hosts share."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            now: dt.datetime = cursor.fetchone()[0]
            return now
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')")
        return dt.datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=dt.UTC)
