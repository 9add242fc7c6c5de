"""What was here and is no more: undoing an import removes rows, and who harvests or proves must be told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import PUBLIC_ID_LENGTH, Article
from articles.models.originals import Original


class Removal(models.Model):
    """An article that was taken out of the database; readers may have known it. It may come again."""

    public_id = models.CharField(_("public id"), max_length=PUBLIC_ID_LENGTH, unique=True)
    source = models.CharField(_("source"), max_length=100, blank=True, help_text=_("its slug"))
    section = models.CharField(_("section"), max_length=100, blank=True, help_text=_("its slug"))
    language = models.CharField(_("language"), max_length=8)
    removed_at = models.DateTimeField(_("removed at"), auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def note(cls, article: Article) -> None:
        """Before it is deleted. Nobody was ever told of one that was held back."""
        if article.held_for_id is None:
            cls.objects.update_or_create(
                public_id=article.public_id,
                defaults={
                    "source": article.source.slug if article.source else "",
                    "section": article.section.slug if article.section else "",
                    "language": article.language,
                },
            )


class RemovedOriginal(models.Model):
    """An Original whose bytes were taken out; its hash stays in the log of hashes."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    removed_at = models.DateTimeField(_("removed at"), auto_now=True)

    class Meta:
        verbose_name = _("removed original")
        verbose_name_plural = _("removed originals")

    def __str__(self) -> str:
        return self.sha256[:12]

    @classmethod
    def note(cls, originals: Iterable[Original]) -> None:
        rows = [RemovedOriginal(sha256=original.sha256) for original in originals]
        RemovedOriginal.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["sha256"], update_fields=["removed_at"]
        )
