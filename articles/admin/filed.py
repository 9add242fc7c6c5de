"""What articles are filed under: sources, sections, places. Renaming one touches no article."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.large import LargeAdmin
from articles.admin.revisions import RevisionsAdmin
from articles.models import Place, PlaceName, Section, SectionName, Source
from articles.models.filed import NEEDS_LETTERS, is_name
from articles.text.fold import fold


def check_zone(zone: str) -> str:
    """The name of a time zone. Raises ValidationError for one that does not exist."""
    if zone and zone not in zoneinfo.available_timezones():
        raise forms.ValidationError(_("Not a time zone. Give a name such as Asia/Baku."))
    return zone


def check_name(name: str) -> None:
    """Raises ValidationError for what no key can be made of."""
    if not is_name(name):
        raise forms.ValidationError(NEEDS_LETTERS)


class FiledAdmin(RevisionsAdmin):
    """A row that articles are filed under goes only when none is: it may be hundreds of thousands."""

    prepopulated_fields = {"slug": ("name",)}

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        used = [row for row in objs if row.articles.exists()]
        if used:
            advice = _("“%(row)s”: articles are filed under it. File them elsewhere first, or rename it.")
            return [], {}, set(), [advice % {"row": row} for row in used]
        return super().get_deleted_objects(objs, request)


class SourceForm(forms.ModelForm):
    def clean_timezone(self) -> str:
        return check_zone(self.cleaned_data["timezone"])


@admin.register(Source)
class SourceAdmin(FiledAdmin):
    form = SourceForm
    list_display = ("name", "domain", "timezone")
    search_fields = ("name", "domain", "slug")
    compared_fields = ("name", "slug", "domain", "timezone", "description")


class NamesFormSet(forms.BaseInlineFormSet):
    """Two new names that are the same to a reader would meet in the database first."""

    def clean(self) -> None:
        super().clean()
        names = [form.cleaned_data.get("name", "") for form in self._kept()]
        folded = [fold(name) for name in names if name]
        doubled = {name for name in folded if folded.count(name) > 1}
        if doubled:
            raise forms.ValidationError(_("Given twice: %(names)s.") % {"names": ", ".join(sorted(doubled))})

    def _kept(self) -> Iterable[Any]:
        return (form for form in self.forms if form.is_valid() and not form.cleaned_data.get("DELETE"))


class SectionNameInline(admin.TabularInline):
    model = SectionName
    formset = NamesFormSet
    extra = 1


@admin.register(Section)
class SectionAdmin(FiledAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug", "names__name")
    inlines = [SectionNameInline]
    compared_fields = ("name", "slug")


class PlaceNameInline(admin.TabularInline):
    model = PlaceName
    formset = NamesFormSet
    extra = 1


@admin.register(Place)
class PlaceAdmin(FiledAdmin):
    list_display = ("name", "country", "slug")
    search_fields = ("name", "slug", "names__name")
    inlines = [PlaceNameInline]
    compared_fields = ("name", "slug", "country", "latitude", "longitude")


class FiledNameAdmin(LargeAdmin):
    """Names by themselves: to find which section or place a word of a page means."""

    list_display = ("name", "language", "folded")
    readonly_fields = ("folded",)
    search_fields = ("name", "folded")


@admin.register(SectionName)
class SectionNameAdmin(FiledNameAdmin):
    list_display = ("name", "language", "section")
    list_select_related = ("section",)
    autocomplete_fields = ("section",)


@admin.register(PlaceName)
class PlaceNameAdmin(FiledNameAdmin):
    list_display = ("name", "language", "place")
    list_select_related = ("place",)
    autocomplete_fields = ("place",)
