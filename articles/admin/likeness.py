"""What the archive found out of texts that are much the same; each row can be made anew at any time."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.admin.large import ReadOnlyAdmin
from articles.admin.links import link_to
from articles.models import Article, Band, Fingerprint, Reprint


@admin.register(Reprint)
class ReprintAdmin(ReadOnlyAdmin):
    list_display = ("id", "first_link", "second_link", "similarity", "state")
    fields = readonly_fields = ("first_link", "second_link", "similarity", "state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reprint]:
        rows = super().get_queryset(request).select_related("first", "second")
        return rows.defer("first__body", "second__body")

    @admin.display(description=gettext_lazy("one"))
    def first_link(self, reprint: Reprint) -> str:
        return link_to(reprint.first)

    @admin.display(description=gettext_lazy("other"))
    def second_link(self, reprint: Reprint) -> str:
        return link_to(reprint.second)


@admin.register(Fingerprint)
class FingerprintAdmin(ReadOnlyAdmin):
    list_display = ("article_id", "version", "made_of", "group")
    fields = readonly_fields = ("article_link", "version", "made_of", "group")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fingerprint]:
        return super().get_queryset(request).select_related("article").defer("bands", "article__body")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, fingerprint: Fingerprint) -> str:
        return link_to(fingerprint.article)


@admin.register(Band)
class BandAdmin(ReadOnlyAdmin):
    list_display = ("id", "key", "article_id")
    fields = readonly_fields = ("key", "article_link")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, band: Band) -> str:
        """No constraint holds the article: it may be gone."""
        found = Article.objects.defer("body").filter(pk=band.article_id).first()
        return link_to(found) if found else "-"
