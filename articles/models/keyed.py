"""Columns that follow others: what rows are looked up by, made whenever an instance is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.packing import unpack
from articles.text.addresses import address_key
from articles.text.sameness import key_of_fields

if TYPE_CHECKING:
    _Key = models.BigIntegerField[Any, Any]
else:
    _Key = models.BigIntegerField


class _FollowingKey(_Key):
    """64 bits, or NULL; ``QuerySet.update`` has to set it itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"null": True, "blank": True, "editable": False} | options)

    def made_of(self, row: Any) -> int | None:
        raise NotImplementedError

    def deconstruct(self) -> Any:
        """For migrations a number: they import no models."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.BigIntegerField", arguments, options

    def pre_save(self, model_instance: models.Model, add: bool) -> int | None:
        key = self.made_of(model_instance)
        setattr(model_instance, self.attname, key)
        return key


class AddressKey(_FollowingKey):
    """Of ``original_url``."""

    def made_of(self, row: Any) -> int | None:
        return address_key(row.original_url)


class TextKey(_FollowingKey):
    """Of what a reading's ``fields`` say."""

    def made_of(self, row: Any) -> int | None:
        return key_of_fields(row.fields)


_BATCH = 500  # rows of one transaction


def fill_keys(connection: BaseDatabaseWrapper) -> None:
    """Give keys to rows that were written before there were any. Stopped in the middle, it goes on there."""
    _fill(connection, "articles_article", "address", "original_url", address_key)
    _fill(connection, "articles_reading", "text", "fields", lambda packed: key_of_fields(unpack(packed)))


def _fill(
    connection: BaseDatabaseWrapper, table: str, column: str, source: str, key: Callable[[Any], int | None]
) -> None:
    quote = connection.ops.quote_name
    waiting = f"{quote(column)} IS NULL"
    select = f"SELECT id, {source} FROM {table} WHERE id > %s AND {waiting} ORDER BY id LIMIT %s"  # noqa: S608
    update = f"UPDATE {table} SET {quote(column)} = %s WHERE id = %s"  # noqa: S608
    last = 0
    while True:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(select, [last, _BATCH])
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            made = [(key(value), pk) for pk, value in rows]
            cursor.executemany(update, [(found, pk) for found, pk in made if found is not None])
