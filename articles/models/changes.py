"""What outlets changed of their articles after publication, as far as the archive kept both versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article, Reading


class TextChangeQuerySet(models.QuerySet["TextChange"]):
    def public(self) -> TextChangeQuerySet:
        """Of articles that readers may see, with both versions open."""
        return self.exclude(article__status=Article.Status.WITHDRAWN).filter(
            article__held_for=None,
            article__original__closed=False,
            before__original__closed=False,
            after__original__closed=False,
        )


class TextChange(models.Model):
    """From one version of an article to the next that says something else. Made of its readings."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, verbose_name=_("article"), related_name="text_changes"
    )
    before = models.ForeignKey(Reading, on_delete=models.CASCADE, verbose_name=_("before"), related_name="+")
    after = models.ForeignKey(Reading, on_delete=models.CASCADE, verbose_name=_("after"), related_name="+")
    is_substance = models.BooleanField(
        _("of substance"), help_text=_("not only spelling, blanks, marks or capitals")
    )
    seen_at = models.DateTimeField(_("seen at"), help_text=_("when the later version was first met"))

    objects = TextChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a text")
        verbose_name_plural = _("changes of texts")
        ordering = ["-seen_at", "-id"]
        indexes = [
            models.Index(fields=["-seen_at", "-id"], name="text_change_seen"),
            models.Index(fields=["is_substance", "-seen_at", "-id"], name="text_change_weighed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="text_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.seen_at:%Y-%m-%d}"
