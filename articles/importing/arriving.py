"""A bag of ``exporting.leaving`` back into tables: the same archive, on either database.

Every checksum is compared before a row is written. Then file after file arrives, each in one transaction, so
that what was killed goes on where it was; the archive says of itself that it is arriving until all is there.
What goes wrong in between takes everything out again. The format: docs/export-format.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.core.validators import validate_slug
from django.db import Error, connection, transaction
from django.db.models import Field, Max

from articles.exporting import bagit
from articles.exporting.bagit import BagError
from articles.exporting.leaving import ARCHIVE_FILE
from articles.exporting.packs import unpack
from articles.exporting.tables import FORMAT, ORIGINALS, USERS, Table, reader_of, tables
from articles.importing.inserting import insert
from articles.models import Archive, PendingChange, triggers
from articles.models.database import is_away, is_full
from articles.models.keyed import fill_keys
from articles.packing import loaded

AT_ONCE = 1_000  # rows put at a time
READ_AT_ONCE = 1 << 20  # bytes
ARCHIVE = "articles.Archive"

Row = dict[str, Any]
Report = Callable[[int, int], None]  # rows that arrived, of all


class NotEmptyError(Exception):
    """There is an archive already; nothing may arrive on top of it. The message says what to do."""


@dataclass
class Summary:
    articles: int = 0
    originals: int = 0
    rows: int = 0
    kept: int = 0  # rows that had arrived before the command was killed


@dataclass
class _Arriving:
    """A table, and what the bag says of it."""

    table: Table
    files: list[dict[str, Any]]
    columns: list[str]
    rows: int


_IN_ADDRESSES = {"public_id", "slug"}  # columns


def import_archive(
    bag: Path,
    report: Report = lambda done, of: None,
    on_bytes: bagit.OnBytes = lambda done, of: None,
) -> Summary:
    """Fill this archive, which must be empty, with all that is in the bag.

    Raises BagError naming the file that is damaged, missing or of another kind, NotEmptyError where there is
    something here. The index has to be made anew afterwards.
    """
    checked = bagit.check(bag, on_bytes)
    about = _about(bag)
    try:
        wanted = _wanted(about)
        _see_to_files(wanted, checked)
    except (LookupError, TypeError, AttributeError) as error:
        raise BagError(f"{ARCHIVE_FILE} is not of the format: {_told(error)}") from error
    identity = bagit.identity_of(bag)
    _make_ready(wanted, identity)
    try:
        summary = _fill(bag, wanted, report)
        _finish(bag, wanted)
    except Error as error:
        if is_away(error) or is_full(error):
            raise  # it goes on from here when that is mended
        empty()
        raise BagError(f"the database refused what is in the bag: {error}") from error
    except Exception as error:  # checksums say that a bag is whole, not that any of its values is one
        empty()
        if isinstance(error, BagError | OSError) and not isinstance(error, gzip.BadGzipFile):
            raise
        raise BagError(f"what is in the bag is not of the format: {_told(error)}") from error
    return summary


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _about(bag: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((bag / ARCHIVE_FILE).read_text("utf-8"))
        version = int(about["format"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BagError(f"{ARCHIVE_FILE} cannot be read: {error}") from error
    if version > FORMAT:
        raise BagError(
            f"the bag is of format {version}, and this version of the archive reads up to {FORMAT}"
        )
    return about


def _wanted(about: dict[str, Any]) -> list[_Arriving]:
    """The tables in the order in which they arrive. What this version does not know is refused, not lost."""
    told = {each["name"]: each for each in about["tables"]}
    found = []
    for table in tables():
        if (its := told.pop(table.label, None)) is None:
            continue  # a bag of before the table
        if unknown := sorted(set(its["columns"]) - set(table.columns)):
            raise BagError(f"{table.label} has a column that this version does not know: {unknown[0]}")
        found.append(_Arriving(table, its["files"], its["columns"], its["rows"]))
    if told:
        raise BagError(f"the bag has a table that this version does not know: {min(told)}")
    return found


def _see_to_files(wanted: list[_Arriving], checked: frozenset[str]) -> None:
    """A bag that somebody handed us may name files that are not its own: no other is opened."""
    for each in wanted:
        for file in each.files:
            for path in (file["path"], *([file["pack"]] if each.table.label == ORIGINALS else [])):
                if path not in checked:
                    raise BagError(f"{ARCHIVE_FILE} names {path!r}, which is no file of the bag")
        if each.rows != sum(file["rows"] for file in each.files):
            raise BagError(f"{ARCHIVE_FILE} counts the rows of {each.table.label} in two ways")


def _make_ready(wanted: list[_Arriving], identity: str) -> None:
    archive = Archive.this()
    if archive.arriving and archive.arriving != identity:
        empty()  # what another bag had begun
    elif not archive.arriving:
        for table in tables():
            if table.label not in (ARCHIVE, USERS) and table.model._default_manager.exists():
                raise NotEmptyError(
                    "this archive is not empty; a whole one arrives in a new one only. Set DATABASE_URL or "
                    "DATA_DIR to a new place and run: manage.py migrate"
                )
    Archive.objects.filter(pk=archive.pk).update(arriving=identity)
    triggers.remove()


def _fill(bag: Path, wanted: list[_Arriving], report: Report) -> Summary:
    summary = Summary(rows=sum(each.rows for each in wanted))
    done = 0
    users: dict[int, int] = {}
    for each in wanted:
        if each.table.label == ARCHIVE:
            done += each.rows
        elif each.table.label == USERS:
            users = _users(bag, each)
            done += each.rows
        else:
            here = each.table.model._default_manager.aggregate(last=Max(each.table.key))["last"]
            for file in each.files:
                if here is not None and file["last"] <= here:
                    summary.kept += file["rows"]
                else:
                    _take(bag, each, file, users)
                done += file["rows"]
                report(done, summary.rows)
            _name_own_rows(bag, each)
        if each.table.label == "articles.Article":
            summary.articles = each.rows
        if each.table.label == ORIGINALS:
            summary.originals = each.rows
    return summary


def _rows(bag: Path, path: str) -> Iterator[Row]:
    with gzip.open(bag / path, "rb") as file, BufferedReader(file, READ_AT_ONCE) as lines:
        for n, line in enumerate(lines, 1):
            try:
                row: Row = loaded(line)
            except ValueError as error:
                raise BagError(f"{path}, line {n}: not JSON: {error}") from error
            yield row


def _take(bag: Path, arriving: _Arriving, file: dict[str, Any], users: dict[int, int]) -> None:
    """One file of a table, whole or not at all."""
    table = arriving.table
    rows = _rows(bag, file["path"])
    fields = [*table.fields, *table.kept_back]  # these get their defaults, but for the bytes of originals
    if table.label == ORIGINALS:
        rows = _with_bytes(bag, rows, file["pack"])
    own, of_users = table.to_itself, table.to_users
    fill_in = _filling(fields, arriving.columns)

    def ready() -> Iterator[Sequence[Any]]:
        for row in rows:
            for column in own:
                row[column] = None  # the row it names may not be here yet
            for column in of_users:
                row[column] = users.get(row[column]) if row[column] is not None else None
            yield fill_in(row)

    with transaction.atomic():
        for some in _ahead(ready()):
            insert(table.model, fields, some)


def _ahead(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """So many at once, the next ones made ready beside while the database takes these."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(list, islice(rows, AT_ONCE))
        while some := coming.result():
            coming = beside.submit(list, islice(rows, AT_ONCE))
            yield some


