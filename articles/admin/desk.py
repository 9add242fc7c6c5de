"""What the desk works with. What readers wrote, and whom to answer, stands on the desk alone."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.large import ReadOnlyAdmin
from articles.models import (
    AuthorityName,
    AuthorityRecord,
    BulkChange,
    BulkEntry,
    Report,
    ReviewReason,
    TakedownCase,
)


@admin.register(BulkChange)
class BulkChangeAdmin(ReadOnlyAdmin):
    list_display = ("id", "field", "value", "made_at")
    fields = readonly_fields = ("field", "value", "pattern", "why", "made_at")


@admin.register(BulkEntry)
class BulkEntryAdmin(ReadOnlyAdmin):
    list_display = ("id", "bulk_id", "article_id", "undone")
    fields = readonly_fields = ("bulk_id", "article_id", "before", "after", "undone")


@admin.register(ReviewReason)
class ReviewReasonAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_id", "code", "language", "since")
    fields = readonly_fields = ("article_id", "code", "language", "since")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_id", "kind", "state", "made_at")
    fields = readonly_fields = ("article_id", "kind", "state", "made_at", "decided_at")


@admin.register(TakedownCase)
class TakedownCaseAdmin(ReadOnlyAdmin):
    list_display = ("id", "reason", "state", "made_at")
    fields = readonly_fields = ("reason", "state", "review_on", "made_at", "decided_at")


@admin.register(AuthorityRecord)
class AuthorityRecordAdmin(ReadOnlyAdmin):
    list_display = ("id", "authority_id", "wikidata_id")
    fields = readonly_fields = ("authority_id", "wikidata_id", "names", "description")


@admin.register(AuthorityName)
class AuthorityNameAdmin(ReadOnlyAdmin):
    list_display = ("id", "folded", "record_id")
    fields = readonly_fields = ("folded", "record_id")
