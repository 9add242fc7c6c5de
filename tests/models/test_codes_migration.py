"""Sentences that an older archive stored become codes, and sentences again on the way back."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tests.wording.test_codes import STORED, before

BEFORE, AFTER = "0008_surnames_due", "0011_sentences_gone"
NAME = "archive_of_old"
DOUBTS = [sentence for table, sentence in STORED if table is before.DOUBTS] + ["two dates disagree"]
RULES = [sentence for table, sentence in STORED if table is before.RULES] + ["a rule of once"]
REASONS = [sentence for table, sentence in STORED if table is before.REASONS] + ["surname"]
STATUSES = [sentence for table, sentence in STORED if table is before.STATUSES] + [
    "the reader asked for it",
    "",
]


@pytest.fixture
def old(django_db_setup, django_db_blocker, tmp_path) -> Iterator[str]:
    """The alias of an empty database apart from that of the tests, of the same kind."""
    is_file = connection.vendor == "sqlite"
    with django_db_blocker.unblock():
        if not is_file:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {NAME}")
        place = {"NAME": str(tmp_path / NAME) if is_file else NAME}
        connections.databases["old"] = dict(connection.settings_dict) | place
        yield "old"
        connections["old"].close()
        del connections["old"], connections.databases["old"]
        if not is_file:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {NAME}")
        connection.close()


def migrate(alias, name):
    """To that migration; returns a function that gives a model as it is then."""
    executor = MigrationExecutor(connections[alias])
    executor.migrate([("articles", name)])
    apps = MigrationExecutor(connections[alias]).loader.project_state([("articles", name)]).apps
    return lambda model: apps.get_model("articles", model)._default_manager.using(alias)


def fill(rows):
    """An article per status, the last with a reading per rule and a mention per reason; proposals."""
    original = rows("Original").create(sha256="0" * 64, size=1, encoding="utf-8", compressed=b"")
    for n, words in enumerate(STATUSES):
        article = rows("Article").create(public_id=f"{n}", original=original, status_reason=words)
        rows("HistoricalArticle").create(
            id=article.pk, public_id=f"{n}", original_id=original.pk, status_reason=words,
            created_at="2026-01-01T00:00Z", updated_at="2026-01-01T00:00Z",
            history_date="2026-01-01T00:00Z", history_type="+",
        )  # fmt: skip
    for n, rule in enumerate(RULES):
        rows("Reading").create(
            article=article, original=original, reader_version="4", fields={"headline": "x"},
            doubts=DOUBTS[n : n + 2],
            evidence={"body": {"lines": [1, 2], "rule": rule, "start": None, "end": 3}},
        )  # fmt: skip
    people = [rows("Person").create(name=f"{n}") for n in range(len(REASONS) + 1)]
    for n, reason in enumerate([*REASONS, ""]):
        rows("Mention").create(
            article=article, field="body", start=n, end=n + 1, surface="x", reason=reason,
            person=None if reason.startswith("perhaps") else people[0],
        )  # fmt: skip
    for n, reason in enumerate(REASONS):
        rows("Proposal").create(first=people[n], second=people[n + 1], score=0.8, reason=reason)


REJECTIONS = [sentence for table, sentence in STORED if table is before.REJECTIONS] + ["file name too long"]


def test_why_files_were_rejected_becomes_a_code_and_goes_back(old, monkeypatch):
    monkeypatch.setattr("articles.migrations.0024_rejections_as_codes.BATCH", 7)
    rows = migrate(old, "0023_packed_readings")
    run = rows("ImportRun").create()
    rows("ImportEntry").create(run=run, path="fine.txt", outcome="imported")
    for reason in REJECTIONS:
        rows("ImportEntry").create(run=run, path="x", outcome="rejected", reason=reason)
    stored = migrate(old, "0024_rejections_as_codes")("ImportEntry").order_by("pk")
    codes = [code(said, before.REJECTIONS) for said in REJECTIONS]
    assert [entry.reason for entry in stored] == [None, *codes]
    stored = migrate(old, "0023_packed_readings")("ImportEntry").order_by("pk")
    assert [entry.reason for entry in stored] == ["", *REJECTIONS]


def code(sentence, table):
    return before.code_of(sentence, table)


def test_all_that_was_stored_becomes_codes_and_goes_back(old, monkeypatch):
    monkeypatch.setattr("articles.migrations.0010_sentences_to_codes.BATCH", 7)
    fill(migrate(old, BEFORE))
    rows = migrate(old, AFTER)
    for n, reading in enumerate(rows("Reading").order_by("pk")):
        assert reading.doubts == [code(doubt, before.DOUBTS) for doubt in DOUBTS[n : n + 2]]
        rule = code(RULES[n], before.RULES)
        assert reading.evidence == {"body": {"lines": [1, 2], "rule": rule, "start": None, "end": 3}}
        assert reading.fields == {"headline": "x"}
    mentions = list(rows("Mention").order_by("start").values_list("reason", "inferred", "person"))
    assert [reason for reason, _, _ in mentions] == [code(said, before.REASONS) for said in REASONS] + [None]
    inferred = [not said.startswith("perhaps") for said in REASONS]
    assert [one for _, one, _ in mentions] == [*inferred, False]
    proposals = rows("Proposal").order_by("pk").values_list("reason", flat=True)
    assert list(proposals) == [code(said, before.REASONS) for said in REASONS]
    machine = [("", code(words, before.STATUSES)) for words in STATUSES[:2]]
    for model in ("Article", "HistoricalArticle"):
        stored = rows(model).order_by("public_id").values_list("status_reason", "status_code")
        assert list(stored) == [*machine, (STATUSES[2], None), ("", None)]

    rows = migrate(old, BEFORE)
    for n, reading in enumerate(rows("Reading").order_by("pk")):
        assert reading.doubts == DOUBTS[n : n + 2]
        assert reading.evidence == {"body": {"lines": [1, 2], "rule": RULES[n], "start": None, "end": 3}}
    assert list(rows("Mention").order_by("start").values_list("reason", flat=True)) == [*REASONS, ""]
    assert list(rows("Proposal").order_by("pk").values_list("reason", flat=True)) == REASONS
    for model in ("Article", "HistoricalArticle"):
        assert list(rows(model).order_by("public_id").values_list("status_reason", flat=True)) == STATUSES
