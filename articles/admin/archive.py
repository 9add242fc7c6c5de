"""What the archive itself writes: originals, readings, its own row, and what waits for the index."""

from __future__ import annotations

import string
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.large import ReadOnlyAdmin, no_search, searched_for
from articles.admin.links import link_to
from articles.editing.closed import may_see_closed
from articles.models import Archive, Original, PendingChange, Reading
from articles.models.beginning import begins_with

BEGINNING = 5000  # characters of an original
ARTICLES_LISTED = 50


@admin.register(Archive)
class ArchiveAdmin(ReadOnlyAdmin):
    list_display = ("uuid",)
    fields = readonly_fields = ("uuid",)


@admin.register(PendingChange)
class PendingChangeAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_id")


@admin.register(Original)
class OriginalAdmin(ReadOnlyAdmin):
    """The bytes themselves are on each article's public page of its original."""

    list_display = ("sha256", "size", "encoding", "closed", "created_at")
    fields = readonly_fields = (
        "sha256",
        "size",
        "encoding",
        "media_type",
        "closed",
        "created_at",
        "articles_made",
        "beginning",
    )
    search_fields = ("sha256",)  # for the box; see get_search_results
    search_help_text = gettext_lazy("the first digits of the sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Original]:
        return super().get_queryset(request).defer("compressed")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        digits = searched_for(search_term).lower()
        if not digits:
            return queryset, False
        if not set(digits) <= set(string.hexdigits):
            return no_search(queryset)
        return queryset.filter(begins_with("sha256", digits)).order_by("sha256"), False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The raw page of a withdrawn article may be open, as in public; what it became is not."""
        fields = self.fields
        return fields if may_see_closed(request.user) else [one for one in fields if one != "articles_made"]

    @admin.display(description=gettext_lazy("articles"))
    def articles_made(self, original: Original) -> str:
        made = original.articles.defer("body")[:ARTICLES_LISTED]
        return format_html_join(", ", "{}", ((link_to(article),) for article in made)) or _("none")

    @admin.display(description=gettext_lazy("its beginning"))
    def beginning(self, original: Original) -> str:
        return format_html('<pre class="raw" dir="auto">{}</pre>', original.text[:BEGINNING])


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_link", "reader_version", "needs_review", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        rows = super().get_queryset(request).select_related("article")
        return rows.defer("fields", "evidence", "roles", "doubts", "article__body")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, reading: Reading) -> str:
        return link_to(reading.article)
