"""manage.py work: the worker that follows the index and does the tasks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.management.database import needs_database, wait_for_database
from articles.models import Task
from articles.parallel import end_on_signals, end_with_parent
from articles.wording.codes import worded
from articles.working.telling import how_far
from articles.working.worker import work

ENDED_SHOWN = 20


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Brings changes into the search index as they come, and does the tasks that wait, until it is "
            "told to end (SIGTERM, Ctrl-C). Killed at any moment, the next one goes on where it was."
        )
        parser.add_argument(
            "--status", action="store_true", help=_("print the tasks and how far they are; no work")
        )
        parser.add_argument(
            "--end-with-parent",
            type=int,
            metavar="PID",
            help=_("end when this process, which started it, is gone"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["status"]:
            self.print_status()
            return
        ending = end_on_signals()
        if options["end_with_parent"]:
            end_with_parent(ending, options["end_with_parent"])
        wait_for_database(ending)
        try:
            work(ending)
        except RuntimeError as error:
            raise CommandError(f"{error} {error.__cause__}") from error

    @needs_database()
    def print_status(self) -> None:
        """Open tasks, those at work first, then the last that ended."""
        is_open = [Task.State.RUNNING, Task.State.WAITING]
        rows = [
            *Task.objects.filter(state__in=is_open).order_by("state", "id"),
            *Task.objects.exclude(state__in=is_open)[:ENDED_SHOWN],
        ]
        for task in rows:
            self.stdout.write(line_of(task))
        if not rows:
            self.stdout.write(_("No task was asked for."))


def line_of(task: Task) -> str:
    """ "17  reread  running  1200 of 5000, 240/s, 16 s left"."""
    parts = [str(task.pk), task.kind, str(task.get_state_display()), how_far(task)]
    if task.state == Task.State.WAITING and task.not_before is not None:
        parts.append(_("not before %s") % f"{localtime(task.not_before):%Y-%m-%d %H:%M:%S}")
    if task.asked_to_stop and task.is_open:
        parts.append(_("asked to stop"))
    return "  ".join(filter(None, [*parts, worded(task.error)]))
