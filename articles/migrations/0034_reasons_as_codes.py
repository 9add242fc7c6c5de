"""Why there is a revision, why a run's article was withdrawn, why a task failed: sentences become codes."""

import re

from django.db import migrations, models

REVISED = ('article', 'name', 'person', 'place', 'section', 'source')
BATCH = 200  # rows in memory
FIRST, CHECKED = 'as it was before any edit', 'checked'
HANDED_BACK = re.compile(r'handed back to the reader: ([a-z]+(?:, [a-z]+)*)')
PUT_BACK = re.compile(r'as of (\d{4}-\d\d-\d\d \d\d:\d\d)')
UNDONE = re.compile(r'Import run (\d+), which brought it, was undone\.')
DIED = re.compile(r'Its worker died (\d+) times without getting on\.')
NO_KIND = re.compile(r"LookupError: This version knows no task of the kind '([^']*)'\.")


def revision_code(said):
    """What an editor wrote stays a text."""
    if said in (FIRST, CHECKED):
        return {'code': 'revision.first' if said == FIRST else 'revision.checked'}
    if found := HANDED_BACK.fullmatch(said):
        return {'code': 'revision.handed_back', 'fields': found[1].split(', ')}
    if found := PUT_BACK.fullmatch(said):
        return {'code': 'revision.put_back', 'date': found[1]}
    return undone_code(said) or said


def undone_code(said):
    found = UNDONE.fullmatch(said)
    return {'code': 'run.undone', 'run': int(found[1])} if found else None


def task_code(said):
    if found := DIED.fullmatch(said):
        return {'code': 'task.died', 'times': int(found[1])}
    if found := NO_KIND.fullmatch(said):
        return {'code': 'task.no_kind', 'kind': found[1]}
    return {'code': 'task.raised', 'error': said}


SENTENCES = {
    'revision.first': FIRST,
    'revision.checked': CHECKED,
    'revision.handed_back': 'handed back to the reader: {fields}',
    'revision.put_back': 'as of {date}',
    'run.undone': 'Import run {run}, which brought it, was undone.',
    'task.died': 'Its worker died {times} times without getting on.',
    'task.no_kind': "LookupError: This version knows no task of the kind '{kind}'.",
    'task.raised': '{error}',
}


def sentence(stored):
    if isinstance(stored, str):
        return stored
    values = {name: ', '.join(value) if isinstance(value, list) else value for name, value in stored.items()}
    return SENTENCES[stored['code']].format(**values)


def _each(rows, column, to, way):
    """All rows with something in one column have that in another, as ``way`` says."""
    found = rows.filter(**{f'{column}__isnull': False}).order_by('pk').values_list('pk', column)
    last = None
    while batch := list((found.filter(pk__gt=last) if last else found)[:BATCH]):
        rows.bulk_update([rows.model(pk=pk, **{to: way(said)}) for pk, said in batch if said], [to])
        last = batch[-1][0]


def _tables(apps, schema_editor):
    using = schema_editor.connection.alias
    for name in REVISED:
        yield apps.get_model('articles', f'Historical{name}')._base_manager.using(using), 'history_change_reason', revision_code
    yield apps.get_model('articles', 'Task').objects.using(using), 'error', task_code


def _of_undone_runs(apps, schema_editor):
    for name in ('Article', 'HistoricalArticle'):
        yield apps.get_model('articles', name)._base_manager.using(schema_editor.connection.alias)


def to_codes(apps, schema_editor):
    for rows, column, way in _tables(apps, schema_editor):
        _each(rows.all(), f'{column}_words', column, way)
    for rows in _of_undone_runs(apps, schema_editor):
        said = rows.filter(status='withdrawn', status_code__isnull=True, status_reason__startswith='Import run ')
        for pk, reason in list(said.values_list('pk', 'status_reason')):
            if code := undone_code(reason):
                rows.filter(pk=pk).update(status_reason='', status_code=code)


def to_sentences(apps, schema_editor):
    for rows, column, way in _tables(apps, schema_editor):
        _each(rows.all(), column, f'{column}_words', sentence)
    for rows in _of_undone_runs(apps, schema_editor):
        for pk, code in list(rows.filter(status_code__code='run.undone').values_list('pk', 'status_code')):
            rows.filter(pk=pk).update(status_reason=sentence(code), status_code=None)


def _renamed(model, column, old, new):
    """The text under another name, which goes at the end, and a column for codes under its own."""
    before = [
        migrations.RenameField(model, column, f'{column}_words'),
        migrations.AddField(model, column, new),
    ]
    after = [migrations.RemoveField(model, f'{column}_words')]
    if old is not None:
        # So that the way back has something to put there before its sentences are made again.
        after.insert(0, migrations.AlterField(model, f'{column}_words', old))
    return before, after


def _why():
    return models.JSONField(help_text="in an editor's words, or a code", null=True, verbose_name='why')


def _error():
    return models.JSONField(
        blank=True, help_text='a code: why it failed, or is tried again', null=True, verbose_name='error'
    )


STEPS = [
    *(_renamed(f'historical{name}', 'history_change_reason', None, _why()) for name in REVISED),
    _renamed('task', 'error', models.TextField(blank=True, default=''), _error()),
]


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0033_gone_and_reprints_decided'),
    ]

    operations = [
        *(operation for before, _ in STEPS for operation in before),
        migrations.RunPython(to_codes, to_sentences),
        *(operation for _, after in STEPS for operation in after),
    ]
