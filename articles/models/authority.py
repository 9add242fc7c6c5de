"""An authority list that is kept to be looked up in: nobody of it is a person of the archive yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityRecord(models.Model):
    """One person as the list says it."""

    authority_id = models.CharField(_("authority id"), max_length=100, unique=True)
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, blank=True, db_index=True)
    description = models.TextField(_("description"), blank=True)
    names = models.JSONField(_("names"), default=list, help_text=_("each with its language"))

    class Meta:
        verbose_name = _("record of the authority list")
        verbose_name_plural = _("authority list")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.authority_id


class AuthorityName(models.Model):
    """A name of a record, folded, to find it by."""

    record = models.ForeignKey(
        AuthorityRecord,
        on_delete=models.CASCADE,
        related_name="folded",
        verbose_name=_("record of the authority list"),
    )
    folded = models.CharField(_("folded"), max_length=200, db_index=True)

    class Meta:
        verbose_name = _("name in the authority list")
        verbose_name_plural = _("names in the authority list")

    def __str__(self) -> str:
        return self.folded
