"""What the tests of the pages share."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from articles.search import indexing
from tests.views.page import Page, visit

Get = Callable[[str], Page]


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def index(db: None) -> Callable[[], int]:
    """Puts all articles made so far into the search index."""
    return indexing.rebuild


@pytest.fixture
def get(client: Client, db: None) -> Get:
    """Asks for an address and gives its page."""
    return lambda address: visit(client, address)
