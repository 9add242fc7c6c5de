"""Changes of many articles at once: what was asked, what it would do, what became of each article."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article
from articles.models.packed import PackedField
from articles.models.tasks import Task


class BulkChange(models.Model):
    """One change of many articles. A draft until it has a task; taken back by another task."""

    articles = PackedField(
        _("articles"), default=list, help_text=_("the ids of all that were chosen, in order")
    )
    field = models.CharField(_("field"), max_length=20, help_text=_("of an article, or its status"))
    value = models.TextField(_("value"), blank=True, help_text=_("as it was typed"))
    pattern = models.CharField(
        _("pattern"), max_length=200, blank=True, help_text=_("of a date in the address or the file's path")
    )
    why = models.CharField(_("why"), max_length=100, blank=True)
    preview = models.JSONField(_("preview"), default=dict, help_text=_("what was told before it was done"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("task")
    )
    undoing = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undoing")
    )

    class Meta:
        verbose_name = _("change in bulk")
        verbose_name_plural = _("changes in bulk")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.field}"


class BulkEntry(models.Model):
    """One article that was changed: its columns as they were and as they became."""

    bulk = models.ForeignKey(
        BulkChange,
        on_delete=models.CASCADE,
        related_name="entries",
        db_index=False,
        verbose_name=_("bulk change"),
    )
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )
    before = models.JSONField(
        _("before"),
    )
    after = models.JSONField(
        _("after"),
    )
    undone = models.BooleanField(
        _("undone"), null=True, help_text=_("none: not tried; no: it was changed since")
    )

    class Meta:
        verbose_name = _("article changed in bulk")
        verbose_name_plural = _("articles changed in bulk")
        constraints = [models.UniqueConstraint(fields=["bulk", "article"], name="bulk_once_per_article")]

    def __str__(self) -> str:
        return f"{self.bulk_id}: {self.article_id}"
