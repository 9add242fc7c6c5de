import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_media_type"),
    ]

    operations = [
        # In two steps: with its default at once, SQLite would make the table anew, while triggers write to it.
        migrations.AddField(
            model_name="pendingchange",
            name="since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="pendingchange",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now, null=True),
        ),
    ]
