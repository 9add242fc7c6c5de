"""The archive's own name and look: one row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.admin.large import LargeAdmin
from articles.looks.logos import LARGEST
from articles.models import Identity, IdentityWords
from articles.models.identity import check_languages, check_logo


class IdentityForm(forms.ModelForm):
    logo_file = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG, WebP or an SVG of plain shapes, up to 200 kB"),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("No logo"), required=False)
    codes = forms.CharField(
        label=gettext_lazy("Languages"),
        required=False,
        help_text=gettext_lazy(
            "such as az, ru, en: of the pages, the first for whoever asks for none of them; empty: all"
        ),
    )

    class Meta:
        model = Identity
        fields = ("name", "motto", "accent", "accent_dark", "timezone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].initial = ", ".join(self.instance.languages)

    def clean_logo_file(self) -> bytes | None:
        given: UploadedFile | None = self.cleaned_data["logo_file"]
        if given is None:
            return None
        data = given.read(LARGEST + 1)
        check_logo(data)
        return data

    def clean_codes(self) -> list[str]:
        codes = [code.strip().lower() for code in self.cleaned_data["codes"].split(",") if code.strip()]
        check_languages(codes)
        return codes

    def save(self, commit: bool = True) -> Identity:
        self.instance.languages = self.cleaned_data["codes"]
        if self.cleaned_data["logo_file"]:
            self.instance.logo = self.cleaned_data["logo_file"]
        elif self.cleaned_data["no_logo"]:
            self.instance.logo = None
        return super().save(commit)


class WordsInline(admin.TabularInline):
    model = IdentityWords
    extra = 0


@admin.register(Identity)
class IdentityAdmin(LargeAdmin):
    form = IdentityForm
    fields = ("name", "motto", "logo_file", "no_logo", "accent", "accent_dark", "timezone", "codes")
    list_display = ("__str__", "motto", "accent", "timezone", "changed_at")
    inlines = [WordsInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Identity.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # emptied, every field is as the settings say


@admin.register(IdentityWords)
class IdentityWordsAdmin(LargeAdmin):
    list_display = ("language", "name", "motto")
