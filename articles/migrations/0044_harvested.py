"""What harvesters ask for is found by an index.

The index of those held for another held every other article as well, under "nobody": without statistics SQLite
took it for any list of what is shown, read every article and sorted them. It is replaced by hand: for the
column to lose it, SQLite would write the whole table anew.
"""

import django.db.models.deletion
from django.db import migrations, models

HELD = "articles_article_held_for_id_9e357f09"


class Migration(migrations.Migration):
    dependencies = [("articles", "0043_authority")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{HELD}"',
                    f'CREATE INDEX IF NOT EXISTS "{HELD}" ON "articles_article" ("held_for_id")',
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="article",
                    name="held_for",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        help_text="the withdrawn article that this one is much like: closed until an editor decides",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="held",
                        to="articles.article",
                        verbose_name="held for",
                    ),
                )
            ],
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("held_for__isnull", False)), fields=["held_for"], name="articles_article_held_for"
            ),
        ),
        migrations.RemoveIndex(model_name="article", name="article_updated"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["updated_at", "id", "held_for", "source", "section", "place"], name="article_updated"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["language", "updated_at", "id", "held_for", "source", "section", "place"],
                name="article_language_updated",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["source", "updated_at", "id", "held_for", "section", "place"],
                name="article_source_updated",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["section", "updated_at", "id", "held_for", "source", "place"],
                name="article_section_updated",
            ),
        ),
    ]
