"""Why the machine joined two people: the sentence that was stored as a note becomes a code.

And `hint.bad`, which held a sentence in the language of whoever imported, is a sentence of old.
"""

from django.db import migrations, models

NOTE = 'Joined by the machine: their names differ by a case ending only.'
CODE = {'code': 'people.case_ending'}


def to_code(apps, schema_editor):
    rows = apps.get_model('articles', 'Decision').objects.using(schema_editor.connection.alias)
    rows.filter(note=NOTE, made_by=None).update(note='', reason=CODE)
    entries = apps.get_model('articles', 'ImportEntry').objects.using(schema_editor.connection.alias)
    for entry in entries.filter(reason__code='hint.bad').iterator(500):
        entry.reason = {'code': 'other', 'text': entry.reason.get('said', '')}
        entry.save(update_fields=['reason'])


def to_note(apps, schema_editor):
    rows = apps.get_model('articles', 'Decision').objects.using(schema_editor.connection.alias)
    rows.filter(reason__code=CODE['code']).update(note=NOTE)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0036_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='reason',
            field=models.JSONField(blank=True, help_text='a code: why the machine did it', null=True, verbose_name='reason'),
        ),
        migrations.RunPython(to_code, to_note),
    ]
