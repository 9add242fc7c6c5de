"""Import runs, what became of their files, and where originals were met."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.large import ReadOnlyAdmin
from articles.models import ImportEntry, ImportRun, Sighting


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "started_at",
        "finished_at",
        "status",
        "read",
        "imported",
        "updated",
        "unchanged",
        "rejected",
        "needs_review",
    )
    list_filter = ("status",)


@admin.register(ImportEntry)
class ImportEntryAdmin(ReadOnlyAdmin):
    list_display = ("path", "outcome", "reason", "article", "run")
    list_filter = ("outcome",)
    list_select_related = ("article", "run")


@admin.register(Sighting)
class SightingAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "original", "seen_at", "run")
    list_select_related = ("original", "run")
