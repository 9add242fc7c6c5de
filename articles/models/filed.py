"""The words that articles are filed under: sources, sections, places, and their names in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models.revisions import revisions
from articles.text.fold import fold

SLUG_LENGTH = 60
NAME_LENGTH = 200
NEEDS_LETTERS = _("A name needs a letter or a digit, and is no longer than 200 letters.")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*")


def make_slug(text: str) -> str:
    """ASCII, lower case, hyphens; "" where nothing is left. Works for every script."""
    plain = anyascii(text[: SLUG_LENGTH * 4]).replace(".", "-").replace("/", "-")
    return slugify(plain)[:SLUG_LENGTH].strip("-_")


def domain_of(text: str) -> str:
    """The domain in a URL or a bare domain, without "www."; "" where the text is neither."""
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", text.strip().lower()).split("/")[0].split(":")[0]
    host = host.removeprefix("www.")
    return host if re.fullmatch(r"([\w-]+\.)+[^\W\d_][\w-]+", host) else ""


def is_name(text: str) -> bool:
    """Whether a key can be made of it that tells it from others: not of "///" or of what folds too long."""
    folded = fold(text)
    return len(folded) <= NAME_LENGTH and any(character.isalnum() for character in folded)


class Known(models.QuerySet[Any]):
    """Rows that articles are filed under."""

    def public(self) -> Self:
        """Those that readers may know of: not those of whose articles they may see none."""
        articles = self.model._meta.get_field("articles").related_model.objects
        mine = {str(self.model._meta.model_name): models.OuterRef("pk")}
        return self.filter(
            models.Exists(articles.public().filter(**mine)) | ~models.Exists(articles.filter(**mine))
        )


class Filed(models.Model):
    """A word that articles are filed under; its pages are at its slug."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    renamed_at = models.DateTimeField(
        _("renamed at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("when the name or slug was changed last: harvesters are told its articles anew"),
    )

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(str(self._meta.model_name), args=[self.slug])

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if not self._state.adding:
            before = type(self)._default_manager.filter(pk=self.pk).values_list("name", "slug").first()
            if before is not None and before != (self.name, self.slug):
                self.renamed_at = timezone.now()
                if update_fields is not None:
                    update_fields = {*update_fields, "renamed_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean(self) -> None:
        if self.name and not is_name(self.name):
            raise ValidationError({"name": NEEDS_LETTERS})
        if self.slug and not _SLUG.fullmatch(self.slug):
            raise ValidationError({"slug": _("Small letters and digits, hyphens between them.")})


class SourceQuerySet(Known):
    def named(self, text: str) -> Source | None:
        """The outlet that goes by this domain, URL, slug or name; upper and lower case are the same."""
        text = text.strip()
        wanted = Q(slug=text.lower()) | Q(name__iexact=text)
        if domain := domain_of(text):
            wanted |= Q(domain=domain)
        return self.filter(wanted).order_by("id").first()


class Source(Filed):
    """An outlet. An article whose outlet is unknown has no Source."""

    domain = models.CharField(_("domain"), max_length=200, unique=True, null=True, blank=True)
    timezone = models.CharField(
        _("timezone"), max_length=64, blank=True, help_text=_("IANA name, such as Asia/Baku")
    )
    description = models.TextField(_("description"), blank=True)

    objects = SourceQuerySet.as_manager()
    history = revisions(excluded=["renamed_at"])

    class Meta(Filed.Meta):
        abstract = False
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def clean(self) -> None:
        super().clean()
        if self.domain:
            domain = domain_of(self.domain)
            if not domain:
                raise ValidationError({"domain": _("Not a domain. Give one such as turan.az.")})
            self.domain = domain


class FiledQuerySet(Known):
    """Sections or places."""

    def named(self, text: str) -> Any | None:
        """The one that has this name in any language, or this slug."""
        return self.filter(names__folded=fold(text)).first() or self.filter(slug=text.strip().lower()).first()


class Section(Filed):
    """A rubric, one for all languages: Politics, Политика, Siyasət are one Section with three names."""

    objects = FiledQuerySet.as_manager()
    history = revisions(excluded=["renamed_at"])

    class Meta(Filed.Meta):
        abstract = False
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Place(Filed):
    """A dateline's city, one for all languages: Baku, BAKU, Баку, Bakı."""

    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2"))
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, such as 40.41; empty: as the list of cities says."),
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    objects = FiledQuerySet.as_manager()
    history = revisions(excluded=["renamed_at"])

    class Meta(Filed.Meta):
        abstract = False
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(_("A position needs a latitude and a longitude."))


class FiledName(models.Model):
    """A name of a Section or a Place in one language; ``folded`` is what a page's word is compared by."""

    language = models.CharField(_("language"), max_length=8, blank=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    folded = models.CharField(_("folded"), max_length=NAME_LENGTH, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["language", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Says in a form what the unique constraint would say as an error page."""
        if self.name and not is_name(self.name):
            raise ValidationError({"name": NEEDS_LETTERS})
        if type(self)._default_manager.filter(folded=fold(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError(
                {"name": _("“%(name)s” is a name of another row already.") % {"name": self.name}}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class SectionName(FiledName):
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, verbose_name=_("section"), related_name="names"
    )

    class Meta(FiledName.Meta):
        abstract = False
        verbose_name = _("section name")
        verbose_name_plural = _("section names")


class PlaceName(FiledName):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, verbose_name=_("place"), related_name="names")

    class Meta(FiledName.Meta):
        abstract = False
        verbose_name = _("place name")
        verbose_name_plural = _("place names")
