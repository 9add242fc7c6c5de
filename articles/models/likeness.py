"""What the archive knows of texts that are much the same: which article is a reprint of which."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article


class Fingerprint(models.Model):
    """What an article was compared by, and with whom it stands. Made of its text, at any time anew."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    version = models.PositiveSmallIntegerField(help_text=_("of the way it was made; 0: to be made anew"))
    made_of = models.DateTimeField(help_text=_("when the article that it was made of was changed last"))
    bands = models.BinaryField(help_text=_("the keys of its bands, each 64 bits"))
    group = models.BigIntegerField(
        null=True, help_text=_("the first article among its reprints and itself; none: it has none")
    )

    class Meta:
        indexes = [
            models.Index(fields=["group"], name="fingerprint_group", condition=models.Q(group__isnull=False)),
            models.Index(fields=["version"], name="fingerprint_version"),
        ]

    def __str__(self) -> str:
        return f"fingerprint of {self.article_id}"


class Band(models.Model):
    """Texts with the same key may share runs of words. Found by the key only: no index holds the article."""

    key = models.BigIntegerField()
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["key", "article"], name="band_key")]

    def __str__(self) -> str:
        return str(self.key)


class Reprint(models.Model):
    """Two articles with much the same text."""

    class State(models.TextChoices):
        FOUND = "found", _("Found")
        JOINED = "joined", _("Joined")
        APART = "apart", _("Apart")

    first = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    similarity = models.FloatField(help_text=_("what share of the shorter text stands in the other"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.FOUND)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="reprint_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="reprint_pair_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"
