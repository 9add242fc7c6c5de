"""What makes an admin list usable with a million rows: no counts of whole tables, few queries a page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

COUNT_UP_TO = 10_000


class CappedPaginator(Paginator):
    """Counts no further than ``COUNT_UP_TO`` rows: nobody pages on to there."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by()[:COUNT_UP_TO].count()
        return len(rows)


class LargeAdmin(admin.ModelAdmin):
    """The base of all our admins."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    actions_on_bottom = False


class ReadOnlyAdmin(LargeAdmin):
    """Rows that only the archive itself writes."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
