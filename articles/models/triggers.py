"""Database triggers: every change that alters an index document queues a pending change.

However the change was made (admin, bulk insert, ``QuerySet.update``, cascade, raw SQL), the database
itself notes the article in ``articles_pendingchange``. The triggers are data (``WATCHED``), put in place
after every ``migrate``: SQLite drops a table's triggers when a later migration rebuilds the table.

Others count in how many articles people are seen (``seen``), say which names are listed (``listed``), and
keep why articles wait for an editor (``reviewing``).

Two statements are not seen: SQLite's ``INSERT OR REPLACE`` (it fires no delete trigger; the archive does
not use it) and PostgreSQL's ``TRUNCATE``. ``manage.py index check`` finds what they changed.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.fields import indexed_columns
from articles.models.listed import RELIST, listed_sql
from articles.models.reviewing import TABLE as REASONS
from articles.models.reviewing import reason_sql, refill_sql
from articles.models.seen import RECOUNT, seen_sql

QUEUE = "articles_pendingchange"


@dataclass(frozen=True)
class Watched:
    """A table whose changes alter index documents: the column with the article's id, those that count."""

    table: str
    article: str
    columns: tuple[str, ...]


WATCHED = (
    Watched(
        "articles_article",
        "id",
        ("public_id", *indexed_columns(), "status", "held_for_id"),
    ),
    Watched(
        "articles_mention",
        "article_id",
        ("person_id", "field", "start", '"end"', "surface", "status"),
    ),
)


def _names(watched: Watched) -> dict[str, str]:
    return {event: f"{watched.table}_queue_{event}" for event in ("insert", "update", "delete")}


def trigger_sql(vendor: str) -> dict[str, tuple[str, str]]:
    """{trigger name: (table, SQL that creates it)} for "sqlite" or "postgresql"."""
    return _queue_sql(vendor) | seen_sql(vendor) | listed_sql(vendor) | reason_sql(vendor)


def _queue_sql(vendor: str) -> dict[str, tuple[str, str]]:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    statements: dict[str, tuple[str, str]] = {}
    for watched in WATCHED:
        names = _names(watched)
        key = watched.article
        changed = " OR ".join(f"OLD.{c} {differs} NEW.{c}" for c in (key, *watched.columns))
        for event, rows, condition in (
            ("insert", ("NEW",), ""),
            ("update", ("OLD", "NEW"), f" WHEN ({changed})"),
            ("delete", ("OLD",), ""),
        ):
            name = names[event]
            # UNION leaves one row where OLD and NEW name the same article.
            wanted = " UNION ".join(f"SELECT {row}.{key}, CURRENT_TIMESTAMP" for row in rows)
            insert = f"INSERT INTO {QUEUE} (article_id, since) {wanted};"
            head = f"AFTER {event.upper()} ON {watched.table} FOR EACH ROW{condition}"
            if vendor == "sqlite":
                sql = f"CREATE TRIGGER {name} {head} BEGIN {insert} END"
            else:
                sql = (
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN {insert} RETURN NULL; END $$;\n"
                    f"CREATE OR REPLACE TRIGGER {name} {head} EXECUTE FUNCTION {name}()"
                )
            statements[name] = (watched.table, sql)
    return statements


def _mark(sql: str) -> str:
    """What tells an outdated PostgreSQL trigger from the present one: kept as its comment."""
    return hashlib.sha256(sql.encode()).hexdigest()[:16]


def missing_triggers(using: str = "default") -> list[str]:
    """Names of the triggers that are not in place, or not as they should be."""
    connection = connections[using]
    wanted = trigger_sql(connection.vendor)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = dict(cursor.fetchall())
            return [name for name, (_, sql) in wanted.items() if found.get(name) != sql]
        cursor.execute(
            "SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname = ANY(%s)",
            [list(wanted)],
        )
        found = dict(cursor.fetchall())
        return [name for name, (_, sql) in wanted.items() if found.get(name) != _mark(sql)]


def install(using: str = "default") -> list[str]:
    """Put in place what is missing or outdated; returns its names.

    What changed while a trigger was missing is unknown, so every article is then queued again, or every
    person counted anew, or every name listed anew.
    """
    connection = connections[using]
    missing = missing_triggers(using)
    if not missing:
        return []
    wanted = trigger_sql(connection.vendor)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name in missing:
            table, sql = wanted[name]
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(sql)
            else:
                cursor.execute(sql)
                cursor.execute(f"COMMENT ON TRIGGER {name} ON {table} IS '{_mark(sql)}'")
        if not _queue_sql(connection.vendor).keys().isdisjoint(missing):
            cursor.execute(f"INSERT INTO {QUEUE} (article_id) SELECT id FROM articles_article")  # noqa: S608
        if not seen_sql(connection.vendor).keys().isdisjoint(missing):
            cursor.execute(RECOUNT)
        if not listed_sql(connection.vendor).keys().isdisjoint(missing):
            cursor.execute(RELIST)
        if not reason_sql(connection.vendor).keys().isdisjoint(missing):
            for statement in refill_sql(connection.vendor):
                cursor.execute(statement)
    return missing


def prepare_to_migrate(using: str = "default", plan: Sequence[tuple[Any, bool]] = (), **kwargs: Any) -> None:
    """``pre_migrate`` receiver: triggers must not hinder a migration that alters what they write to.

    SQLite rebuilds a table that it alters, and would not rename it while the trigger of another one names it.
    Going backwards, columns go that they name.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if plan and connection.vendor == "sqlite":
            cursor.execute("PRAGMA legacy_alter_table = ON")
    if any(backwards for _, backwards in plan):
        remove(using)


def remove(using: str = "default") -> None:
    """Until they are put back, ``/readyz`` says that the archive is not ready."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for name, (table, _) in trigger_sql(connection.vendor).items():
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            if table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """``post_migrate`` receiver. After migrating backwards past our tables there is nothing to watch."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA legacy_alter_table = OFF")
        tables = connection.introspection.table_names(cursor)
        if not {QUEUE, REASONS, *(watched.table for watched in WATCHED)} <= set(tables):
            return
        if not all(_has_columns(connection, cursor, *wanted) for wanted in _NAMED):
            return  # before the migration that adds them
    install(using)


_NAMED = (
    *((watched.table, watched.columns) for watched in WATCHED),
    ("articles_person", ("seen_in",)),
    ("articles_name", ("listed",)),
)


def _has_columns(connection: BaseDatabaseWrapper, cursor: Any, table: str, columns: Sequence[str]) -> bool:
    found = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    return {column.strip('"') for column in columns} <= found


def check_triggers(
    *,
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """System check: run by ``migrate`` and by ``check --database default``."""
    if sys.argv[1:2] == ["migrate"]:
        return []  # migrate runs this check before it puts the triggers in place, and would refuse to
    messages: list[CheckMessage] = []
    for using in databases or []:
        connection: BaseDatabaseWrapper = connections[using]
        try:
            if QUEUE not in connection.introspection.table_names():
                continue  # not migrated yet
            missing = missing_triggers(using)
        except DatabaseError as error:
            messages.append(Error(f"The triggers of database {using!r} cannot be looked up: {error}"))
            continue
        if missing:
            messages.append(
                Error(
                    f"Triggers are missing in database {using!r}: {', '.join(missing)}.",
                    hint="Changes would not reach the search index. Run: manage.py migrate",
                    id="articles.E001",
                )
            )
    return messages
