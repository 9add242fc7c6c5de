"""Keys for programs that ask the API more often than others may. Only their hashes are kept."""

from __future__ import annotations

import hashlib
import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PREFIX = "na_"
LONGEST = 100  # characters of a key, and then some
SHOWN = 8  # characters of a key by which its owner knows it again


def hash_of(key: str) -> str:
    """A key is 32 random bytes: nobody guesses it, so that a plain hash hides it."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


class ApiKeyManager(models.Manager["ApiKey"]):
    def issue(self, name: str, per_minute: int | None = None) -> tuple[ApiKey, str]:
        """The row, and the key itself, which is seen here and never again."""
        row = ApiKey(name=name, per_minute=per_minute)
        key = row.renew()
        row.save()
        return row, key

    def of(self, key: str) -> ApiKey | None:
        """The row of a key that is in force. What cannot be a key is not looked up."""
        if not key.startswith(PREFIX) or len(key) > LONGEST:
            return None
        return self.filter(digest=hash_of(key), revoked=False).first()


class ApiKey(models.Model):
    """A key, by its hash: who has it, and how often they may ask."""

    name = models.CharField(_("name"), max_length=200, help_text=_("whose it is, for what"))
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    beginning = models.CharField(
        _("beginning"), max_length=20, editable=False, help_text=_("by which its owner knows it again")
    )
    per_minute = models.PositiveIntegerField(
        _("per minute"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("requests a minute; empty: as many as the settings say"),
    )
    revoked = models.BooleanField(_("revoked"), default=False, help_text=_("no longer in force"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ApiKeyManager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    def renew(self) -> str:
        """A new key, whose hash this row has from now on. Unsaved."""
        key = PREFIX + secrets.token_urlsafe(32)
        self.digest, self.beginning = hash_of(key), key[: len(PREFIX) + SHOWN]
        return key
