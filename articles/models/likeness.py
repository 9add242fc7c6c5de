"""What the archive knows of texts that are much the same: which article is a reprint of which."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article


class Fingerprint(models.Model):
    """What an article was compared by, and with whom it stands. Made of its text, at any time anew."""

    article = models.OneToOneField(
        Article,
        on_delete=models.CASCADE,
        verbose_name=_("article"),
        primary_key=True,
        related_name="fingerprint",
    )
    version = models.PositiveSmallIntegerField(
        _("version"), help_text=_("of the way it was made; 0: to be made anew")
    )
    made_of = models.DateTimeField(
        _("made of"), help_text=_("when the article that it was made of was changed last")
    )
    bands = models.BinaryField(_("bands"), help_text=_("the keys of its bands, each 64 bits"))
    group = models.BigIntegerField(
        _("group"),
        null=True,
        help_text=_("the first article among its reprints and itself; none: it has none"),
    )

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        indexes = [
            models.Index(fields=["group"], name="fingerprint_group", condition=models.Q(group__isnull=False)),
            models.Index(fields=["version"], name="fingerprint_version"),
        ]

    def __str__(self) -> str:
        return f"fingerprint of {self.article_id}"


class Band(models.Model):
    """Texts with the same key may share runs of words. Found by the key only: no index holds the article."""

    key = models.BigIntegerField(_("key"))
    article = models.ForeignKey(
        Article,
        on_delete=models.DO_NOTHING,
        verbose_name=_("article"),
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        indexes = [models.Index(fields=["key", "article"], name="band_key")]

    def __str__(self) -> str:
        return str(self.key)


class Reprint(models.Model):
    """Two articles with much the same text."""

    class State(models.TextChoices):
        FOUND = "found", _("Found")
        JOINED = "joined", _("Joined")
        APART = "apart", _("Apart")

    first = models.ForeignKey(
        Article, on_delete=models.CASCADE, verbose_name=_("first"), related_name="+", db_index=False
    )
    second = models.ForeignKey(Article, on_delete=models.CASCADE, verbose_name=_("second"), related_name="+")
    similarity = models.FloatField(
        _("similarity"), help_text=_("what share of the shorter text stands in the other")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.FOUND)

    class Meta:
        verbose_name = _("reprint")
        verbose_name_plural = _("reprints")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="reprint_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="reprint_pair_in_order"
            ),
        ]
        indexes = [
            # What waits to be looked at, the least alike first.
            models.Index(
                fields=["similarity", "id"], name="reprint_found", condition=models.Q(state="found")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"
