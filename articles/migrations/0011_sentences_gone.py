from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_sentences_to_codes'),
    ]

    operations = [
        # So that the way back has something to put there before its sentences are made again.
        migrations.AlterField(
            model_name='proposal', name='reason_words', field=models.TextField(default=''),
        ),
        migrations.RemoveField(model_name='mention', name='reason_words'),
        migrations.RemoveField(model_name='proposal', name='reason_words'),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('inferred', True)), fields=['person', 'article'], name='mention_inferred'),
        ),
    ]