def _name_read(value: Any) -> Any:
    """Raises ValidationError for what no address can hold: pages that link there would fail."""
    if value:
        validate_slug(value)
    return value


def _filling(fields: list[Field[Any, Any]], columns: list[str]) -> Callable[[Row], list[Any]]:
    """What makes the values of a row for the database; a column that the bag has not has its default."""
    lacking = {
        field.attname: field.get_default for field in fields if field.attname not in {*columns, "compressed"}
    }
    values_of = itemgetter(*(field.attname for field in fields))
    readers = [_name_read if field.attname in _IN_ADDRESSES else reader_of(field) for field in fields]
    made = [(n, read) for n, read in enumerate(readers) if read is not None]

    def fill_in(row: Row) -> list[Any]:
        for name, default in lacking.items():
            row[name] = default()
        values = list(values_of(row))
        for n, read in made:
            values[n] = read(values[n])
        return values

    return fill_in


def _with_bytes(bag: Path, rows: Iterator[Row], path: str) -> Iterator[Row]:
    packed = {each.name: each for each in unpack((bag / path).read_bytes())}
    for row in rows:
        found = packed.get(row["sha256"])
        if found is None:
            raise BagError(f"{path} has no original {row['sha256']}")
        if hashlib.sha256(found.data).hexdigest() != row["sha256"]:
            raise BagError(f"{path}: the original {row['sha256']} has another checksum")
        yield row | {"compressed": found.compressed}


def _name_own_rows(bag: Path, arriving: _Arriving) -> None:
    """Now that all rows of a table are here: those that name others of them do."""
    table = arriving.table
    manager = table.model._default_manager
    for file in arriving.files:
        if not file.get("names_rows_of_its_own"):
            continue
        with transaction.atomic():
            for row in _rows(bag, file["path"]):
                named = {column: row[column] for column in table.to_itself if row[column] is not None}
                if named:
                    manager.filter(pk=row[table.key]).update(**named)


def _users(bag: Path, arriving: _Arriving) -> dict[int, int]:
    """Here and there: who has that name already is meant; others are made, and cannot log in."""
    model = get_user_model()
    found = {}
    for file in arriving.files:
        for row in _rows(bag, file["path"]):
            name = {model.USERNAME_FIELD: row["username"]}
            user = model._default_manager.filter(**name).first()
            if user is None:
                user = model(**name, first_name=row["first_name"], last_name=row["last_name"])
                if not model._default_manager.filter(pk=row["id"]).exists():
                    user.pk = row["id"]
                user.set_unusable_password()
                user.save(force_insert=True)
            found[row["id"]] = user.pk
    return found


def _finish(bag: Path, wanted: list[_Arriving]) -> None:
    itself = next(each for each in wanted if each.table.label == ARCHIVE)
    [row] = [row for file in itself.files for row in _rows(bag, file["path"])]
    sql = connection.ops.sequence_reset_sql(no_style(), [each.table.model for each in wanted])
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in sql:
            cursor.execute(statement)
        fill_keys(connection)  # of a bag from before there were any
        triggers.install()
        # Last: now it is that archive, and the index that stands here is another's.
        Archive.objects.update(**{name: value for name, value in row.items() if name != "id"}, arriving="")


def empty() -> None:
    """Take out what has arrived of a bag; the archive is empty again, and as it was."""
    with transaction.atomic():
        for table in reversed(tables()):
            if table.label in (ARCHIVE, USERS):
                continue
            for column in table.to_itself:
                table.model._default_manager.exclude(**{column: None}).update(**{column: None})
            rows = table.model._default_manager.all()
            rows._raw_delete(rows.db)
        triggers.install()
        PendingChange.objects.all().delete()
        Archive.objects.update(arriving="")
