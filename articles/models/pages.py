"""What every archive says of itself: a few pages, in any language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StandingPage(models.Model):
    """One page as this archive's editors wrote it; without a row the default is shown."""

    class Key(models.TextChoices):
        ABOUT = "about", _("About this archive")
        RIGHTS = "rights", _("Rights and reuse")
        CONTACT = "contact", _("Contact")
        TAKEDOWN = "takedown-policy", _("What is taken down")
        PRIVACY = "privacy", _("Privacy")

    key = models.CharField(_("page"), max_length=20, choices=Key.choices)
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("such as az; empty: for all that have none of their own"),
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), help_text=_("paragraphs separated by one blank line"))
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["key", "language"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="page_once_per_language")]

    def __str__(self) -> str:
        return f"{self.key} {self.language}".strip()
