"""What the tests of the admin share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from articles.importing.run import import_text
from articles.models import Article
from articles.reading.model import Hints
from articles.search import indexing

PAGE = """\
Тарлан Гаджизаде
Footbridge over the Kura opens after six years
Baku/31.10.20/Turan: The footbridge was opened by the engineer Tarlan Hajizade on Saturday.

"We have waited for this bridge for six long years", said the mayor, Leyla Mammadova.

It carries a path for people on foot and another one for bicycles, the engineers said. --0--

- Society
- 31 October 2020 19:19
"""


def admin_address(row: Any, page: str = "change") -> str:
    """A page of this row in the admin."""
    return reverse(f"admin:articles_{row._meta.model_name}_{page}", args=[row.pk])


@pytest.fixture
def footbridge(db: None) -> Article:
    """An article as an import leaves it, in the index."""
    article = import_text(PAGE.encode(), Hints(source="turan.az", path="bridge.txt")).articles[0]
    indexing.drain()
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def as_staff(db: None) -> Callable[..., Client]:
    """A member of staff who has only these permissions, signed in."""

    def sign_in(*permissions: str) -> Client:
        user = User.objects.create_user("staff", password="", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
