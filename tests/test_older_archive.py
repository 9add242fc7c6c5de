"""An archive made by an earlier version migrates: its pages, decisions and their undoing work.

`archives/0008.jsonl.gz` holds every row of a small archive of invented articles as the version before
migration 0009 left them: `[table, {column: value}]` a line, bytes in base64. It was imported from samples/;
an editor has since merged, split, separated, moved, confirmed, rejected and undone, corrected, handed back
and withdrawn.
"""

import base64
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from articles.models import Article, Decision, Mention, Person, Reading, triggers
from articles.search import indexing

ARCHIVE = Path(__file__).parent / "archives" / "0008.jsonl.gz"
BEFORE = ("articles", "0008_surnames_due")
# The tables in an order in which each row's keys are there already.
ORDER = [
    "auth_user",
    "articles_archive",
    "articles_source",
    "articles_section",
    "articles_place",
    "articles_sectionname",
    "articles_placename",
    "articles_original",
    "articles_article",
    "articles_historicalarticle",
    "articles_reading",
    "articles_person",
    "articles_historicalperson",
    "articles_name",
    "articles_historicalname",
    "articles_namekey",
    "articles_importrun",
    "articles_importentry",
    "articles_sighting",
    "articles_extraction",
    "articles_mention",
    "articles_proposal",
    "articles_decision",
    "articles_decision_people",
]


def stored_rows() -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(ARCHIVE, "rt", encoding="utf-8") as lines:
        for line in lines:
            table, row = json.loads(line)
            rows.setdefault(table, []).append(row)
    return rows


def as_stored(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value


def insert(cursor: Any, table: str, rows: list[dict[str, Any]]) -> None:
    columns = list(rows[0])
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    # Who is merged comes after whom they are merged into; an undoing after what it undoes.
    ordered = sorted(rows, key=lambda row: row.get("merged_into_id") is not None)
    cursor.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        [[as_stored(row[column]) for column in columns] for row in ordered],
    )
    key = next((name for name in ("history_id", "id") if name in columns), "")
    if connection.vendor == "postgresql" and key and table != "articles_archive":
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), max({key})) FROM {table}")


def migrate_to(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


@pytest.fixture
def older_archive(transactional_db: None) -> Iterator[None]:
    """The stored archive, migrated to the present tables."""
    for name, (table, _) in triggers.trigger_sql(connection.vendor).items():
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}{on}")
    migrate_to(BEFORE)
    rows = stored_rows()
    assert set(rows) - {"django_migrations"} == set(ORDER)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_archive")
        for table in ORDER:
            insert(cursor, table, rows[table])
    migrate_to()
    triggers.install()
    indexing.rebuild()
    yield
    call_command("migrate", verbosity=0)


def addresses(client: Client) -> Iterator[str]:
    yield from ("/", "/articles/", "/articles/?q=bridge", "/articles/feed/", "/articles/table/", "/people/")
    for article in Article.objects.public():
        yield article.get_absolute_url()
        yield f"/articles/{article.public_id}/original/"
    for person in Person.objects.live().public():
        yield person.get_absolute_url()


@pytest.mark.django_db(transaction=True)
def test_its_pages_decisions_and_their_undoing_work(older_archive: None, client: Client) -> None:
    assert indexing.check() == []
    assert Article.objects.count() == 24
    assert Article.objects.filter(status="withdrawn").count() == 2
    for address in addresses(client):
        assert client.get(address).status_code == 200, address
    for article in Article.objects.filter(status="withdrawn"):
        assert client.get(f"/articles/{article.public_id}/", follow=True).status_code == 410

    corrected = Article.objects.get(headline="A corrected headline")
    assert corrected.edited_fields == ["headline", "published"]
    assert f"{corrected.published_from} {corrected.published_time}" == "2020-10-30 18:05:00"

    open_decisions = Decision.objects.filter(undoes=None, undone_by=None).order_by("-pk")
    assert open_decisions.count() == 8
    undo_all(list(open_decisions))
    assert not Person.objects.exclude(merged_into=None).exists()
    assert not Mention.objects.exclude(status="suggested").exists()
    assert indexing.check() == []
    for address in addresses(client):
        assert client.get(address).status_code == 200, address


@pytest.mark.django_db(transaction=True)
def test_its_readings_keep_what_they_said(older_archive: None) -> None:
    before = {row["id"]: row for row in stored_rows()["articles_reading"]}
    for reading in Reading.objects.all():
        row = before[reading.pk]
        assert len(reading.doubts) == len(json.loads(row["doubts"]))
        assert set(reading.evidence) == set(json.loads(row["evidence"]))
        assert reading.needs_review == row["needs_review"]


def undo_all(decisions: list[Decision]) -> None:
    from articles.editing.decisions import undo

    undo_one: Callable[[Decision], Any] = undo
    for decision in decisions:
        undo_one(decision)
