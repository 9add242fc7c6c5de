"""Where originals were met, and what became of every file of every import."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article, Original


class ImportRun(models.Model):
    """One run of the import command."""

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        INTERRUPTED = "interrupted", _("Interrupted")
        UNDONE = "undone", _("Undone")

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("its last sign of life, by the database's clock")
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RUNNING)
    arguments = models.JSONField(default=dict)
    read = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    needs_review = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text=_("files there are; none: not known beforehand")
    )
    tally = models.JSONField(
        default=dict,
        editable=False,
        help_text=_("how many doubts of each code, and how many articles of each status, it has brought"),
    )
    asked_to_stop = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-id"]

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

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

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="entries")
    path = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.JSONField(null=True, blank=True, help_text=_("a code: why it became no article"))
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_entries"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = _("import entries")
        indexes = [models.Index(fields=["run", "outcome"], name="entry_run_outcome")]

    def __str__(self) -> str:
        return f"{self.path}: {self.outcome}"


class Sighting(models.Model):
    """Where an Original was met: the path or URL, the hints given, the run, the time."""

    original = models.ForeignKey(Original, on_delete=models.CASCADE, related_name="sightings")
    run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="sightings"
    )
    path = models.TextField(blank=True)
    url = models.TextField(blank=True)
    hints = models.JSONField(default=dict)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.url or self.path
