"""What kind of thing an Original's bytes are; those that are there are plain text.

By hand: Django would copy the whole table on SQLite, with every byte in the archive.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_names_folded")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE articles_original"
                    " ADD COLUMN media_type varchar(100) DEFAULT 'text/plain' NOT NULL",
                    "ALTER TABLE articles_original DROP COLUMN media_type",
                )
            ],
            state_operations=[
                migrations.AddField(
                    "original",
                    "media_type",
                    models.CharField(
                        db_default="text/plain",
                        default="text/plain",
                        editable=False,
                        help_text="of the bytes",
                        max_length=100,
                    ),
                )
            ],
        )
    ]
