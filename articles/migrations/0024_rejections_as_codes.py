"""Why a file became no article: what was stored in sentences becomes a code."""

from django.db import migrations, models

from articles.migrations._sentences import REJECTIONS, code_of, sentence_of

BATCH = 200  # rows in memory


def _each(apps, schema_editor, column, to, way, **wanted):
    entry = apps.get_model("articles", "ImportEntry")
    rows = entry.objects.using(schema_editor.connection.alias)
    wanted_rows, last = rows.filter(**wanted).order_by("pk").values_list("pk", column), 0
    while batch := list(wanted_rows.filter(pk__gt=last)[:BATCH]):
        changed = [entry(pk=pk, **{to: way(said, REJECTIONS)}) for pk, said in batch]
        rows.bulk_update(changed, [to])
        last = batch[-1][0]


def to_codes(apps, schema_editor):
    _each(apps, schema_editor, "reason_words", "reason", code_of, reason_words__gt="")


def to_sentences(apps, schema_editor):
    _each(apps, schema_editor, "reason", "reason_words", sentence_of, reason__isnull=False)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0023_packed_readings'),
    ]

    operations = [
        migrations.RenameField(model_name='importentry', old_name='reason', new_name='reason_words'),
        migrations.AddField(
            model_name='importentry',
            name='reason',
            field=models.JSONField(blank=True, help_text='a code: why it became no article', null=True),
        ),
        migrations.RunPython(to_codes, to_sentences),
        # So that the way back has something to put there before its sentences are made again.
        migrations.AlterField(
            model_name='importentry', name='reason_words', field=models.TextField(blank=True, default=''),
        ),
        migrations.RemoveField(model_name='importentry', name='reason_words'),
    ]
