"""Addresses whose escapes were misread are keyed anew; all others stay as they are."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Article
from articles.text.addresses import address_key
from tests.factories import make_article

key_again = import_module("articles.migrations.0047_escapes_in_addresses").key_again


@pytest.mark.django_db
def test_keys_of_escapes_are_made_again():
    cyrillic, plain = (make_article(f"Bridge {n}", original_url=url) for n, url in enumerate(URLS))
    Article.objects.update(address=7)
    key_again(apps, None)
    keys = dict(Article.objects.values_list("pk", "address"))
    assert keys == {cyrillic.pk: address_key(URLS[0]), plain.pk: 7}


URLS = ("https://x.az/%CD%EE%E2", "https://x.az/1")
