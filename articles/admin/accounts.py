"""Users and groups: Django's own pages, on lists and rows of which an address may ask for any number."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from articles.admin.large import LargeAdmin

admin.site.unregister((User, Group))


@admin.register(User)
class AccountAdmin(LargeAdmin, UserAdmin):
    pass


@admin.register(Group)
class RightsAdmin(LargeAdmin, GroupAdmin):
    pass
