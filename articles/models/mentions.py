"""Where people are mentioned, and by what they were looked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article
from articles.models.people import OfPerson, Person, Standing


def is_open(status: str, person: int | None, inferred: bool) -> bool:
    """Whether a mention may yet be of somebody else as more becomes known, with no editor saying so: it is
    of nobody, or of somebody whom only a surname and its company tell."""
    return status == Standing.SUGGESTED and (person is None or inferred)


class MentionQuerySet(models.QuerySet["Mention"]):
    def standing(self) -> MentionQuerySet:
        """Mentions that count: not rejected, of a person."""
        return self.exclude(status=Standing.REJECTED).exclude(person=None)

    def open(self) -> MentionQuerySet:
        """As ``is_open``."""
        return self.filter(Q(person=None) | Q(inferred=True), status=Standing.SUGGESTED)


class Mention(OfPerson):
    """One occurrence of a person in one article."""

    class Field(models.TextChoices):
        HEADLINE = "headline", _("Headline")
        CAPTION = "caption", _("Caption")
        BODY = "body", _("Body")

    # The indexes that begin with them serve as theirs.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, verbose_name=_("article"), related_name="mentions", db_index=False
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="mentions",
        db_index=False,
    )
    field = models.CharField(_("field"), max_length=10, choices=Field.choices)
    start = models.PositiveIntegerField(_("start"), help_text=_("code points from the start of the field"))
    end = models.PositiveIntegerField(_("end"))
    surface = models.CharField(_("surface"), max_length=200)
    extractor = models.CharField(_("extractor"), max_length=40)
    version = models.CharField(_("version"), max_length=40)
    status = models.CharField(
        _("status"), max_length=10, choices=Standing.choices, default=Standing.SUGGESTED
    )
    inferred = models.BooleanField(
        _("inferred"),
        default=False,
        editable=False,
        help_text=_("only a surname stands in the article, and its company tells whose it is"),
    )
    reason = models.JSONField(
        _("reason"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("a code: why a surname that stands alone is, or may be, this person's"),
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["article", "field", "start"]
        constraints = [
            models.UniqueConstraint(fields=["article", "field", "start"], name="mention_once_per_place"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="mention_span_not_empty"),
        ]
        indexes = [
            models.Index(fields=["person", "article", "status"], name="mention_of_person"),
            models.Index(fields=["article", "person", "status"], name="mention_in_article"),
            models.Index(fields=["person", "article"], name="mention_inferred", condition=Q(inferred=True)),
        ]

    def __str__(self) -> str:
        return self.surface


class Extraction(models.Model):
    """By which extractor, in which version, the people of an article were last looked for."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, verbose_name=_("article"), primary_key=True
    )
    version = models.CharField(_("version"), max_length=80, help_text=_("extractor and version"))
    surnames_due = models.BooleanField(
        _("surnames due"),
        default=False,
        editable=False,
        help_text=_(
            "surnames that stand alone are to be asked about again when all that came with it is there"
        ),
    )

    class Meta:
        # The few that are due are found without a look at the others.
        verbose_name = _("extraction")
        verbose_name_plural = _("extractions")
        indexes = [
            models.Index(fields=["article"], name="extraction_due", condition=Q(surnames_due=True)),
        ]

    def __str__(self) -> str:
        return self.version
