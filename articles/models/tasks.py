"""Work that outlives a request or has an hour: what is to be done, how far it is, who is at it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    """One piece of work for the worker.

    All times are the database's, so that hosts whose clocks differ agree on them. ``heartbeat`` changes as
    long as the owner lives; whether it changes is all that others look at.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")

    kind = models.CharField(_("kind"), max_length=60, help_text=_("a key of articles.working.kinds"))
    arguments = models.JSONField(_("arguments"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    repeated = models.BooleanField(
        _("repeated"), default=False, help_text=_("the next one is planned when this one ends")
    )
    not_before = models.DateTimeField(
        _("not before"), default=None, null=True, blank=True, help_text=_("none: at once")
    )

    cursor = models.JSONField(
        _("cursor"), default=dict, help_text=_("what it needs to go on where it was, and its outcome")
    )
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("total"), null=True, blank=True, help_text=_("none: not known"))
    asked_to_stop = models.BooleanField(_("asked to stop"), default=False)
    attempts = models.PositiveIntegerField(
        _("attempts"), default=0, help_text=_("begun so often since it last got on")
    )
    error = models.JSONField(
        _("error"), null=True, blank=True, help_text=_("a code: why it failed, or is tried again")
    )

    owner = models.CharField(_("owner"), max_length=40, blank=True, help_text=_("the worker that has it"))
    host = models.CharField(_("host"), max_length=255, blank=True)
    pid = models.PositiveIntegerField(_("pid"), null=True, blank=True)
    heartbeat = models.DateTimeField(_("heartbeat"), null=True, blank=True)
    begun_at = models.DateTimeField(
        _("begun at"), null=True, blank=True, help_text=_("by its present or last owner")
    )
    begun_with = models.PositiveBigIntegerField(
        _("begun with"), default=0, help_text=_("what was done by then")
    )

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state__in=["waiting", "running"]), name="task_open"),
        ]
        constraints = [
            # Two workers that plan tonight's at once plan one.
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(repeated=True, state__in=["waiting", "running"]),
                name="task_repeated_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def rate(self) -> float | None:
        """Units a second since its owner began it; None where that is not known, or it is not running."""
        if self.state != self.State.RUNNING or self.begun_at is None or self.heartbeat is None:
            return None
        seconds = (self.heartbeat - self.begun_at).total_seconds()
        return (
            (self.done - self.begun_with) / seconds if seconds > 0 and self.done > self.begun_with else None
        )

    def seconds_left(self) -> float | None:
        rate = self.rate()
        return None if rate is None or self.total is None else max(self.total - self.done, 0) / rate
