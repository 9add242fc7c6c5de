"""Import runs, what became of their files, and where originals were met."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from articles.admin.large import ReadOnlyAdmin
from articles.admin.links import link_to
from articles.models import ImportEntry, ImportRun, Sighting


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "started_at",
        "status",
        "read",
        "imported",
        "updated",
        "unchanged",
        "rejected_files",
        "needs_review",
        "finished_at",
    )
    list_filter = ("status",)

    @admin.display(description=gettext_lazy("rejected"))
    def rejected_files(self, run: ImportRun) -> str:
        """Their number, leading to which they were and why; the entries have an index for it."""
        if not run.rejected:
            return "0"
        entries = reverse("admin:articles_importentry_changelist")
        query = f"run__id__exact={run.pk}&outcome__exact={ImportEntry.Outcome.REJECTED}"
        return format_html('<a href="{}?{}">{}</a>', entries, query, run.rejected)


@admin.register(ImportEntry)
class ImportEntryAdmin(ReadOnlyAdmin):
    list_display = ("path", "outcome", "reason", "article_link", "run")
    fields = readonly_fields = ("path", "outcome", "reason", "article_link", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportEntry]:
        return super().get_queryset(request).select_related("article", "run").defer("article__body")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, entry: ImportEntry) -> str:
        return link_to(entry.article)


@admin.register(Sighting)
class SightingAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "original_link", "seen_at", "run")
    fields = readonly_fields = ("path", "url", "hints", "original_link", "run", "seen_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sighting]:
        rows = super().get_queryset(request).select_related("original", "run")
        return rows.defer("original__compressed")

    @admin.display(description=gettext_lazy("original"))
    def original_link(self, sighting: Sighting) -> str:
        return link_to(sighting.original)
