"""Where originals were met, and what became of every file of every import."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article
from articles.models.originals import Original
from articles.models.rights import OF_RUNS

SIGN_OF_LIFE = dt.timedelta(minutes=1)  # a run that goes on gives one three times as often


class ImportRun(models.Model):
    """One run of the import command."""

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        INTERRUPTED = "interrupted", _("Interrupted")
        UNDONE = "undone", _("Undone")

    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    heartbeat = models.DateTimeField(
        _("heartbeat"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("its last sign of life, by the database's clock"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RUNNING)
    arguments = models.JSONField(_("arguments"), default=dict)
    read = models.PositiveIntegerField(_("read"), default=0)
    imported = models.PositiveIntegerField(_("imported"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    needs_review = models.PositiveIntegerField(_("needs review"), default=0)
    total = models.PositiveIntegerField(
        _("total"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("files there are; none: not known beforehand"),
    )
    tally = models.JSONField(
        _("tally"),
        default=dict,
        editable=False,
        help_text=_("how many doubts of each code, and how many articles of each status, it has brought"),
    )
    asked_to_stop = models.BooleanField(_("asked to stop"), default=False, editable=False)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]
        permissions = OF_RUNS

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

    @classmethod
    def is_any_going_on(cls) -> bool:
        """Whether one gave a sign of life lately: one that was killed is running for good, by its status."""
        alive = cls.objects.filter(heartbeat__gt=Now() - SIGN_OF_LIFE)
        return alive.filter(status=cls.Status.RUNNING).exists()

    def rate(self) -> float | None:
        """Files a second since it began; None where that is not known."""
        until = self.finished_at or self.heartbeat
        seconds = (until - self.started_at).total_seconds() if until else 0
        return self.read / seconds if seconds > 0 and self.read else None

    def seconds_left(self) -> float | None:
        rate = self.rate()
        if not self.is_running or rate is None or self.total is None:
            return None
        return max(self.total - self.read, 0) / rate

    def __str__(self) -> str:
        return f"import {self.pk} of {self.started_at:%Y-%m-%d %H:%M}"


class ImportEntry(models.Model):
    """The fate of one new, updated or rejected file in a run; unchanged files are only counted."""

    class Outcome(models.TextChoices):
        IMPORTED = "imported", _("Imported")
        UPDATED = "updated", _("Updated")
        REJECTED = "rejected", _("Rejected")

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, verbose_name=_("run"), related_name="entries"
    )
    path = models.TextField(_("path"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.JSONField(
        _("reason"), null=True, blank=True, help_text=_("a code: why it became no article")
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="import_entries",
    )

    class Meta:
        verbose_name = _("import entry")
        verbose_name_plural = _("import entries")
        ordering = ["-id"]
        indexes = [models.Index(fields=["run", "outcome"], name="entry_run_outcome")]

    def __str__(self) -> str:
        return f"{self.path}: {self.outcome}"


class Vanished(models.Model):
    """An address of the web that answers no more, as a run was told.

    Once for each run, lest undoing one make the archive forget what another was told, too.
    """

    address = models.BigIntegerField(
        _("address"), help_text=_("the same for all addresses that are one, as of articles")
    )
    url = models.TextField(_("URL"))
    seen_at = models.DateTimeField(_("seen at"), help_text=_("when that was first seen"))
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        verbose_name=_("run"),
        null=True,
        blank=True,
        related_name="vanished",
    )

    class Meta:
        verbose_name = _("vanished address")
        verbose_name_plural = _("vanished addresses")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["address", "seen_at", "id"], name="vanished_first"),
            models.Index(fields=["-seen_at", "-id"], name="vanished_seen"),
        ]
        constraints = [models.UniqueConstraint(fields=["address", "run"], name="vanished_once_a_run")]

    def __str__(self) -> str:
        return self.url


class Sighting(models.Model):
    """Where an Original was met: the path or URL, the hints given, the run, the time."""

    original = models.ForeignKey(
        Original, on_delete=models.CASCADE, verbose_name=_("original"), related_name="sightings"
    )
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        verbose_name=_("run"),
        null=True,
        blank=True,
        related_name="sightings",
    )
    path = models.TextField(_("path"), blank=True)
    url = models.TextField(_("URL"), blank=True)
    hints = models.JSONField(_("hints"), default=dict)
    seen_at = models.DateTimeField(_("seen at"), auto_now_add=True)

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.url or self.path
