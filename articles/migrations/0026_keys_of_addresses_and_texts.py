"""Keys for the addresses and texts that are here already. Stopped in the middle, it goes on where it was."""

from django.db import migrations, transaction

from articles.packing import unpack
from articles.text.addresses import address_key
from articles.text.sameness import key_of_fields

BATCH = 500  # rows of one transaction


def fill(apps, schema_editor):
    _fill(schema_editor.connection, "articles_article", "address", "original_url", address_key)
    _fill(schema_editor.connection, "articles_reading", "text", "fields", lambda value: key_of_fields(unpack(value)))


def _fill(connection, table, column, source, key):
    quoted = connection.ops.quote_name(column)
    select = f"SELECT id, {source} FROM {table} WHERE id > %s AND {quoted} IS NULL ORDER BY id LIMIT {BATCH}"
    update = f"UPDATE {table} SET {quoted} = %s WHERE id = %s"
    last = 0
    while True:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(select, [last])
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            made = [(key(value), pk) for pk, value in rows]
            cursor.executemany(update, [(found, pk) for found, pk in made if found is not None])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0025_addresses_and_texts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
