"""People: who they are, how they are spelled, where they are mentioned, what editors decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import rights
from articles.models.filed import make_slug
from articles.models.hiding import hidden, hidden_spellings
from articles.models.listed import FEW, SURE, UNLISTED
from articles.models.revisions import revisions
from articles.models.seen import ENOUGH
from articles.names.keys import alone_keys, blocking_keys, surname_keys
from articles.names.parts import parts
from articles.text.fold import fold
from articles.text.languages import upper
from articles.text.scripts import script_of


class Standing(models.TextChoices):
    """Persons, names and mentions are suggestions of a machine until an editor says otherwise."""

    SUGGESTED = "suggested", _("Suggested")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class PersonQuerySet(models.QuerySet["Person"]):
    def public(self) -> PersonQuerySet:
        """Those whom readers may know of."""
        return self.exclude(hidden("pk"))

    def live(self) -> PersonQuerySet:
        """People in their own right: not merged into another, not rejected."""
        return self.filter(merged_into=None).exclude(standing=Standing.REJECTED)

    def sure(self) -> PersonQuerySet:
        """Those whom an editor has confirmed, or whom enough articles mention."""
        return self.filter(Q(standing=Standing.CONFIRMED) | Q(seen_in__gte=ENOUGH))


class Filing(NamedTuple):
    """Where an index of people lists a name: by the surname, in the name's own script."""

    script: str  # ISO 15924
    letter: str
    filed: str  # folded, surname first; what a letter's names are ordered by


def filing_of(name: str, language: str = "") -> Filing:
    """The filing of `name`; the last word that is no patronymic counts as the surname."""
    words = [part for part in parts(name, language) if not part.patronymic]
    surname = words[-1].text if words else name.strip()
    script = script_of(surname)
    # Georgian names begin with an ordinary letter, and its capital (Mtavruli) begins no list.
    letter = surname[:1] if script == "Geor" else upper(surname[:1], language)[:1]
    return Filing(script, letter, fold(f"{surname} {name}")[:200])


def folded_name(name: str) -> str:
    """What two spellings share that readers would call the same name."""
    return fold(name)[:200]


