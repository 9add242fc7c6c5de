"""What the worker can do: a table from a task's kind to its function, given by name.

The functions stand in rooms above this one (editing, importing), which the worker must call but not import:
hence "module:function", looked up when a task is begun. A test looks every one of them up.

A function is a generator that takes a ``Work`` and yields after each batch:

    def mark_all(work: Work) -> Iterator[None]:
        while rows := next_rows(after=work.cursor.get("id", 0)):
            with work.batch():  # one transaction: what is written, how far it is
                mark(rows)
                work.reach(cursor={"id": rows[-1].pk}, done=work.done + len(rows))
            yield

The worker may be killed anywhere: the function is then begun again with the cursor of the last batch that was
committed. So it starts from ``work.cursor``, and writes to the database within ``work.batch()`` only; what it
does outside of the database must do no harm when done twice. A batch takes under half a second, since on
SQLite nobody else writes meanwhile. It does not catch ``Lost`` or ``Stop``.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from articles.working.work import Work

Function = Callable[["Work"], Generator[None, None, None]]

KINDS: dict[str, str] = {
    "change-in-bulk": "articles.editing.in_bulk:change_task",
    "close-dead-runs": "articles.importing.runs:close_dead_runs_task",
    "forget-contacts": "articles.editing.requests:forget_contacts",
    "forget-tasks": "articles.working.forgetting:forget_tasks",
    "prove-index": "articles.working.proving:prove_index",
    "prove-originals": "articles.working.proving:prove_originals",
    "read-run-again": "articles.importing.again:read_again",
    "try-rejected": "articles.importing.again:try_rejected",
    "undo-bulk-change": "articles.editing.in_bulk:undo_task",
    "undo-run": "articles.importing.undoing:undo_run",
}


@dataclass(frozen=True)
class Every:
    """Daily at the full ``hour`` of the setting TIME_ZONE, or ``minutes`` after the last one ended."""

    hour: int | None = None
    minutes: int | None = None

    def next_time(self, now: dt.datetime) -> dt.datetime:
        if self.hour is None:
            return now + dt.timedelta(minutes=self.minutes or 0)
        here = now.astimezone(timezone.get_default_timezone())
        for day in (here.date(), here.date() + dt.timedelta(days=1)):
            then = dt.datetime.combine(day, dt.time(self.hour), here.tzinfo)
            if then > now:
                return then
        raise AssertionError("tomorrow is after now")


REPEATED: dict[str, Every] = {
    "close-dead-runs": Every(minutes=10),
    "forget-contacts": Every(hour=2),
    "forget-tasks": Every(hour=3),
    "prove-index": Every(hour=4),
    "prove-originals": Every(hour=5),
}


class UnknownKind(LookupError):
    """This version knows no task of that kind; another did."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def function_of(kind: str) -> Function:
    """The function of a kind. Raises ``UnknownKind`` where the table has none such."""
    if kind not in KINDS:
        raise UnknownKind(kind)
    module, _, name = KINDS[kind].partition(":")
    function: Function = getattr(importlib.import_module(module), name)
    return function
