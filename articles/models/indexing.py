"""The queue between the database and the search index."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PendingChange(models.Model):
    """ "This article must be indexed again". Written by database triggers, several per article allowed.

    No foreign key: the row must outlive a deleted article.
    """

    article_id = models.BigIntegerField(_("article id"))
    since = models.DateTimeField(
        _("since"), default=timezone.now, null=True
    )  # null: queued before this column was there

    class Meta:
        verbose_name = _("pending change")
        verbose_name_plural = _("pending changes")

    def __str__(self) -> str:
        return f"article {self.article_id}"


def oldest_waiting() -> dt.datetime | None:
    """Since when the change that has waited longest waits to be indexed; None where none does."""
    return PendingChange.objects.order_by("pk").values_list("since", flat=True).first()
