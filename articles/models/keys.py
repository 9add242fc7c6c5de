"""Keys for programs that ask the API more often than others may. Only their hashes are kept."""

from __future__ import annotations

import hashlib
import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy

PREFIX = "na_"
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
        """The row of a key that is in force."""
        return self.filter(digest=hash_of(key), revoked=False).first()


class ApiKey(models.Model):
    """A key, by its hash: who has it, and how often they may ask."""

    name = models.CharField(max_length=200, help_text=gettext_lazy("whose it is, for what"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(
        max_length=20, editable=False, help_text=gettext_lazy("by which its owner knows it again")
    )
    per_minute = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=gettext_lazy("requests a minute; empty: as many as the settings say"),
    )
    revoked = models.BooleanField(default=False, help_text=gettext_lazy("no longer in force"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApiKeyManager()

    class Meta:
        ordering = ["-id"]
        verbose_name = gettext_lazy("API key")

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    def renew(self) -> str:
        """A new key, whose hash this row has from now on. Unsaved."""
        key = PREFIX + secrets.token_urlsafe(32)
        self.digest, self.beginning = hash_of(key), key[: len(PREFIX) + SHOWN]
        return key
