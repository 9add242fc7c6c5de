"""How far a task is, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Task


def how_far(task: Task) -> str:
    """ "1200 of 5000, 240/s, 16 s left"; "" where nothing has been counted."""
    if not task.done and task.total is None:
        return ""
    return steps(task.done, task.total, task.rate(), task.seconds_left())


def steps(done: int, total: int | None, rate: float | None, left: float | None) -> str:
    """ "1200 of 5000, 240/s, 16 s left", as far as it is known."""
    parts = [str(done) if total is None else _("%(done)s of %(total)s") % {"done": done, "total": total}]
    if rate is not None:
        parts.append(pgettext("rate", "%s/s") % (f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"))
    if left is not None:
        parts.append(_("%s left") % duration(left))
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """ "2 h 5 min", "3 min 20 s", "4 s"."""
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    if minutes:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}
    return _("%s s") % seconds
