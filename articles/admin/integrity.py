"""The log of hashes and its roots, and what was taken out: to be looked at."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.large import ReadOnlyAdmin
from articles.models import DailyRoot, Leaf, Removal, RemovedOriginal, Subtree


@admin.register(Leaf)
class LeafAdmin(ReadOnlyAdmin):
    list_display = ("place", "sha256")
    fields = readonly_fields = ("place", "sha256")


@admin.register(Subtree)
class SubtreeAdmin(ReadOnlyAdmin):
    list_display = ("number", "root")
    fields = readonly_fields = ("number", "root")


@admin.register(DailyRoot)
class DailyRootAdmin(ReadOnlyAdmin):
    list_display = ("day", "size", "root", "made_at")
    fields = readonly_fields = ("day", "size", "root", "made_at")


@admin.register(Removal)
class RemovalAdmin(ReadOnlyAdmin):
    list_display = ("public_id", "source", "section", "language", "removed_at")
    fields = readonly_fields = ("public_id", "source", "section", "language", "removed_at")


@admin.register(RemovedOriginal)
class RemovedOriginalAdmin(ReadOnlyAdmin):
    list_display = ("sha256", "removed_at")
    fields = readonly_fields = ("sha256", "removed_at")
