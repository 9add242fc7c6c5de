import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_media_type"),
    ]

    # Only the column is added: with its default, SQLite would make the table anew, and may not while triggers of
    # other tables write to it.
    operations = [
        migrations.AddField(
            model_name="pendingchange",
            name="since",
            field=models.DateTimeField(null=True),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="pendingchange",
                    name="since",
                    field=models.DateTimeField(default=django.utils.timezone.now, null=True),
                ),
            ]
        ),
    ]
