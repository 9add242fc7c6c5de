"""What editors are asked, and what they decided about people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article
from articles.models.people import Person


class Proposal(models.Model):
    """Two people who may be one: for an editor to merge or to keep apart."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        MERGED = "merged", _("Merged")
        SEPARATE = "separate", _("Separate")

    first = models.ForeignKey(Person, on_delete=models.CASCADE, verbose_name=_("first"), related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, verbose_name=_("second"), related_name="+")
    score = models.FloatField(_("score"))
    reason = models.JSONField(_("reason"), default=dict, help_text=_("a code: how their names are alike"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["state", "-score"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="proposal_once_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="proposal_pair_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="proposal_likeliest")]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"


class Decision(models.Model):
    """What an editor decided about people or duplicates: append-only, enough to undo and to repeat it."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merge")
        SPLIT = "split", _("Split")
        REJECT = "reject", _("Reject")
        MOVE = "move", _("Move")
        CONFIRM = "confirm", _("Confirm")
        SEPARATE = "separate", _("Separate")
        JOIN = "join", _("Join reprints")
        APART = "apart", _("No reprints")

    OF_ARTICLES = frozenset({Kind.JOIN, Kind.APART})  # about two of them

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    people = models.ManyToManyField(Person, verbose_name=_("people"), related_name="decisions")
    article = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="decisions",
    )
    data = models.JSONField(_("data"), help_text=_("what was done, exactly"))
    note = models.TextField(_("note"), blank=True)
    reason = models.JSONField(
        _("reason"), null=True, blank=True, help_text=_("a code: why the machine did it")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("undoes"),
        null=True,
        blank=True,
        related_name="undone_by",
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def right(self) -> str:
        """Who has it may make such a decision, and undo it."""
        return "change_article" if self.kind in self.OF_ARTICLES else "change_person"
