"""What the archive says of itself."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.large import LargeAdmin
from articles.models import StandingPage


@admin.register(StandingPage)
class StandingPageAdmin(LargeAdmin):
    list_display = ("key", "language", "title", "changed_at")
    list_filter = ("key",)
