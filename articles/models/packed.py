"""A column that holds a JSON value compressed: for what is kept and shown, and never asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.packing import pack, unpack

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class PackedField(_Field):
    """A JSON value in a fifth of the room. It cannot be searched by: there are no lookups into it."""

    def deconstruct(self) -> Any:
        """For migrations it is a column of bytes: they import no models, and fill in no values."""
        name, _, arguments, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.BinaryField", arguments, options

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else unpack(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else connection.Database.Binary(pack(value))

    def value_to_string(self, obj: models.Model) -> Any:
        """JSON, as dumps of data have it."""
        return self.value_from_object(obj)
