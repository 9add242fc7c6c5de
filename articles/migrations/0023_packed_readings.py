"""The compressed columns take the place of the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_pack_readings")]

    operations = [
        # A default, for whoever goes back: it changes no table.
        migrations.AlterField("reading", "fields", models.JSONField(default=dict)),
        *(migrations.RemoveField("reading", name) for name in ("fields", "evidence", "roles")),
        *(
            migrations.RenameField("reading", f"{name}_packed", name)
            for name in ("fields", "evidence", "roles")
        ),
        migrations.AlterField(
            "reading",
            "fields",
            models.BinaryField(
                help_text="every field, verbatim as it stands in the text"
            ),
        ),
        migrations.AlterField(
            "reading",
            "evidence",
            models.BinaryField(
                help_text="for each field: lines, rule (a code), characters"
            ),
        ),
        migrations.AlterField(
            "reading",
            "roles",
            models.BinaryField(
                help_text="the role of each line, in order"
            ),
        ),
    ]
