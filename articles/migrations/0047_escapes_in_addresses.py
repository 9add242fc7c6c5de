"""Addresses with escapes that are no UTF-8, or that would end a part of it, were one with others: keyed anew."""

from django.db import migrations

from articles.text.addresses import address_key

BATCH = 1000


def key_again(apps, schema_editor):
    for name, written in (("Article", "original_url"), ("Vanished", "url")):
        rows = apps.get_model("articles", name).objects.filter(**{f"{written}__contains": "%"}).order_by("pk")
        last = 0
        while some := list(rows.filter(pk__gt=last).values_list("pk", written, "address")[:BATCH]):
            last = some[-1][0]
            for pk, url, address in some:
                if (key := address_key(url)) != address:
                    rows.model.objects.filter(pk=pk).update(address=key)


class Migration(migrations.Migration):
    dependencies = [("articles", "0046_index_made_last")]
    operations = [migrations.RunPython(key_again, migrations.RunPython.noop, elidable=True)]
