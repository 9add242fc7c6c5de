from django.db import migrations, models

from articles.text.fold import fold

_BATCH = 1000


def fold_names(apps, schema_editor):
    """Names stored before get what they are looked up by."""
    names = apps.get_model("articles", "Name").objects.order_by("pk").values_list("pk", "text")
    last = 0
    # Not bulk_update: its long expressions take a hundred times as long as the rows.
    with schema_editor.connection.cursor() as cursor:
        while rows := list(names.filter(pk__gt=last)[:_BATCH]):
            last = rows[-1][0]
            folded = [(fold(text)[:200], pk) for pk, text in rows]
            cursor.executemany("UPDATE articles_name SET folded = %s WHERE id = %s", folded)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0012_tasks"),
    ]

    operations = [
        migrations.AddField(
            model_name="name",
            name="folded",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
        ),
        migrations.AddIndex(
            model_name="name",
            index=models.Index(fields=["filed"], name="name_filed_begins", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
