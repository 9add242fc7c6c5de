"""Columns for what readings say, compressed; and indexes of name keys that answer without a look at the rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_runs_that_can_be_seen")]

    operations = [
        *(
            migrations.AddField("reading", f"{name}_packed", models.BinaryField(null=True))
            for name in ("fields", "evidence", "roles")
        ),
        migrations.AlterField(
            "namekey",
            "name",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="keys",
                to="articles.name",
            ),
        ),
        migrations.AlterField("namekey", "key", models.CharField(max_length=100)),
        migrations.AddIndex("namekey", models.Index(fields=["key", "name"], name="name_of_key")),
    ]
