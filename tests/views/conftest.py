"""What the tests of the pages share."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.search import indexing
from tests.search.made_engines import LOOKED_AT_AGAIN
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
def queries(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Counts the queries that a page asks once all that is opened or kept on first use is there."""
    monkeypatch.setattr(LOOKED_AT_AGAIN, 600)  # what is asked once a while is asked before

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    return count


@pytest.fixture
def get(client: Client, db: None) -> Get:
    """Asks for an address and gives its page."""
    return lambda address: visit(client, address)
