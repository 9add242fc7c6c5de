"""Places for codes where sentences were stored; what was stored stands aside until it is a code (0010)."""

from django.db import migrations, models

_STATUS_CODE = {"blank": True, "editable": False, "help_text": "why the machine changed the status", "null": True}


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_surnames_due'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='mention', name='mention_inferred'),
        migrations.RenameField(model_name='mention', old_name='reason', new_name='reason_words'),
        migrations.RenameField(model_name='proposal', old_name='reason', new_name='reason_words'),
        migrations.AddField(
            model_name='article', name='status_code', field=models.JSONField(**_STATUS_CODE),
        ),
        migrations.AddField(
            model_name='historicalarticle', name='status_code', field=models.JSONField(**_STATUS_CODE),
        ),
        migrations.AddField(
            model_name='mention',
            name='inferred',
            field=models.BooleanField(default=False, editable=False, help_text='only a surname stands in the article, and its company tells whose it is'),
        ),
        migrations.AddField(
            model_name='mention',
            name='reason',
            field=models.JSONField(blank=True, editable=False, help_text="a code: why a surname that stands alone is, or may be, this person's", null=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='reason',
            field=models.JSONField(default=dict, help_text='a code: how their names are alike'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='doubts',
            field=models.JSONField(default=list, help_text='codes'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='evidence',
            field=models.JSONField(default=dict, help_text='for each field: lines, rule (a code), characters'),
        ),
    ]
