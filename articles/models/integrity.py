"""The log of all Originals' hashes: only ever added to, never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Leaf(models.Model):
    """One Original's place in the log. It stays when the Original is closed, or taken out."""

    place = models.BigIntegerField(_("place"), primary_key=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("place in the log")
        verbose_name_plural = _("places in the log")

    def __str__(self) -> str:
        return f"{self.place}: {self.sha256[:12]}"


class Subtree(models.Model):
    """The root over as many leaves as ``log.SUBTREE`` says, kept so that a proof need not hash everything."""

    number = models.BigIntegerField(_("number"), primary_key=True)
    root = models.CharField(_("root"), max_length=64)

    class Meta:
        verbose_name = _("subtree of the log")
        verbose_name_plural = _("subtrees of the log")

    def __str__(self) -> str:
        return str(self.number)


class DailyRoot(models.Model):
    """The root over the first ``size`` leaves, as it was at the end of that day's work."""

    day = models.DateField(_("day"), unique=True)
    size = models.BigIntegerField(_("leaves"))
    root = models.CharField(_("root"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("daily root")
        verbose_name_plural = _("daily roots")

    def __str__(self) -> str:
        return f"{self.day}: {self.root[:12]}"
