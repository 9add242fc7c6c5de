from django.db import migrations, models

from articles.text.fold import fold

_BATCH = 1000


def fold_names(apps, schema_editor):
    """Names stored before get what they are looked up by."""
    names = apps.get_model("articles", "Name").objects
    last = 0
    while rows := list(names.filter(pk__gt=last).order_by("pk").only("pk", "text")[:_BATCH]):
        last = rows[-1].pk
        for name in rows:
            name.folded = fold(name.text)[:200]
        names.bulk_update(rows, ["folded"], batch_size=_BATCH // 4)


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
