"""People, their names and mentions, what editors decided about them."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.large import LargeAdmin
from articles.models import Person


@admin.register(Person)
class PersonAdmin(LargeAdmin):
    search_fields = ("name",)
