"""Keys of the API: made here, shown once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.large import LargeAdmin
from articles.models import ApiKey


@admin.register(ApiKey)
class ApiKeyAdmin(LargeAdmin):
    list_display = ("name", "beginning", "per_minute", "revoked", "created_at")
    list_filter = ("revoked",)
    search_fields = ("name", "beginning")
    fields = ("name", "per_minute", "revoked", "beginning", "created_at")
    readonly_fields = ("beginning", "created_at")

    def save_model(self, request: HttpRequest, obj: ApiKey, form: ModelForm, change: bool) -> None:
        key = "" if change else obj.renew()
        super().save_model(request, obj, form, change)
        if key:
            told = _("The key is %(key)s – copy it now: it is kept as a hash only and never shown again.")
            messages.warning(request, told % {"key": key})

    def get_readonly_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        return self.readonly_fields if obj else ()

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> Any:
        return self.fields if obj else ("name", "per_minute")
