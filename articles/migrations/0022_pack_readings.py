"""What readings say, into the compressed columns. Stopped in the middle, it goes on where it was."""

import json

from django.db import connections, migrations, transaction

from articles.packing import pack, unpack

BATCH = 500  # rows in memory and in one transaction
NAMES = ("fields", "evidence", "roles")


def _move(apps, schema_editor, source, target, as_stored, **left):
    """From columns to columns of the rows that are ``left``, a batch of them in each transaction."""
    using = schema_editor.connection.alias
    model = apps.get_model("articles", "Reading")
    quote = connections[using].ops.quote_name
    places = ", ".join(f"{quote(column)} = %s" for column in target)
    update = f"UPDATE {quote(model._meta.db_table)} SET {places} WHERE id = %s"
    last = 0
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            rows = model.objects.using(using).filter(pk__gt=last, **left).order_by("pk")
            batch = list(rows.values_list("pk", *source)[:BATCH])
            if not batch:
                return
            cursor.executemany(update, [(*map(as_stored, values), pk) for pk, *values in batch])
            last = batch[-1][0]


def to_packed(apps, schema_editor):
    packed = tuple(f"{name}_packed" for name in NAMES)
    _move(apps, schema_editor, NAMES, packed, pack, fields_packed=None)


def to_json(apps, schema_editor):
    packed = tuple(f"{name}_packed" for name in NAMES)
    _move(apps, schema_editor, packed, NAMES, lambda value: json.dumps(unpack(value), ensure_ascii=False))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0021_packed_columns")]

    operations = [migrations.RunPython(to_packed, to_json)]
