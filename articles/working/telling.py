"""How far a task is, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Task


def how_far(task: Task) -> str:
    """ "1200 of 5000, 240/s, 16 s left"; "" where nothing has been counted."""
    if not task.done and task.total is None:
        return ""
    parts = [
        str(task.done)
        if task.total is None
        else _("%(done)s of %(total)s") % {"done": task.done, "total": task.total}
    ]
    if (rate := task.rate()) is not None:
        parts.append(pgettext("rate", "%s/s") % (f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"))
    if (left := task.seconds_left()) is not None:
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
