"""What an archive is called and how it looks, where its editors say so; the settings say it otherwise."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.looks.colours import DARK, ENOUGH, LIGHT, colour, worst
from articles.looks.logos import HostileLogo, media_type

NAME_LENGTH, MOTTO_LENGTH = 80, 160

_REFUSED = {
    "size": _("The logo is empty or larger than 200 kB."),
    "kind": _("The logo is no PNG, JPEG, WebP or SVG."),
    "declarations": _("The SVG declares types or instructions: save it as a plain SVG."),
    "elements": _("The SVG holds more than plain shapes, such as a script, a style or a picture."),
    "attributes": _(
        "The SVG has attributes that a plain drawing does not need, such as a style or an event."
    ),
    "references": _("The SVG refers to something outside itself."),
}


def check_accent(text: str, *, dark: bool = False) -> None:
    """Raises ValidationError for no colour, and for one that cannot be read on the archive's pages."""
    try:
        accent = colour(text)
    except ValueError as error:
        raise ValidationError(_("Write a colour as #7c1d1d.")) from error
    found = worst(accent, DARK if dark else LIGHT)
    if found < ENOUGH:
        told = {"found": f"{found:.1f}", "enough": f"{ENOUGH:.1f}"}
        raise ValidationError(
            _("Text in this colour could hardly be read: its contrast is %(found)s, not %(enough)s."),
            params=told,
        )


def check_accent_dark(text: str) -> None:
    check_accent(text, dark=True)


def check_logo(data: bytes) -> None:
    """Raises ValidationError for what is no picture, or more than one."""
    try:
        media_type(data)
    except HostileLogo as error:
        raise ValidationError(_REFUSED[str(error)]) from error


def check_timezone(text: str) -> None:
    if text not in zoneinfo.available_timezones():
        raise ValidationError(_("Write a time zone as Asia/Baku."))


def check_languages(codes: Any) -> None:
    known = dict(settings.LANGUAGES)
    is_list = isinstance(codes, list) and len(codes) == len({str(code) for code in codes})
    if not is_list or not all(code in known for code in codes):
        raise ValidationError(
            _("Name languages that the archive has, each once: %(known)s."),
            params={"known": ", ".join(known)},
        )


CHECKS: Mapping[str, Callable[[Any], None]] = {
    "logo": check_logo,
    "accent": check_accent,
    "accent_dark": check_accent_dark,
    "timezone": check_timezone,
    "languages": check_languages,
}


class Identity(models.Model):
    """The one row; what it leaves empty, the settings say."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    motto = models.CharField(_("motto"), max_length=MOTTO_LENGTH, blank=True)
    logo = models.BinaryField(_("logo"), null=True, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        help_text=_("such as #7c1d1d"),
    )
    accent_dark = models.CharField(
        _("accent colour in the dark"),
        max_length=7,
        blank=True,
        help_text=_("empty: a lighter shade of the other"),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        help_text=_("such as Asia/Baku"),
    )
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_("of the pages, the first for whoever asks for none of them; empty: all"),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("name and look")
        verbose_name_plural = _("name and look")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="identity_once")]

    def __str__(self) -> str:
        return self.name or "1"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Raises ValidationError also for a look that cannot be shown."""
        super().clean_fields(exclude)
        errors: dict[str, Any] = {}
        for field, check in CHECKS.items():
            value = getattr(self, field)
            if value and field not in (exclude or ()):
                try:
                    check(value)
                except ValidationError as error:
                    errors[field] = error.error_list
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves what is valid, as the one row. Raises ValidationError."""
        self.pk = 1
        self.accent, self.accent_dark = self.accent.strip().lower(), self.accent_dark.strip().lower()
        self.clean_fields()
        super().save(*args, **kwargs)


class IdentityWords(models.Model):
    """The name and the motto in one more language."""

    identity = models.ForeignKey(
        Identity, on_delete=models.CASCADE, related_name="words", verbose_name=_("name and look")
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    motto = models.CharField(_("motto"), max_length=MOTTO_LENGTH, blank=True)

    class Meta:
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["identity", "language"], name="identity_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.name}"
