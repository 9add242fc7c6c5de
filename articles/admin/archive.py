"""Originals, readings, and the words that articles are filed under."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from articles.admin.large import LargeAdmin, ReadOnlyAdmin
from articles.models import (
    Archive,
    Original,
    PendingChange,
    Place,
    PlaceName,
    Reading,
    Section,
    SectionName,
    Source,
)


@admin.register(Archive)
class ArchiveAdmin(ReadOnlyAdmin):
    list_display = ("uuid",)


@admin.register(PendingChange)
class PendingChangeAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_id")
    ordering = ("id",)


@admin.register(Original)
class OriginalAdmin(ReadOnlyAdmin):
    """The bytes themselves are on each article's public page of its original."""

    list_display = ("sha256", "size", "encoding", "closed", "created_at")
    list_filter = ("closed",)
    fields = ("sha256", "size", "encoding", "closed", "created_at", "articles_made", "beginning")
    readonly_fields = fields
    ordering = ("-id",)
    search_fields = ("sha256",)  # for the box; see get_search_results
    search_help_text = "the first digits of the sha256"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip().lower()
        return (queryset.filter(sha256__gte=term, sha256__lt=term + "g") if term else queryset), False

    @admin.display(description="articles")
    def articles_made(self, original: Original) -> str:
        return format_html(
            "{}",
            ", ".join(original.articles.values_list("public_id", flat=True)[:50]) or "none",
        )

    @admin.display(description="its beginning")
    def beginning(self, original: Original) -> str:
        return original.text[:5000]


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_link", "reader_version", "needs_review", "created_at")
    list_filter = ("needs_review",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        return super().get_queryset(request).select_related("article").defer("fields", "evidence", "roles")

    @admin.display(description="article")
    def article_link(self, reading: Reading) -> str:
        url = reverse("admin:articles_article_change", args=[reading.article_id])
        return format_html('<a href="{}">{}</a>', url, reading.article.title)


@admin.register(Source)
class SourceAdmin(SimpleHistoryAdmin, LargeAdmin):
    list_display = ("name", "domain", "timezone")
    search_fields = ("name", "domain", "slug")
    prepopulated_fields = {"slug": ("name",)}


class SectionNameInline(admin.TabularInline):
    model = SectionName
    extra = 1


@admin.register(Section)
class SectionAdmin(SimpleHistoryAdmin, LargeAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug", "names__name")
    prepopulated_fields = {"slug": ("name",)}
    inlines = [SectionNameInline]


class PlaceNameInline(admin.TabularInline):
    model = PlaceName
    extra = 1


@admin.register(Place)
class PlaceAdmin(SimpleHistoryAdmin, LargeAdmin):
    list_display = ("name", "country", "slug")
    search_fields = ("name", "slug", "names__name")
    prepopulated_fields = {"slug": ("name",)}
    inlines = [PlaceNameInline]
