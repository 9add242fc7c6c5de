"""What the archive keeps and shows: originals, readings, articles."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from articles import fields
from articles.models.filed import Place, Section, Source, make_slug
from articles.models.keyed import AddressKey, TextKey
from articles.models.packed import PackedField
from articles.packing import compress, decompress
from articles.reading.enclosed import essence, source_read, text_read
from articles.reading.model import PLAIN_TEXT
from articles.text.addresses import address_key

TITLE_LENGTH = 90
PUBLIC_ID_LENGTH = 12


def make_public_id(sha256: str, item: int, reprint: str = "") -> str:
    """The article's name for ever: 60 bits of a hash, as 12 lower-case letters and digits.

    ``sha256`` is that of the article's first Original, ``item`` its number on the page. ``reprint`` tells
    apart further articles made of the same bytes under another source or URL; it is "" for the first.
    """
    digest = hashlib.sha256(f"{sha256}/{item}/{reprint}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:PUBLIC_ID_LENGTH]


class Archive(models.Model):
    """The one row that tells this database from any other; the index carries the same uuid."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    arriving = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=gettext_lazy("the bag that is being imported; empty once all of it is here"),
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="archive_is_one_row")]

    def __str__(self) -> str:
        return str(self.uuid)

    @classmethod
    def this(cls) -> Archive:
        """The row; made when first asked for."""
        return cls.objects.get_or_create(id=1)[0]


class OriginalManager(models.Manager["Original"]):
    def of_bytes(
        self,
        data: bytes,
        encoding: str,
        sha256: str = "",
        media_type: str = PLAIN_TEXT,
        compressed: bytes = b"",
    ) -> Original:
        """An unsaved Original of these bytes, which may have been hashed and compressed elsewhere."""
        return Original(
            sha256=sha256 or hashlib.sha256(data).hexdigest(),
            size=len(data),
            encoding=encoding,
            media_type=media_type,
            compressed=compressed or compress(data),
        )


class Original(models.Model):
    """The exact bytes of one imported file. Never edited; a withdrawal can close it to the public."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text=gettext_lazy("bytes, uncompressed"))
    encoding = models.CharField(max_length=20, editable=False)
    media_type = models.CharField(
        max_length=100,
        default=PLAIN_TEXT,
        db_default=PLAIN_TEXT,
        editable=False,
        help_text=gettext_lazy("of the bytes"),
    )
    compressed = models.BinaryField(editable=False)
    closed = models.BooleanField(default=False, help_text=gettext_lazy("not shown to the public"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OriginalManager()

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} bytes)"

    @property
    def data(self) -> bytes:
        return decompress(self.compressed)

    @property
    def text(self) -> str:
        """The decoded text, as the reader saw it."""
        return text_read(self.data, self.media_type, self.encoding)

    @property
    def source(self) -> str:
        """The bytes as text, tags and all."""
        return source_read(self.data, self.media_type, self.encoding)

    @property
    def is_marked_up(self) -> bool:
        """Whether its source is another than what is read of it."""
        return essence(self.media_type) != PLAIN_TEXT


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
        PUBLISHED = "published", gettext_lazy("Published")
        IN_REVIEW = "in review", gettext_lazy("In Review")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    class Precision(models.TextChoices):
        UNKNOWN = "", gettext_lazy("unknown")
        YEAR = "year", gettext_lazy("Year")
        MONTH = "month", gettext_lazy("Month")
        DAY = "day", gettext_lazy("Day")
        MINUTE = "minute", gettext_lazy("minute (local time known)")

    # What ``edited_fields`` holds.
    READ_FIELDS = fields.names()

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, editable=False)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="articles")
    item = models.PositiveIntegerField(
        default=1, help_text=gettext_lazy("its number among the items of the Original")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    language = models.CharField(
        max_length=8, default="und", help_text=gettext_lazy("ISO 639-1; und = undetermined")
    )
    original_url = models.TextField(blank=True)
    address = AddressKey(help_text=gettext_lazy("the same for all addresses that are one"))

    headline = models.TextField(blank=True)
    caption = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    agency = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, help_text=gettext_lazy("paragraphs separated by one blank line"))

    # The local date as a half-open interval of days: one day, or the whole month or year.
    published_from = models.DateField(null=True, blank=True, editable=False)
    published_until = models.DateField(null=True, blank=True, editable=False)
    published_time = models.TimeField(null=True, blank=True, help_text=gettext_lazy("local time"))
    published_timezone = models.CharField(max_length=64, blank=True)
    published_precision = models.CharField(
        max_length=8, blank=True, choices=Precision.choices, default=Precision.UNKNOWN
    )
    published_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=gettext_lazy("the instant, for newest and oldest first"),
    )

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.IN_REVIEW)
    status_reason = models.TextField(blank=True)  # as an editor said it
    status_code = models.JSONField(
        null=True, blank=True, editable=False, help_text=gettext_lazy("why the machine changed the status")
    )
    held_for = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="held",
        help_text=gettext_lazy(
            "the withdrawn article that this one is much like: closed until an editor decides"
        ),
    )
    edited_fields = models.JSONField(default=list, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["held_for", "address"])

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["original", "item"]),
            models.Index(fields=["status", "-id"], name="article_status"),
            models.Index(fields=["language", "-id"], name="article_language"),
            models.Index(fields=["published_from"], name="article_published"),
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
        """ "" where no letter is left, or where the word is the address of the article's original."""
        slug = make_slug(self.title)
        return "" if slug == "original" else slug

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

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="readings")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="readings")
    item = models.PositiveIntegerField(default=1)
    reader_version = models.CharField(max_length=40)
    hints = models.JSONField(
        default=dict, help_text=gettext_lazy("what was known beforehand, for reading it again")
    )
    fields = PackedField(help_text=gettext_lazy("every field, verbatim as it stands in the text"))
    text = TextKey(help_text=gettext_lazy("the same for texts that are one under other bytes"))
    evidence = PackedField(
        default=dict, help_text=gettext_lazy("for each field: lines, rule (a code), characters")
    )
    roles = PackedField(default=list, help_text=gettext_lazy("the role of each line, in order"))
    doubts = models.JSONField(default=list, help_text=gettext_lazy("codes"))
    needs_review = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["text"], name="reading_of_text")]

    def __str__(self) -> str:
        return f"item {self.item} by reader {self.reader_version}"
