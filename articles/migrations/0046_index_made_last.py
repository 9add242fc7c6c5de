"""Which index was made last: two servers, each with an index in a folder of its own, find that out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0045_place_position")]

    operations = [
        migrations.AddField(
            model_name="archive",
            name="index",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="the index in a folder that was made last of this archive, by whichever server",
                max_length=64,
                verbose_name="index",
            ),
        ),
    ]