class Person(models.Model):
    """One human being. One merged into another stays as the redirect of its old page."""

    name = models.CharField(_("name"), max_length=200, db_index=True, help_text=_("the spelling shown"))
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.SUGGESTED
    )
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, unique=True, null=True, blank=True)
    authority_id = models.CharField(
        _("authority id"),
        max_length=100,
        unique=True,
        null=True,
        blank=True,
        help_text=_("its id in an imported list of people"),
    )
    description = models.TextField(_("description"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        related_name="merged",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    # Written by the database alone, see `seen`.
    seen_in = models.PositiveSmallIntegerField(
        _("seen in"),
        default=0,
        editable=False,
        help_text=_("articles that mention them, counted up to a few"),
    )

    objects = PersonQuerySet.as_manager()
    history = revisions(excluded=["seen_in"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        permissions = rights.OF_PEOPLE
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="person_not_merged_into_self"
            )
        ]
        indexes = [models.Index(fields=["standing", "name"], name="person_standing")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None and not self._state.adding:
            # Not what the database has counted since this instance was read.
            left = {"id", "seen_in", *self.get_deferred_fields()}
            update_fields = [f.name for f in self._meta.concrete_fields if f.attname not in left]
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def is_sure(self) -> bool:
        """As ``PersonQuerySet.sure``."""
        return self.standing == Standing.CONFIRMED or self.seen_in >= ENOUGH

    @property
    def live(self) -> Person:
        """Who this person is now: another where it was merged."""
        return self.merged_into or self

    @property
    def slug(self) -> str:
        return make_slug(self.name)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk, self.slug or "-"])


class OfPerson(models.Model):
    """A row that goes along when its person is merged, and comes back exactly when that is undone."""

    # Without constraint or index: people who were merged are never deleted, and it is asked for beside
    # ``person`` only.
    merged_from = models.ForeignKey(
        Person,
        on_delete=models.DO_NOTHING,
        verbose_name=_("merged from"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text=_("whose it is, where that person was merged into the present one"),
    )

    class Meta:
        abstract = True


class NameQuerySet(models.QuerySet["Name"]):
    def standing(self) -> NameQuerySet:
        """Spellings that count: not rejected, of people in their own right. Those come along."""
        return self.select_related("person").filter(listed__gt=UNLISTED)

    def sure(self) -> NameQuerySet:
        """Those of people as ``PersonQuerySet.sure``."""
        return self.filter(listed=SURE)

    def public(self) -> NameQuerySet:
        """Those standing that readers may know of: also no spelling that only a closed article has."""
        return self.standing().exclude(hidden("person")).exclude(hidden_spellings())

    def hidden(self) -> NameQuerySet:
        """Those standing that ``public`` leaves out."""
        return self.standing().filter(hidden("person") | hidden_spellings())


class Name(OfPerson):
    """One spelling of a person's name. Saving one files it and renews its keys."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, verbose_name=_("person"), related_name="names"
    )
    text = models.CharField(_("text"), max_length=200, db_index=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.SUGGESTED
    )
    script = models.CharField(_("script"), max_length=4, default="", editable=False)
    letter = models.CharField(_("letter"), max_length=1, default="", editable=False)
    filed = models.CharField(_("filed"), max_length=200, default="", editable=False)
    folded = models.CharField(_("folded"), max_length=200, default="", editable=False, db_index=True)
    # Written by the database alone, see `listed`.
    listed = models.PositiveSmallIntegerField(
        _("listed"), default=FEW, editable=False, help_text=_("0: not in the index of people; 2: always")
    )

    objects = NameQuerySet.as_manager()
    history = revisions(excluded=["script", "letter", "filed", "folded", "listed", "merged_from"])

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["person", "text", "language"], name="name_once_per_person")
        ]
        indexes = [
            # A page of a letter, and the number of its names, are found in the index alone.
            models.Index(fields=["script", "letter", "filed", "id", "listed"], name="name_filing"),
            # For what begins so, whatever language PostgreSQL sorts by; see `beginning`.
            models.Index(fields=["filed"], name="name_filed_begins", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.text

    def file(self) -> None:
        """Set where indexes list it and what it is looked up by; for rows made in bulk."""
        self.script, self.letter, self.filed = filing_of(self.text, self.language)
        self.folded = folded_name(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.file()
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.keys.all().delete()
            NameKey.objects.put([self])


def keys_of(name: str, language: str) -> set[str]:
    """The blocking keys of `name`, short enough for their column."""
    return {key[:100] for key in blocking_keys(name, language)}


def keys_of_surname(name: str, language: str) -> set[str]:
    """The keys under which the surname of the full name `name` is found where it stands alone."""
    return {f"={key}"[:100] for key in surname_keys(name, language)}


def keys_of_alone(surname: str, language: str) -> set[str]:
    """The keys under which the full names with this surname are found."""
    return {f"={key}"[:100] for key in alone_keys(surname, language)}


class NameKeyQuerySet(models.QuerySet["NameKey"]):
    def put(self, names: Iterable[Name]) -> None:
        """Store the keys of names that have none yet."""
        rows = [
            (name.pk, key)
            for name in names
            for key in sorted(keys_of(name.text, name.language) | keys_of_surname(name.text, name.language))
        ]
        # Without an instance for each of a dozen keys: they were a fifth of what linking costs.
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO articles_namekey (name_id, key) VALUES (%s, %s)", rows)


class NameKey(models.Model):
    """A cross-script key of a Name: spellings of one person share at least one blocking key.

    What begins with "=" is a key of the surname, which may stand alone.
    """

    # The constraint's index serves as the name's; that of the key tells the name without a look at the row.
    name = models.ForeignKey(
        Name, on_delete=models.CASCADE, verbose_name=_("name"), related_name="keys", db_index=False
    )
    key = models.CharField(_("key"), max_length=100)

    objects = NameKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("name key")
        verbose_name_plural = _("name keys")
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="key_once_per_name")]
        indexes = [models.Index(fields=["key", "name"], name="name_of_key")]

    def __str__(self) -> str:
        return self.key
