"""What the archive keeps: the bytes it was handed."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.packing import compress, decompress
from articles.reading.enclosed import essence, source_read, text_read
from articles.reading.model import PLAIN_TEXT


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

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False, help_text=_("bytes, uncompressed"))
    encoding = models.CharField(_("encoding"), max_length=20, editable=False)
    media_type = models.CharField(
        _("media type"),
        max_length=100,
        default=PLAIN_TEXT,
        db_default=PLAIN_TEXT,
        editable=False,
        help_text=_("of the bytes"),
    )
    compressed = models.BinaryField(_("compressed"), editable=False)
    closed = models.BooleanField(_("closed"), default=False, help_text=_("not shown to the public"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = OriginalManager()

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")

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
