"""Where a place is, as an editor says it: the list of cities knows no villages, and of two it takes the larger."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


def latitude() -> models.FloatField:
    return models.FloatField(
        blank=True,
        help_text="In degrees, such as 40.41; empty: as the list of cities says.",
        null=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        verbose_name="latitude",
    )


def longitude() -> models.FloatField:
    return models.FloatField(
        blank=True,
        null=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        verbose_name="longitude",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0044_harvested")]

    operations = [
        migrations.AddField(model_name=model, name=name, field=field())
        for model in ("place", "historicalplace")
        for name, field in (("latitude", latitude), ("longitude", longitude))
    ]
