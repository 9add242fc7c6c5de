"""The admin: every table, usable with a million rows."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from articles.admin import (
    accounts,
    archive,
    article,
    decisions,
    desk,
    filed,
    identity,
    imports,
    integrity,
    keys,
    likeness,
    pages,
    people,
    tasks,
)

__all__ = [
    "accounts",
    "archive",
    "article",
    "decisions",
    "desk",
    "filed",
    "identity",
    "imports",
    "integrity",
    "keys",
    "likeness",
    "pages",
    "people",
    "tasks",
]

admin.site.site_header = admin.site.site_title = gettext_lazy("The archive's desk")
admin.site.index_title = gettext_lazy("What there is")
