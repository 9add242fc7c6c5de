"""Each article's first reason is marked, so that an index counts articles; their days stand beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0047_escapes_in_addresses"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="reviewreason",
            name="review_queue",
        ),
        migrations.AddField(
            model_name="reviewreason",
            name="is_first",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="first reason of its article"
            ),
        ),
        migrations.AddField(
            model_name="reviewreason",
            name="published_from",
            field=models.DateField(null=True, verbose_name="published from"),
        ),
        migrations.AddField(
            model_name="reviewreason",
            name="published_until",
            field=models.DateField(null=True, verbose_name="published until"),
        ),
        migrations.AddIndex(
            model_name="reviewreason",
            index=models.Index(
                fields=[
                    "code",
                    "article",
                    "source",
                    "section",
                    "language",
                    "since",
                    "published_from",
                    "published_until",
                ],
                name="review_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewreason",
            index=models.Index(
                condition=models.Q(("is_first", True)),
                fields=["source", "section", "language", "published_from", "published_until"],
                name="review_source",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewreason",
            index=models.Index(
                condition=models.Q(("is_first", True)),
                fields=["section", "source", "language", "published_from", "published_until"],
                name="review_section",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewreason",
            index=models.Index(
                condition=models.Q(("is_first", True)),
                fields=["language", "source", "section", "published_from", "published_until"],
                name="review_language",
            ),
        ),
    ]
