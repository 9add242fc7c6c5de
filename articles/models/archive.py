"""What the archive shows: articles, and the readings of originals that they come from."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import fields
from articles.models import rights
from articles.models.filed import Place, Section, Source, make_slug
from articles.models.keyed import AddressKey, TextKey
from articles.models.originals import Original
from articles.models.packed import PackedField
from articles.models.revisions import revisions
from articles.text.addresses import address_key

TITLE_LENGTH = 90
PUBLIC_ID_LENGTH = 12
NO_SLUGS = frozenset(
    {"original", "difference", "reprints", "report", "takedown"}
)  # words of addresses below an article's


def make_public_id(sha256: str, item: int, reprint: str = "") -> str:
    """The article's name for ever: 60 bits of a hash, as 12 lower-case letters and digits.

    ``sha256`` is that of the article's first Original, ``item`` its number on the page. ``reprint`` tells
    apart further articles made of the same bytes under another source or URL; it is "" for the first.
    """
    digest = hashlib.sha256(f"{sha256}/{item}/{reprint}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:PUBLIC_ID_LENGTH]


class Archive(models.Model):
    """The one row that tells this database from any other; the index carries the same uuid."""

    uuid = models.UUIDField(_("UUID"), default=uuid.uuid4, editable=False)
    arriving = models.CharField(
        _("arriving"),
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("the bag that is being imported; empty once all of it is here"),
    )
    index = models.CharField(
        _("index"),
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("the index in a folder that was made last of this archive, by whichever server"),
    )

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="archive_is_one_row")]

    def __str__(self) -> str:
        return str(self.uuid)

    @classmethod
    def this(cls) -> Archive:
        """The row; made when first asked for."""
        return cls.objects.get_or_create(id=1)[0]


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> ArticleQuerySet:
        """What readers may see: everything but the withdrawn, and what is held for being much like them."""
        return self.exclude(status=Article.Status.WITHDRAWN).filter(held_for=None)

    def at_address(self, *urls: str) -> ArticleQuerySet:
        """Those that came from one of these addresses on the web, whichever way it was copied."""
        return self.filter(address__in={address_key(url) for url in urls} - {None})

    def with_names(self) -> ArticleQuerySet:
        """With the rows that a list shows, in one query."""
        return self.select_related("source", "section", "place")


class Article(models.Model):
    """What the archive shows of one item of one Original."""

    class Status(models.TextChoices):
        PUBLISHED = "published", _("Published")
        IN_REVIEW = "in review", _("In Review")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Precision(models.TextChoices):
        UNKNOWN = "", _("unknown")
        YEAR = "year", _("Year")
        MONTH = "month", _("Month")
        DAY = "day", _("Day")
        MINUTE = "minute", _("minute (local time known)")

    # What ``edited_fields`` holds.
    READ_FIELDS = fields.names()

    public_id = models.CharField(_("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False)
    original = models.ForeignKey(
        Original, on_delete=models.PROTECT, verbose_name=_("original"), related_name="articles"
    )
    item = models.PositiveIntegerField(
        _("item"), default=1, help_text=_("its number among the items of the Original")
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        related_name="articles",
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="articles",
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.SET_NULL,
        verbose_name=_("place"),
        null=True,
        blank=True,
        related_name="articles",
    )
    language = models.CharField(
        _("language"), max_length=8, default="und", help_text=_("ISO 639-1; und = undetermined")
    )
    original_url = models.TextField(_("original URL"), blank=True)
    address = AddressKey(verbose_name=_("address"), help_text=_("the same for all addresses that are one"))

    headline = models.TextField(_("headline"), blank=True)
    caption = models.TextField(_("caption"), blank=True)
    byline = models.TextField(_("byline"), blank=True)
    agency = models.CharField(_("agency"), max_length=200, blank=True)
    body = models.TextField(_("body"), blank=True, help_text=_("paragraphs separated by one blank line"))

    # The local date as a half-open interval of days: one day, or the whole month or year.
    published_from = models.DateField(_("published from"), null=True, blank=True, editable=False)
    published_until = models.DateField(_("published until"), null=True, blank=True, editable=False)
    published_time = models.TimeField(_("published time"), null=True, blank=True, help_text=_("local time"))
    published_timezone = models.CharField(_("published timezone"), max_length=64, blank=True)
    published_precision = models.CharField(
        _("published precision"),
        max_length=8,
        blank=True,
        choices=Precision.choices,
        default=Precision.UNKNOWN,
    )
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("the instant, for newest and oldest first"),
    )

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.IN_REVIEW)
    status_reason = models.TextField(_("status reason"), blank=True)  # as an editor said it
    status_code = models.JSONField(
        _("status code"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("why the machine changed the status"),
    )
    held_for = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        verbose_name=_("held for"),
        null=True,
        blank=True,
        editable=False,
        db_index=False,  # an index of all rows would hold nobody's as well, and draw every list to it
        related_name="held",
        help_text=_("the withdrawn article that this one is much like: closed until an editor decides"),
    )
    edited_fields = models.JSONField(_("edited fields"), default=list, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    history = revisions(excluded=["held_for", "address"])

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        permissions = rights.OF_ARTICLES
        indexes = [
            models.Index(fields=["original", "item"]),
            models.Index(fields=["status", "-id"], name="article_status"),
            models.Index(fields=["language", "-id"], name="article_language"),
            # With all that sitemaps count by: they would read every article for it.
            models.Index(
                fields=["published_from", "status", "held_for", "updated_at"], name="article_published"
            ),
            models.Index(
                fields=["held_for"], name="articles_article_held_for", condition=Q(held_for__isnull=False)
            ),
            # Harvesters ask by these, of all or of a set, with all that they count by: behind the text of an
            # article its other columns are far to read.
            models.Index(
                fields=["updated_at", "id", "held_for", "source", "section", "place"], name="article_updated"
            ),
            models.Index(
                fields=["language", "updated_at", "id", "held_for", "source", "section", "place"],
                name="article_language_updated",
            ),
            models.Index(
                fields=["source", "updated_at", "id", "held_for", "section", "place"],
                name="article_source_updated",
            ),
            models.Index(
                fields=["section", "updated_at", "id", "held_for", "source", "place"],
                name="article_section_updated",
            ),
            models.Index(fields=["source", "published_from"], name="article_source_day"),
            models.Index(fields=["address"], name="article_of_address", condition=Q(address__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["published", "in review", "withdrawn"]), name="article_status_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    published_precision="",
                    published_from__isnull=True,
                    published_until__isnull=True,
                    published_time__isnull=True,
                    published_at__isnull=True,
                )
                | Q(
                    published_precision__in=["year", "month", "day"],
                    published_from__isnull=False,
                    published_until__gt=models.F("published_from"),
                    published_time__isnull=True,
                    published_at__isnull=False,
                )
                | Q(
                    published_precision="minute",
                    published_from__isnull=False,
                    published_until__gt=models.F("published_from"),
                    published_time__isnull=False,
                    published_at__isnull=False,
                ),
                name="article_date_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The headline, or else the first words of the body (see ``has_headline``)."""
        if self.headline:
            return self.headline
        words = self.body[: TITLE_LENGTH * 2].split()
        title = ""
        for word in words:
            if title and len(title) + len(word) >= TITLE_LENGTH:
                return title + "…"
            title = f"{title} {word}".strip()[: TITLE_LENGTH * 2]
        return title or self.public_id

    @property
    def has_headline(self) -> bool:
        return bool(self.headline)

    @property
    def slug(self) -> str:
        """ "" where no letter is left, or where the word is the address of another page of the article."""
        slug = make_slug(self.title)
        return "" if slug in NO_SLUGS else slug

    @property
    def paragraphs(self) -> list[str]:
        return [paragraph for paragraph in self.body.split("\n\n") if paragraph.strip()]

    @property
    def is_public(self) -> bool:
        """As ``ArticleQuerySet.public``."""
        return not self.is_withdrawn and self.held_for_id is None

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def is_edited(self) -> bool:
        """Whether an editor has worked on it, be it only to look it through."""
        return bool(self.edited_fields) or (self.pk is not None and self.history.exists())

    def mark_edited(self, names: Iterable[str]) -> None:
        """These fields are the editor's from now on: no reading changes them. Unsaved."""
        edited = {*self.edited_fields, *names}
        self.edited_fields = [name for name in self.READ_FIELDS if name in edited]

    def newest_reading(self) -> Reading | None:
        """What its fields come from: the newest reading of its place on its Original."""
        return self.readings.filter(original=self.original_id, item=self.item).first()

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.public_id, self.slug or "-"])

    def set_published(
        self,
        date: dt.date | None,
        time: dt.time | None = None,
        timezone: str = "",
        precision: str = "day",
    ) -> None:
        """Set all date columns together; ``date`` None means unknown.

        ``timezone`` is an IANA name; unknown ("") counts as UTC for ordering only. A known ``time`` makes
        the precision "minute". Raises ``zoneinfo.ZoneInfoNotFoundError`` for a zone that does not exist.
        """
        from articles.text.periods import interval_of

        interval = interval_of(date, time, timezone, precision)
        self.published_from = interval.start
        self.published_until = interval.end
        self.published_time = interval.time
        self.published_timezone = timezone if date else ""
        self.published_precision = interval.precision
        self.published_at = interval.instant


class Reading(models.Model):
    """What one version of the reader understood of one item of one Original."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, verbose_name=_("article"), related_name="readings"
    )
    original = models.ForeignKey(
        Original, on_delete=models.PROTECT, verbose_name=_("original"), related_name="readings"
    )
    item = models.PositiveIntegerField(_("item"), default=1)
    reader_version = models.CharField(_("reader version"), max_length=40)
    hints = models.JSONField(
        _("hints"), default=dict, help_text=_("what was known beforehand, for reading it again")
    )
    fields = PackedField(_("fields"), help_text=_("every field, verbatim as it stands in the text"))
    text = TextKey(verbose_name=_("text"), help_text=_("the same for texts that are one under other bytes"))
    evidence = PackedField(
        _("evidence"), default=dict, help_text=_("for each field: lines, rule (a code), characters")
    )
    roles = PackedField(_("roles"), default=list, help_text=_("the role of each line, in order"))
    doubts = models.JSONField(_("doubts"), default=list, help_text=_("codes"))
    needs_review = models.BooleanField(_("needs review"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-id"]
        indexes = [models.Index(fields=["text"], name="reading_of_text")]

    def __str__(self) -> str:
        return f"item {self.item} by reader {self.reader_version}"
