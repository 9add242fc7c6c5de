"""The fields of an article that a reader fills and an editor may set, told once.

What readings are applied to, what edits and revisions compare, the admin's form, the triggers that feed the
index and what the index loads all follow this table. A new field needs a column of Article, an attribute of
the reader's Item, and a row here; if it is indexed, an attribute of ``IndexedArticle``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How what a Reading says becomes columns."""

    LINE = auto()  # text without line breaks
    PARAGRAPHS = auto()  # text
    LANGUAGE = auto()
    ROW = auto()  # of another table, by its name
    DATE = auto()  # with time, zone and precision


@dataclass(frozen=True)
class Field:
    """``columns`` are Article's, by their names in the database."""

    name: str
    kind: Kind
    group: str = ""  # of the admin's form
    columns: tuple[str, ...] = ()  # its own name unless told
    indexed: tuple[str, ...] | None = None  # of the columns, those in the index; all unless told
    longest: int | None = None  # characters that the column takes
    names_people: bool = False  # people are looked for in it, or it tells how
    rows: int = 1  # of its input

    @property
    def stored(self) -> tuple[str, ...]:
        return self.columns or (f"{self.name}_id" if self.kind is Kind.ROW else self.name,)


TEXT, FILED, PUBLISHED = "", "Filed under", "Published"  # groups

FIELDS = (
    Field("source", Kind.ROW, FILED),
    Field("section", Kind.ROW, FILED),
    Field("place", Kind.ROW, FILED),
    Field("language", Kind.LANGUAGE, FILED, longest=8, names_people=True),
    Field("headline", Kind.LINE, TEXT, names_people=True, rows=2),
    Field("caption", Kind.PARAGRAPHS, TEXT, names_people=True, rows=2),
    Field("byline", Kind.LINE, TEXT),
    Field("agency", Kind.LINE, FILED, longest=200, indexed=()),
    Field("body", Kind.PARAGRAPHS, TEXT, names_people=True, rows=24),
    Field(
        "published",
        Kind.DATE,
        PUBLISHED,
        columns=(
            "published_from",
            "published_until",
            "published_time",
            "published_timezone",
            "published_precision",
            "published_at",
        ),
        indexed=("published_from", "published_until", "published_precision", "published_at"),
    ),
)


def names() -> tuple[str, ...]:
    return tuple(field.name for field in FIELDS)


def columns_of(name: str) -> tuple[str, ...]:
    """The columns of the field of that name; of what is no field, the column of that name."""
    return next((field.stored for field in FIELDS if field.name == name), (name,))


def indexed_columns() -> tuple[str, ...]:
    """The columns that a document of the index is made of, beside the article's id and mentions."""
    return tuple(
        column for field in FIELDS for column in (field.stored if field.indexed is None else field.indexed)
    )


def people_columns() -> tuple[str, ...]:
    """The columns whose change is a reason to look for people again."""
    return tuple(column for field in FIELDS if field.names_people for column in field.stored)
