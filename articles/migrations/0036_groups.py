"""The groups of people who work on an archive, with their rights."""

from django.db import migrations

from articles.migrations._groups import make_groups


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0035_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(lambda apps, schema_editor: make_groups(apps), migrations.RunPython.noop)
    ]
