"""What readers ask for: corrections of an article, and that one, or a name in it, be no longer shown."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article
from articles.models.people import Person


class FromReader(models.Model):
    """What somebody without an account has sent. Contact and sender are forgotten after a set time."""

    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("for editors only; deleted in time")
    )
    sender = models.CharField(
        _("sender"),
        max_length=32,
        blank=True,
        help_text=_("a keyed hash of the day and the address, to count by"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("of the editor; never public"))

    class Meta:
        abstract = True


class Report(FromReader):
    """An error that a reader tells of."""

    class Kind(models.TextChoices):
        HEADLINE = "headline", _("The headline")
        DATE = "date", _("The date")
        TEXT = "text", _("The text")
        PEOPLE = "people", _("A person")
        FILED = "filed", _("Source, section or place")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="reports", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    text = models.TextField(
        _("text"),
    )
    suggestion = models.TextField(_("suggestion"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], name="report_open", condition=Q(state="open")),
            models.Index(fields=["sender"], name="report_sender", condition=~Q(sender="")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class TakedownCase(FromReader):
    """A request that an article, or a name in it, be no longer shown; and what was decided."""

    class Reason(models.TextChoices):
        PRIVACY = "privacy", _("Privacy")
        COURT = "court", _("Order of a court or an authority")
        COPYRIGHT = "copyright", _("Copyright")
        UNTRUE = "untrue", _("Untrue statement")
        SAFETY = "safety", _("Somebody's safety")
        MINOR = "minor", _("A child is named")
        OTHER = "other", _("Another reason")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        WITHDRAWN = "withdrawn", _("Article withdrawn")
        DELISTED = "delisted", _("Name taken out")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Shown again")

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="cases", verbose_name=_("article")
    )
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("where only a name is to be taken out")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, default=Reason.OTHER)
    text = models.TextField(_("text"), blank=True)
    legal_note = models.TextField(_("legal note"), blank=True)
    review_on = models.DateField(
        _("to be looked at again on"), null=True, blank=True, help_text=_("to be looked at again")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    revision = models.BigIntegerField(
        _("revision"), null=True, blank=True, help_text=_("that took the name out")
    )
    text_left = models.BooleanField(
        _("text left"),
        default=False,
        help_text=_("the article's own page shows the name; nothing finds it by it"),
    )

    class Meta:
        verbose_name = _("takedown case")
        verbose_name_plural = _("takedown cases")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], name="case_open", condition=Q(state="open")),
            models.Index(fields=["sender"], name="case_sender", condition=~Q(sender="")),
            models.Index(
                fields=["article", "revision"],
                name="case_text_left",
                condition=Q(state="delisted", text_left=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.reason}"


def cases_waiting(today: dt.date) -> Q:
    """Cases that are open, and those decided whose day to be looked at again has come."""
    closed = TakedownCase.State.WITHDRAWN, TakedownCase.State.DELISTED
    return Q(state=TakedownCase.State.OPEN) | Q(state__in=closed, review_on__lte=today)
