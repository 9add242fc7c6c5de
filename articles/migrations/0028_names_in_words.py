"""Tables and columns by the names that people read; nothing changes in the database."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Names(migrations.SeparateDatabaseAndState):
    """Only of the state: the tables stay as they are. All models are made anew once, not after each change."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0027_reprints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    names = [
        migrations.AlterModelOptions(
            name='apikey',
            options={'ordering': ['-id'], 'verbose_name': 'API key', 'verbose_name_plural': 'API keys'},
        ),
        migrations.AlterModelOptions(
            name='archive',
            options={'verbose_name': 'archive', 'verbose_name_plural': 'archives'},
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-id'], 'verbose_name': 'article', 'verbose_name_plural': 'articles'},
        ),
        migrations.AlterModelOptions(
            name='band',
            options={'verbose_name': 'band', 'verbose_name_plural': 'bands'},
        ),
        migrations.AlterModelOptions(
            name='decision',
            options={'ordering': ['-id'], 'verbose_name': 'decision', 'verbose_name_plural': 'decisions'},
        ),
        migrations.AlterModelOptions(
            name='extraction',
            options={'verbose_name': 'extraction', 'verbose_name_plural': 'extractions'},
        ),
        migrations.AlterModelOptions(
            name='fingerprint',
            options={'verbose_name': 'fingerprint', 'verbose_name_plural': 'fingerprints'},
        ),
        migrations.AlterModelOptions(
            name='importentry',
            options={'ordering': ['-id'], 'verbose_name': 'import entry', 'verbose_name_plural': 'import entries'},
        ),
        migrations.AlterModelOptions(
            name='importrun',
            options={'ordering': ['-id'], 'verbose_name': 'import run', 'verbose_name_plural': 'import runs'},
        ),
        migrations.AlterModelOptions(
            name='mention',
            options={'ordering': ['article', 'field', 'start'], 'verbose_name': 'mention', 'verbose_name_plural': 'mentions'},
        ),
        migrations.AlterModelOptions(
            name='name',
            options={'ordering': ['text'], 'verbose_name': 'name', 'verbose_name_plural': 'names'},
        ),
        migrations.AlterModelOptions(
            name='namekey',
            options={'verbose_name': 'name key', 'verbose_name_plural': 'name keys'},
        ),
        migrations.AlterModelOptions(
            name='original',
            options={'verbose_name': 'original', 'verbose_name_plural': 'originals'},
        ),
        migrations.AlterModelOptions(
            name='pendingchange',
            options={'verbose_name': 'pending change', 'verbose_name_plural': 'pending changes'},
        ),
        migrations.AlterModelOptions(
            name='person',
            options={'ordering': ['name', 'id'], 'verbose_name': 'person', 'verbose_name_plural': 'people'},
        ),
        migrations.AlterModelOptions(
            name='place',
            options={'ordering': ['name'], 'verbose_name': 'place', 'verbose_name_plural': 'places'},
        ),
        migrations.AlterModelOptions(
            name='placename',
            options={'ordering': ['language', 'name'], 'verbose_name': 'place name', 'verbose_name_plural': 'place names'},
        ),
        migrations.AlterModelOptions(
            name='proposal',
            options={'ordering': ['state', '-score'], 'verbose_name': 'proposal', 'verbose_name_plural': 'proposals'},
        ),
        migrations.AlterModelOptions(
            name='reading',
            options={'ordering': ['-id'], 'verbose_name': 'reading', 'verbose_name_plural': 'readings'},
        ),
        migrations.AlterModelOptions(
            name='reprint',
            options={'verbose_name': 'reprint', 'verbose_name_plural': 'reprints'},
        ),
        migrations.AlterModelOptions(
            name='section',
            options={'ordering': ['name'], 'verbose_name': 'section', 'verbose_name_plural': 'sections'},
        ),
        migrations.AlterModelOptions(
            name='sectionname',
            options={'ordering': ['language', 'name'], 'verbose_name': 'section name', 'verbose_name_plural': 'section names'},
        ),
        migrations.AlterModelOptions(
            name='sighting',
            options={'ordering': ['-id'], 'verbose_name': 'sighting', 'verbose_name_plural': 'sightings'},
        ),
        migrations.AlterModelOptions(
            name='source',
            options={'ordering': ['name'], 'verbose_name': 'source', 'verbose_name_plural': 'sources'},
        ),
        migrations.AlterModelOptions(
            name='task',
            options={'ordering': ['-id'], 'verbose_name': 'task', 'verbose_name_plural': 'tasks'},
        ),
        migrations.AlterField(
            model_name='apikey',
            name='beginning',
            field=models.CharField(editable=False, help_text='by which its owner knows it again', max_length=20, verbose_name='beginning'),
        ),
        migrations.AlterField(
            model_name='apikey',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='apikey',
            name='digest',
            field=models.CharField(editable=False, max_length=64, unique=True, verbose_name='digest'),
        ),
        migrations.AlterField(
            model_name='apikey',
            name='name',
            field=models.CharField(help_text='whose it is, for what', max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='apikey',
            name='per_minute',
            field=models.PositiveIntegerField(blank=True, help_text='requests a minute; empty: as many as the settings say', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='per minute'),
        ),
        migrations.AlterField(
            model_name='apikey',
            name='revoked',
            field=models.BooleanField(default=False, help_text='no longer in force', verbose_name='revoked'),
        ),
        migrations.AlterField(
            model_name='archive',
            name='arriving',
            field=models.CharField(blank=True, db_default='', default='', editable=False, help_text='the bag that is being imported; empty once all of it is here', max_length=64, verbose_name='arriving'),
        ),
        migrations.AlterField(
            model_name='archive',
            name='uuid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='UUID'),
        ),
        migrations.AlterField(
            model_name='article',
            name='address',
            field=models.BigIntegerField(blank=True, editable=False, help_text='the same for all addresses that are one', null=True, verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='article',
            name='agency',
            field=models.CharField(blank=True, max_length=200, verbose_name='agency'),
        ),
        migrations.AlterField(
            model_name='article',
            name='body',
            field=models.TextField(blank=True, help_text='paragraphs separated by one blank line', verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='article',
            name='byline',
            field=models.TextField(blank=True, verbose_name='byline'),
        ),
        migrations.AlterField(
            model_name='article',
            name='caption',
            field=models.TextField(blank=True, verbose_name='caption'),
        ),
        migrations.AlterField(
            model_name='article',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='article',
            name='edited_fields',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='edited fields'),
        ),
        migrations.AlterField(
            model_name='article',
            name='headline',
            field=models.TextField(blank=True, verbose_name='headline'),
        ),
        migrations.AlterField(
            model_name='article',
            name='held_for',
            field=models.ForeignKey(blank=True, editable=False, help_text='the withdrawn article that this one is much like: closed until an editor decides', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='held', to='articles.article', verbose_name='held for'),
        ),
        migrations.AlterField(
            model_name='article',
            name='item',
            field=models.PositiveIntegerField(default=1, help_text='its number among the items of the Original', verbose_name='item'),
        ),
        migrations.AlterField(
            model_name='article',
            name='language',
            field=models.CharField(default='und', help_text='ISO 639-1; und = undetermined', max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='article',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.original', verbose_name='original'),
        ),
        migrations.AlterField(
            model_name='article',
            name='original_url',
            field=models.TextField(blank=True, verbose_name='original URL'),
        ),
        migrations.AlterField(
            model_name='article',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.place', verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='article',
            name='public_id',
            field=models.CharField(editable=False, max_length=12, unique=True, verbose_name='public id'),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='the instant, for newest and oldest first', null=True, verbose_name='published at'),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_from',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='published from'),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_precision',
            field=models.CharField(blank=True, choices=[('', 'unknown'), ('year', 'Year'), ('month', 'Month'), ('day', 'Day'), ('minute', 'minute (local time known)')], default='', max_length=8, verbose_name='published precision'),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_time',
            field=models.TimeField(blank=True, help_text='local time', null=True, verbose_name='published time'),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_timezone',
            field=models.CharField(blank=True, max_length=64, verbose_name='published timezone'),
        ),
        migrations.AlterField(
            model_name='article',
            name='published_until',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='published until'),
        ),
        migrations.AlterField(
            model_name='article',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.section', verbose_name='section'),
        ),
        migrations.AlterField(
            model_name='article',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('published', 'Published'), ('in review', 'In Review'), ('withdrawn', 'Withdrawn')], default='in review', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status_code',
            field=models.JSONField(blank=True, editable=False, help_text='why the machine changed the status', null=True, verbose_name='status code'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status_reason',
            field=models.TextField(blank=True, verbose_name='status reason'),
        ),
        migrations.AlterField(
            model_name='article',
            name='updated_at',
            field=models.DateTimeField(auto_now=True, verbose_name='updated at'),
        ),
        migrations.AlterField(
            model_name='band',
            name='article',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='band',
            name='key',
            field=models.BigIntegerField(verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='data',
            field=models.JSONField(help_text='what was done, exactly', verbose_name='data'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('merge', 'Merge'), ('split', 'Split'), ('reject', 'Reject'), ('move', 'Move'), ('confirm', 'Confirm'), ('separate', 'Separate')], max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='made_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='made at'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='people',
            field=models.ManyToManyField(related_name='decisions', to='articles.person', verbose_name='people'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='articles.decision', verbose_name='undoes'),
        ),
        migrations.AlterField(
            model_name='extraction',
            name='article',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='extraction',
            name='surnames_due',
            field=models.BooleanField(default=False, editable=False, help_text='surnames that stand alone are to be asked about again when all that came with it is there', verbose_name='surnames due'),
        ),
        migrations.AlterField(
            model_name='extraction',
            name='version',
            field=models.CharField(help_text='extractor and version', max_length=80, verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='fingerprint',
            name='article',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fingerprint', serialize=False, to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='fingerprint',
            name='bands',
            field=models.BinaryField(help_text='the keys of its bands, each 64 bits', verbose_name='bands'),
        ),
        migrations.AlterField(
            model_name='fingerprint',
            name='group',
            field=models.BigIntegerField(help_text='the first article among its reprints and itself; none: it has none', null=True, verbose_name='group'),
        ),
        migrations.AlterField(
            model_name='fingerprint',
            name='made_of',
            field=models.DateTimeField(help_text='when the article that it was made of was changed last', verbose_name='made of'),
        ),
        migrations.AlterField(
            model_name='fingerprint',
            name='version',
            field=models.PositiveSmallIntegerField(help_text='of the way it was made; 0: to be made anew', verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='agency',
            field=models.CharField(blank=True, max_length=200, verbose_name='agency'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='body',
            field=models.TextField(blank=True, help_text='paragraphs separated by one blank line', verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='byline',
            field=models.TextField(blank=True, verbose_name='byline'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='caption',
            field=models.TextField(blank=True, verbose_name='caption'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='created_at',
            field=models.DateTimeField(blank=True, editable=False, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='edited_fields',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='edited fields'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='headline',
            field=models.TextField(blank=True, verbose_name='headline'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='item',
            field=models.PositiveIntegerField(default=1, help_text='its number among the items of the Original', verbose_name='item'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='language',
            field=models.CharField(default='und', help_text='ISO 639-1; und = undetermined', max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='original',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.original', verbose_name='original'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='original_url',
            field=models.TextField(blank=True, verbose_name='original URL'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='place',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.place', verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='public_id',
            field=models.CharField(db_index=True, editable=False, max_length=12, verbose_name='public id'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='published_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='the instant, for newest and oldest first', null=True, verbose_name='published at'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='published_from',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='published from'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='published_precision',
            field=models.CharField(blank=True, choices=[('', 'unknown'), ('year', 'Year'), ('month', 'Month'), ('day', 'Day'), ('minute', 'minute (local time known)')], default='', max_length=8, verbose_name='published precision'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='published_time',
            field=models.TimeField(blank=True, help_text='local time', null=True, verbose_name='published time'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='published_timezone',
            field=models.CharField(blank=True, max_length=64, verbose_name='published timezone'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='published_until',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='published until'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='section',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.source', verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='status',
            field=models.CharField(choices=[('published', 'Published'), ('in review', 'In Review'), ('withdrawn', 'Withdrawn')], default='in review', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='status_code',
            field=models.JSONField(blank=True, editable=False, help_text='why the machine changed the status', null=True, verbose_name='status code'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='status_reason',
            field=models.TextField(blank=True, verbose_name='status reason'),
        ),
        migrations.AlterField(
            model_name='historicalarticle',
            name='updated_at',
            field=models.DateTimeField(blank=True, editable=False, verbose_name='updated at'),
        ),
        migrations.AlterField(
            model_name='historicalname',
            name='language',
            field=models.CharField(blank=True, max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='historicalname',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.person', verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='historicalname',
            name='standing',
            field=models.CharField(choices=[('suggested', 'Suggested'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10, verbose_name='standing'),
        ),
        migrations.AlterField(
            model_name='historicalname',
            name='text',
            field=models.CharField(db_index=True, max_length=200, verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='authority_id',
            field=models.CharField(blank=True, db_index=True, help_text='its id in an imported list of people', max_length=100, null=True, verbose_name='authority id'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='created_at',
            field=models.DateTimeField(blank=True, editable=False, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='description',
            field=models.TextField(blank=True, verbose_name='description'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.person', verbose_name='merged into'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='name',
            field=models.CharField(db_index=True, help_text='the spelling shown', max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='standing',
            field=models.CharField(choices=[('suggested', 'Suggested'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10, verbose_name='standing'),
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='wikidata_id',
            field=models.CharField(blank=True, db_index=True, max_length=20, null=True, verbose_name='Wikidata id'),
        ),
        migrations.AlterField(
            model_name='historicalplace',
            name='country',
            field=models.CharField(blank=True, help_text='ISO 3166-1 alpha-2', max_length=2, verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='historicalplace',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='historicalplace',
            name='slug',
            field=models.SlugField(max_length=80, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='historicalsection',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='historicalsection',
            name='slug',
            field=models.SlugField(max_length=80, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='description',
            field=models.TextField(blank=True, verbose_name='description'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='domain',
            field=models.CharField(blank=True, db_index=True, max_length=200, null=True, verbose_name='domain'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='slug',
            field=models.SlugField(max_length=80, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='timezone',
            field=models.CharField(blank=True, help_text='IANA name, such as Asia/Baku', max_length=64, verbose_name='timezone'),
        ),
        migrations.AlterField(
            model_name='importentry',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_entries', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='importentry',
            name='outcome',
            field=models.CharField(choices=[('imported', 'Imported'), ('updated', 'Updated'), ('rejected', 'Rejected')], max_length=10, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='importentry',
            name='path',
            field=models.TextField(verbose_name='path'),
        ),
        migrations.AlterField(
            model_name='importentry',
            name='reason',
            field=models.JSONField(blank=True, help_text='a code: why it became no article', null=True, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='importentry',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='articles.importrun', verbose_name='run'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='arguments',
            field=models.JSONField(default=dict, verbose_name='arguments'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='asked_to_stop',
            field=models.BooleanField(default=False, editable=False, verbose_name='asked to stop'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='finished_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='finished at'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='heartbeat',
            field=models.DateTimeField(blank=True, editable=False, help_text="its last sign of life, by the database's clock", null=True, verbose_name='heartbeat'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='imported',
            field=models.PositiveIntegerField(default=0, verbose_name='imported'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='needs_review',
            field=models.PositiveIntegerField(default=0, verbose_name='needs review'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='read',
            field=models.PositiveIntegerField(default=0, verbose_name='read'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='rejected',
            field=models.PositiveIntegerField(default=0, verbose_name='rejected'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='started_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='started at'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='status',
            field=models.CharField(choices=[('running', 'Running'), ('finished', 'Finished'), ('interrupted', 'Interrupted'), ('undone', 'Undone')], default='running', max_length=12, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='tally',
            field=models.JSONField(default=dict, editable=False, help_text='how many doubts of each code, and how many articles of each status, it has brought', verbose_name='tally'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='total',
            field=models.PositiveIntegerField(blank=True, editable=False, help_text='files there are; none: not known beforehand', null=True, verbose_name='total'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='unchanged',
            field=models.PositiveIntegerField(default=0, verbose_name='unchanged'),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='updated',
            field=models.PositiveIntegerField(default=0, verbose_name='updated'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='end',
            field=models.PositiveIntegerField(verbose_name='end'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='extractor',
            field=models.CharField(max_length=40, verbose_name='extractor'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='field',
            field=models.CharField(choices=[('headline', 'Headline'), ('caption', 'Caption'), ('body', 'Body')], max_length=10, verbose_name='field'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='inferred',
            field=models.BooleanField(default=False, editable=False, help_text='only a surname stands in the article, and its company tells whose it is', verbose_name='inferred'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='merged_from',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, help_text='whose it is, where that person was merged into the present one', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.person', verbose_name='merged from'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='person',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='articles.person', verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='reason',
            field=models.JSONField(blank=True, editable=False, help_text="a code: why a surname that stands alone is, or may be, this person's", null=True, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='start',
            field=models.PositiveIntegerField(help_text='code points from the start of the field', verbose_name='start'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='status',
            field=models.CharField(choices=[('suggested', 'Suggested'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='surface',
            field=models.CharField(max_length=200, verbose_name='surface'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='version',
            field=models.CharField(max_length=40, verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='name',
            name='filed',
            field=models.CharField(default='', editable=False, max_length=200, verbose_name='filed'),
        ),
        migrations.AlterField(
            model_name='name',
            name='folded',
            field=models.CharField(db_index=True, default='', editable=False, max_length=200, verbose_name='folded'),
        ),
        migrations.AlterField(
            model_name='name',
            name='language',
            field=models.CharField(blank=True, max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='name',
            name='letter',
            field=models.CharField(default='', editable=False, max_length=1, verbose_name='letter'),
        ),
        migrations.AlterField(
            model_name='name',
            name='merged_from',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, help_text='whose it is, where that person was merged into the present one', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.person', verbose_name='merged from'),
        ),
        migrations.AlterField(
            model_name='name',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.person', verbose_name='person'),
        ),
        migrations.AlterField(
            model_name='name',
            name='script',
            field=models.CharField(default='', editable=False, max_length=4, verbose_name='script'),
        ),
        migrations.AlterField(
            model_name='name',
            name='standing',
            field=models.CharField(choices=[('suggested', 'Suggested'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10, verbose_name='standing'),
        ),
        migrations.AlterField(
            model_name='name',
            name='text',
            field=models.CharField(db_index=True, max_length=200, verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='namekey',
            name='key',
            field=models.CharField(max_length=100, verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='namekey',
            name='name',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='articles.name', verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='original',
            name='closed',
            field=models.BooleanField(default=False, help_text='not shown to the public', verbose_name='closed'),
        ),
        migrations.AlterField(
            model_name='original',
            name='compressed',
            field=models.BinaryField(verbose_name='compressed'),
        ),
        migrations.AlterField(
            model_name='original',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='original',
            name='encoding',
            field=models.CharField(editable=False, max_length=20, verbose_name='encoding'),
        ),
        migrations.AlterField(
            model_name='original',
            name='media_type',
            field=models.CharField(db_default='text/plain', default='text/plain', editable=False, help_text='of the bytes', max_length=100, verbose_name='media type'),
        ),
        migrations.AlterField(
            model_name='original',
            name='sha256',
            field=models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256'),
        ),
        migrations.AlterField(
            model_name='original',
            name='size',
            field=models.PositiveIntegerField(editable=False, help_text='bytes, uncompressed', verbose_name='size'),
        ),
        migrations.AlterField(
            model_name='pendingchange',
            name='article_id',
            field=models.BigIntegerField(verbose_name='article id'),
        ),
        migrations.AlterField(
            model_name='pendingchange',
            name='since',
            field=models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='since'),
        ),
        migrations.AlterField(
            model_name='person',
            name='authority_id',
            field=models.CharField(blank=True, help_text='its id in an imported list of people', max_length=100, null=True, unique=True, verbose_name='authority id'),
        ),
        migrations.AlterField(
            model_name='person',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='person',
            name='description',
            field=models.TextField(blank=True, verbose_name='description'),
        ),
        migrations.AlterField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='articles.person', verbose_name='merged into'),
        ),
        migrations.AlterField(
            model_name='person',
            name='name',
            field=models.CharField(db_index=True, help_text='the spelling shown', max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='person',
            name='seen_in',
            field=models.PositiveSmallIntegerField(default=0, editable=False, help_text='articles that mention them, counted up to a few', verbose_name='seen in'),
        ),
        migrations.AlterField(
            model_name='person',
            name='standing',
            field=models.CharField(choices=[('suggested', 'Suggested'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='suggested', max_length=10, verbose_name='standing'),
        ),
        migrations.AlterField(
            model_name='person',
            name='wikidata_id',
            field=models.CharField(blank=True, max_length=20, null=True, unique=True, verbose_name='Wikidata id'),
        ),
        migrations.AlterField(
            model_name='place',
            name='country',
            field=models.CharField(blank=True, help_text='ISO 3166-1 alpha-2', max_length=2, verbose_name='country'),
        ),
        migrations.AlterField(
            model_name='place',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='place',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='placename',
            name='folded',
            field=models.CharField(editable=False, max_length=200, unique=True, verbose_name='folded'),
        ),
        migrations.AlterField(
            model_name='placename',
            name='language',
            field=models.CharField(blank=True, max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='placename',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='placename',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.place', verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.person', verbose_name='first'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='reason',
            field=models.JSONField(default=dict, help_text='a code: how their names are alike', verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='score',
            field=models.FloatField(verbose_name='score'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.person', verbose_name='second'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('open', 'Open'), ('merged', 'Merged'), ('separate', 'Separate')], default='open', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='doubts',
            field=models.JSONField(default=list, help_text='codes', verbose_name='doubts'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='evidence',
            field=models.BinaryField(help_text='for each field: lines, rule (a code), characters', verbose_name='evidence'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='fields',
            field=models.BinaryField(help_text='every field, verbatim as it stands in the text', verbose_name='fields'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='hints',
            field=models.JSONField(default=dict, help_text='what was known beforehand, for reading it again', verbose_name='hints'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='item',
            field=models.PositiveIntegerField(default=1, verbose_name='item'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='needs_review',
            field=models.BooleanField(default=False, verbose_name='needs review'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='articles.original', verbose_name='original'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='reader_version',
            field=models.CharField(max_length=40, verbose_name='reader version'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='roles',
            field=models.BinaryField(help_text='the role of each line, in order', verbose_name='roles'),
        ),
        migrations.AlterField(
            model_name='reading',
            name='text',
            field=models.BigIntegerField(blank=True, editable=False, help_text='the same for texts that are one under other bytes', null=True, verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='reprint',
            name='first',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='first'),
        ),
        migrations.AlterField(
            model_name='reprint',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='second'),
        ),
        migrations.AlterField(
            model_name='reprint',
            name='similarity',
            field=models.FloatField(help_text='what share of the shorter text stands in the other', verbose_name='similarity'),
        ),
        migrations.AlterField(
            model_name='reprint',
            name='state',
            field=models.CharField(choices=[('found', 'Found'), ('joined', 'Joined'), ('apart', 'Apart')], default='found', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='section',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='section',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='sectionname',
            name='folded',
            field=models.CharField(editable=False, max_length=200, unique=True, verbose_name='folded'),
        ),
        migrations.AlterField(
            model_name='sectionname',
            name='language',
            field=models.CharField(blank=True, max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='sectionname',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='sectionname',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.section', verbose_name='section'),
        ),
        migrations.AlterField(
            model_name='sighting',
            name='hints',
            field=models.JSONField(default=dict, verbose_name='hints'),
        ),
        migrations.AlterField(
            model_name='sighting',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='articles.original', verbose_name='original'),
        ),
        migrations.AlterField(
            model_name='sighting',
            name='path',
            field=models.TextField(blank=True, verbose_name='path'),
        ),
        migrations.AlterField(
            model_name='sighting',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sightings', to='articles.importrun', verbose_name='run'),
        ),
        migrations.AlterField(
            model_name='sighting',
            name='seen_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='seen at'),
        ),
        migrations.AlterField(
            model_name='sighting',
            name='url',
            field=models.TextField(blank=True, verbose_name='URL'),
        ),
        migrations.AlterField(
            model_name='source',
            name='description',
            field=models.TextField(blank=True, verbose_name='description'),
        ),
        migrations.AlterField(
            model_name='source',
            name='domain',
            field=models.CharField(blank=True, max_length=200, null=True, unique=True, verbose_name='domain'),
        ),
        migrations.AlterField(
            model_name='source',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='source',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, verbose_name='slug'),
        ),
        migrations.AlterField(
            model_name='source',
            name='timezone',
            field=models.CharField(blank=True, help_text='IANA name, such as Asia/Baku', max_length=64, verbose_name='timezone'),
        ),
        migrations.AlterField(
            model_name='task',
            name='arguments',
            field=models.JSONField(default=dict, verbose_name='arguments'),
        ),
        migrations.AlterField(
            model_name='task',
            name='asked_to_stop',
            field=models.BooleanField(default=False, verbose_name='asked to stop'),
        ),
        migrations.AlterField(
            model_name='task',
            name='attempts',
            field=models.PositiveIntegerField(default=0, help_text='begun so often since it last got on', verbose_name='attempts'),
        ),
        migrations.AlterField(
            model_name='task',
            name='begun_at',
            field=models.DateTimeField(blank=True, help_text='by its present or last owner', null=True, verbose_name='begun at'),
        ),
        migrations.AlterField(
            model_name='task',
            name='begun_with',
            field=models.PositiveBigIntegerField(default=0, help_text='what was done by then', verbose_name='begun with'),
        ),
        migrations.AlterField(
            model_name='task',
            name='created_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='created at'),
        ),
        migrations.AlterField(
            model_name='task',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        migrations.AlterField(
            model_name='task',
            name='cursor',
            field=models.JSONField(default=dict, help_text='what it needs to go on where it was, and its outcome', verbose_name='cursor'),
        ),
        migrations.AlterField(
            model_name='task',
            name='done',
            field=models.PositiveBigIntegerField(default=0, verbose_name='done'),
        ),
        migrations.AlterField(
            model_name='task',
            name='error',
            field=models.TextField(blank=True, verbose_name='error'),
        ),
        migrations.AlterField(
            model_name='task',
            name='finished_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='finished at'),
        ),
        migrations.AlterField(
            model_name='task',
            name='heartbeat',
            field=models.DateTimeField(blank=True, null=True, verbose_name='heartbeat'),
        ),
        migrations.AlterField(
            model_name='task',
            name='host',
            field=models.CharField(blank=True, max_length=255, verbose_name='host'),
        ),
        migrations.AlterField(
            model_name='task',
            name='kind',
            field=models.CharField(help_text='a key of articles.working.kinds', max_length=60, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='task',
            name='not_before',
            field=models.DateTimeField(blank=True, default=None, help_text='none: at once', null=True, verbose_name='not before'),
        ),
        migrations.AlterField(
            model_name='task',
            name='owner',
            field=models.CharField(blank=True, help_text='the worker that has it', max_length=40, verbose_name='owner'),
        ),
        migrations.AlterField(
            model_name='task',
            name='pid',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='pid'),
        ),
        migrations.AlterField(
            model_name='task',
            name='repeated',
            field=models.BooleanField(default=False, help_text='the next one is planned when this one ends', verbose_name='repeated'),
        ),
        migrations.AlterField(
            model_name='task',
            name='started_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='started at'),
        ),
        migrations.AlterField(
            model_name='task',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('stopped', 'stopped')], default='waiting', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='task',
            name='total',
            field=models.PositiveBigIntegerField(blank=True, help_text='none: not known', null=True, verbose_name='total'),
        ),
    ]

    operations = [Names(state_operations=names)]
