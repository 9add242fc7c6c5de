"""What was stored in sentences becomes codes. Stopped in the middle, it goes on where it was."""

import json

from django.db import connections, migrations, transaction

from articles.migrations._sentences import DOUBTS, REASONS, RULES, STATUSES, code_of, sentence_of

BATCH = 500  # rows in memory and in one transaction


def _rows(model, using, *columns, **wanted):
    """The rows' ids and columns, a batch of them at a time, each batch in a transaction of its own."""
    last = 0
    while True:
        with transaction.atomic(using=using):
            rows = model.objects.using(using).filter(pk__gt=last, **wanted).order_by("pk")
            batch = list(rows.values_list("pk", *columns)[:BATCH])
            if not batch:
                return
            yield batch
            last = batch[-1][0]


def _write(model, using, columns, rows):
    """Set columns of many rows, each given as (value, …, id): by hand, for there may be a million."""
    quote = connections[using].ops.quote_name
    key = quote(model._meta.pk.column)
    places = ", ".join(f"{quote(column)} = %s" for column in columns)
    rows = list(rows)
    if rows:
        with connections[using].cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET {places} WHERE {key} = %s", rows)


def _json(value):
    return json.dumps(value, ensure_ascii=False)


def _statuses(apps):
    return [(name, apps.get_model("articles", name)) for name in ("Article", "HistoricalArticle")]


def to_codes(apps, schema_editor):
    using = schema_editor.connection.alias
    reading = apps.get_model("articles", "Reading")
    for batch in _rows(reading, using, "doubts", "evidence"):
        _write(reading, using, ("doubts", "evidence"), [
            (_json([_code(doubt, DOUBTS) for doubt in doubts]), _json(_evidence(evidence, _code)), pk)
            for pk, doubts, evidence in batch
            if doubts or evidence
        ])
    mention = apps.get_model("articles", "Mention")
    for batch in _rows(mention, using, "reason_words", "person_id", reason_words__gt=""):
        _write(mention, using, ("reason", "inferred"), [
            (_json(_code(words, REASONS)), person is not None, pk) for pk, words, person in batch
        ])
    proposal = apps.get_model("articles", "Proposal")
    for batch in _rows(proposal, using, "reason_words"):
        _write(proposal, using, ("reason",), [(_json(_code(words, REASONS)), pk) for pk, words in batch])
    for _, model in _statuses(apps):
        for batch in _rows(model, using, "status_reason", status_reason__startswith="the reader "):
            found = [(code_of(words, STATUSES), pk) for pk, words in batch]
            known = [("", _json(code), pk) for code, pk in found if code["code"] != "other"]  # else an editor's
            _write(model, using, ("status_reason", "status_code"), known)


def to_sentences(apps, schema_editor):
    using = schema_editor.connection.alias
    reading = apps.get_model("articles", "Reading")
    for batch in _rows(reading, using, "doubts", "evidence"):
        _write(reading, using, ("doubts", "evidence"), [
            (_json([sentence_of(doubt, DOUBTS) for doubt in doubts]), _json(_evidence(evidence, sentence_of)), pk)
            for pk, doubts, evidence in batch
        ])
    mention = apps.get_model("articles", "Mention")
    for batch in _rows(mention, using, "reason", reason__isnull=False):
        _write(mention, using, ("reason_words",), [(sentence_of(said, REASONS)[:200], pk) for pk, said in batch])
    proposal = apps.get_model("articles", "Proposal")
    for batch in _rows(proposal, using, "reason"):
        _write(proposal, using, ("reason_words",), [(sentence_of(said, REASONS), pk) for pk, said in batch])
    for _, model in _statuses(apps):
        for batch in _rows(model, using, "status_code", status_code__isnull=False):
            _write(model, using, ("status_reason",), [(sentence_of(said, STATUSES), pk) for pk, said in batch])


def _code(words, table):
    """What is a code already stays so: a run that was killed has left some."""
    return words if isinstance(words, dict) else code_of(str(words), table)


def _evidence(evidence, way):
    return {name: {**found, "rule": way(found.get("rule", ""), RULES)} for name, found in evidence.items()}


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('articles', '0009_codes'),
    ]

    operations = [
        migrations.RunPython(to_codes, to_sentences),
    ]
