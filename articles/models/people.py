"""People: who they are, how they are spelled, where they are mentioned, what editors decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from articles.models.archive import Article, make_slug


class Standing(models.TextChoices):
    """Persons, names and mentions are suggestions of a machine until an editor says otherwise."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class PersonQuerySet(models.QuerySet["Person"]):
    def live(self) -> PersonQuerySet:
        """People in their own right: not merged into another, not rejected."""
        return self.filter(merged_into=None).exclude(standing=Standing.REJECTED)


class Person(models.Model):
    """One human being. One merged into another stays as the redirect of its old page."""

    name = models.CharField(max_length=200, db_index=True, help_text="the spelling shown")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.SUGGESTED)
    wikidata_id = models.CharField(max_length=20, unique=True, null=True, blank=True)
    description = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="person_not_merged_into_self"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return make_slug(self.name)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk, self.slug or "-"])


class Name(models.Model):
    """One spelling of a person's name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=200, db_index=True)
    language = models.CharField(max_length=8, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.SUGGESTED)

    history = HistoricalRecords()

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["person", "text", "language"], name="name_once_per_person")
        ]

    def __str__(self) -> str:
        return self.text


class NameKey(models.Model):
    """A cross-script blocking key of a Name: spellings of one person share at least one."""

    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="key_once_per_name")]

    def __str__(self) -> str:
        return self.key


class MentionQuerySet(models.QuerySet["Mention"]):
    def standing(self) -> MentionQuerySet:
        """Mentions that count: not rejected, of a person."""
        return self.exclude(status=Standing.REJECTED).exclude(person=None)


class Mention(models.Model):
    """One occurrence of a person in one article."""

    class Field(models.TextChoices):
        HEADLINE = "headline"
        CAPTION = "caption"
        BODY = "body"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    field = models.CharField(max_length=10, choices=Field.choices)
    start = models.PositiveIntegerField(help_text="code points from the start of the field")
    end = models.PositiveIntegerField()
    surface = models.CharField(max_length=200)
    extractor = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=Standing.choices, default=Standing.SUGGESTED)

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "field", "start"]
        constraints = [
            models.UniqueConstraint(fields=["article", "field", "start"], name="mention_once_per_place"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="mention_span_not_empty"),
        ]

    def __str__(self) -> str:
        return self.surface


class Proposal(models.Model):
    """Two people who may be one: for an editor to merge or to keep apart."""

    class State(models.TextChoices):
        OPEN = "open"
        MERGED = "merged"
        SEPARATE = "separate"

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["state", "-score"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="proposal_once_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="proposal_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"


class Decision(models.Model):
    """What an editor decided about people or duplicates: append-only, enough to undo and to repeat it."""

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"
        REJECT = "reject"
        MOVE = "move"
        CONFIRM = "confirm"
        SEPARATE = "separate"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    data = models.JSONField(help_text="what was done, exactly")
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d %H:%M}"
