"""Which tables leave the archive and come back, in the order in which their rows can: told once.

A model is in ``TABLES`` or in ``STAYS``, with the reason; a column of a table leaves unless ``KEPT_BACK``
says why not. Tests see to it that nothing is forgotten.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import orjson
from django.apps import apps
from django.db import connection, models
from django.db.models import Field, Model

FORMAT = 1
"""The version of the format: raised where an older bag could be misunderstood, not for a further column."""

USERS = "auth.User"
ORIGINALS = "articles.Original"

# Each after those that its rows name.
TABLES = (
    *("articles.Archive", USERS, "articles.Source", "articles.HistoricalSource"),
    *("articles.Section", "articles.HistoricalSection", "articles.SectionName"),
    *("articles.Place", "articles.HistoricalPlace", "articles.PlaceName"),
    *(ORIGINALS, "articles.Article", "articles.HistoricalArticle", "articles.Reading"),
    *("articles.ImportRun", "articles.ImportEntry", "articles.Sighting"),
    "articles.Vanished",
    *("articles.Person", "articles.HistoricalPerson", "articles.Name", "articles.HistoricalName"),
    *("articles.NameKey", "articles.Mention", "articles.Extraction", "articles.Proposal"),
    *("articles.Decision", "articles.Decision_people", "articles.Reprint", "articles.TakedownCase"),
    *("articles.Removal", "articles.RemovedOriginal", "articles.TextChange"),
    *("articles.Leaf", "articles.Subtree", "articles.DailyRoot"),
)

STAYS: Mapping[str, str] = {
    "articles.PendingChange": "the queue of the index: everything that comes back is put into it",
    "articles.BulkChange": "how revisions came about; they say what was changed",
    "articles.BulkEntry": "how revisions came about; they say what was changed",
    "articles.Report": "letters of readers to the editors of one installation, with their contact",
    "articles.StandingPage": "what one installation says of itself",
    "articles.Identity": "what one installation says of itself",
    "articles.IdentityWords": "what one installation says of itself",
    "articles.AuthorityRecord": "a list from elsewhere, kept to be looked up in",
    "articles.AuthorityName": "a list from elsewhere, kept to be looked up in",
    "articles.ReviewReason": "kept by the database, of the articles and their readings",
    "articles.Fingerprint": "made of the texts by find_reprints",
    "articles.Band": "made of the texts by find_reprints",
    "articles.ApiKey": "keys are good for the archive that made them",
    "articles.Task": "work of one installation and its processes",
    "auth.Permission": "made by migrating",
    "auth.Group": "who may do what is said where the archive is",
    "auth.Group_permissions": "who may do what is said where the archive is",
    "auth.User_groups": "who may do what is said where the archive is",
    "auth.User_user_permissions": "who may do what is said where the archive is",
    "contenttypes.ContentType": "made by migrating",
    "sessions.Session": "who is logged in",
    "admin.LogEntry": "the admin's own notes; what was changed is in revisions and decisions",
    "axes.AccessAttempt": "addresses of visitors",
    "axes.AccessAttemptExpiration": "addresses of visitors",
    "axes.AccessFailureLog": "addresses of visitors",
    "axes.AccessLog": "addresses of visitors",
}

KEPT_BACK: Mapping[str, Mapping[str, str]] = {
    "articles.Archive": {
        "arriving": "says which bag is on its way in",
        "index": "it is made of the archive, where that is",
    },
    "articles.TakedownCase": dict.fromkeys(
        ("contact", "sender", "text"), "what was decided leaves, not the reader's letter"
    ),
    ORIGINALS: {"compressed": "the packs have the bytes"},
    USERS: dict.fromkeys(
        ("password", "last_login", "is_superuser", "email", "is_staff", "is_active", "date_joined"),
        "only names leave",
    ),
}


def label_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model._meta.object_name}"


class Table:
    """One table: its columns that leave, and how their values are written and read."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.model: type[Model] = apps.get_model(label)
        kept_back = KEPT_BACK.get(label, {})
        every: Sequence[Field[Any, Any]] = self.model._meta.concrete_fields
        self.fields = [field for field in every if field.attname not in kept_back]
        self.kept_back = [field for field in every if field.attname in kept_back]
        self.columns = [field.attname for field in self.fields]

    @property
    def key(self) -> str:
        pk = self.model._meta.pk
        assert pk is not None  # noqa: S101 - for the type checker
        return pk.attname

    @property
    def key_at(self) -> int:
        return self.columns.index(self.key)

    @property
    def to_itself(self) -> list[str]:
        """Columns that name rows of the same table, which may come later."""
        return [
            field.attname
            for field in self._foreign
            if field.db_constraint and self._target(field) is self.model  # type: ignore[attr-defined]
        ]

    @property
    def to_users(self) -> list[str]:
        return [field.attname for field in self._foreign if label_of(self._target(field)) == USERS]

    @property
    def _foreign(self) -> list[models.ForeignKey[Any, Any]]:
        return [
            field for field in self.fields if isinstance(field, models.ForeignKey) and not field.primary_key
        ]

    @staticmethod
    def _target(field: models.ForeignKey[Any, Any]) -> type[Model]:
        target: type[Model] = field.related_model
        return target


def tables() -> list[Table]:
    return [Table(label) for label in TABLES]


def line_of(columns: list[str], row: tuple[Any, ...]) -> bytes:
    """A row as one line of JSON, in UTF-8, with its end."""
    values = dict(zip(columns, row, strict=True))
    try:
        return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a letter, which JSON can hold and UTF-8 cannot; a number of more than 64 bits
        return f"{json.dumps(values, default=_plain)}\n".encode()


def _plain(value: Any) -> str:
    """Dates and times as ISO 8601, with microseconds and offset."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of the format")


_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)


def reader_of(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """What makes a value of the bag one for the database; None where it is one already.

    Of the kinds that each article has several of, without Django's checks of what is no such value anyway.
    """
    if isinstance(field, _AS_THEY_ARE):
        return None

    def read(value: Any) -> Any:
        return field.get_db_prep_save(field.to_python(value), connection)

    if isinstance(field, models.DateTimeField):
        return partial(_moment, connection.ops.adapt_datetimefield_value, read)
    if isinstance(field, models.JSONField):
        return partial(_json, connection.ops.adapt_json_value, field.encoder)
    return read


def _moment(adapted: Callable[[dt.datetime], Any], read: Callable[[Any], Any], value: Any) -> Any:
    if value is None:
        return None
    moment = dt.datetime.fromisoformat(value)
    return adapted(moment) if moment.tzinfo else read(value)


def _json(adapted: Callable[[Any, Any], Any], encoder: Any, value: Any) -> Any:
    return None if value is None else adapted(value, encoder)
