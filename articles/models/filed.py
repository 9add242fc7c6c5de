"""The words that articles are filed under: sources, sections, places, and their names in each language."""

from __future__ import annotations

import re
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from articles.text.fold import fold

SLUG_LENGTH = 60


def make_slug(text: str) -> str:
    """ASCII, lower case, hyphens; "" where nothing is left. Works for every script."""
    plain = anyascii(text[: SLUG_LENGTH * 4]).replace(".", "-").replace("/", "-")
    return slugify(plain)[:SLUG_LENGTH].strip("-_")


def domain_of(text: str) -> str:
    """The domain in a URL or a bare domain, without "www."; "" where the text is neither."""
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", text.strip().lower()).split("/")[0].split(":")[0]
    host = host.removeprefix("www.")
    return host if re.fullmatch(r"([\w-]+\.)+[^\W\d_][\w-]+", host) else ""


class SourceQuerySet(models.QuerySet["Source"]):
    def named(self, text: str) -> Source | None:
        """The outlet that goes by this domain, URL, slug or name; upper and lower case are the same."""
        text = text.strip()
        wanted = Q(slug=text.lower()) | Q(name__iexact=text)
        if domain := domain_of(text):
            wanted |= Q(domain=domain)
        return self.filter(wanted).order_by("id").first()


class Source(models.Model):
    """An outlet. An article whose outlet is unknown has no Source."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    domain = models.CharField(max_length=200, unique=True, null=True, blank=True)
    timezone = models.CharField(max_length=64, blank=True, help_text="IANA name, such as Asia/Baku")
    description = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])


class FiledQuerySet(models.QuerySet[Any]):
    """Sections or places."""

    def named(self, text: str) -> Any | None:
        """The one that has this name in any language, or this slug."""
        return self.filter(names__folded=fold(text)).first() or self.filter(slug=text.strip().lower()).first()


class Section(models.Model):
    """A rubric, one for all languages: Politics, Политика, Siyasət are one Section with three names."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)

    objects = FiledQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])


class Place(models.Model):
    """A dateline's city, one for all languages: Baku, BAKU, Баку, Bakı."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")

    objects = FiledQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])


class FiledName(models.Model):
    """A name of a Section or a Place in one language; ``folded`` is what a page's word is compared by."""

    language = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["language", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Says in a form what the unique constraint would say as an error page."""
        folded = fold(self.name)
        if not folded:
            raise ValidationError({"name": "A name needs letters."})
        if type(self)._default_manager.filter(folded=folded).exclude(pk=self.pk).exists():
            raise ValidationError({"name": f"“{self.name}” is a name of another row already."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class SectionName(FiledName):
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="names")

    class Meta(FiledName.Meta):
        abstract = False


class PlaceName(FiledName):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta(FiledName.Meta):
        abstract = False
