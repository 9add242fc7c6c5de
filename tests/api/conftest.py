"""What the tests of the API share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client

from articles.search import indexing
from tests.factories import make_article, make_person

Ask = Callable[..., Any]


def body_of(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]


@pytest.fixture
def ask(client: Client) -> Ask:
    """The values that an address answers; fails where the status is not 200."""

    def answer(address: str, **headers: str) -> Any:
        response = client.get(f"/api/v1/{address}", headers=headers)
        assert response.status_code == 200, response.content
        return json.loads(response.content)

    return answer


@pytest.fixture
def shelf(db: None) -> None:
    """Five articles of two outlets, one without a date, one in Russian."""
    ada, joe = make_person("Ada Bell"), make_person("Joe Doe")
    make_article("Bridge opens", "Ada Bell opened the bridge in Baku. Joe Doe saw it.", date="2020-10-31",
                 persons=[ada, joe], section="Politics", place="Baku", byline="By Max Roe",
                 original_url="https://turan.az/1")  # fmt: skip
    make_article("Bridge closes", "The bridge was closed by Ada Bell.", date="2020-11-02", time="19:19",
                 source="news.am", timezone="Asia/Yerevan", persons=[ada])  # fmt: skip
    make_article("Bridges of the year", "Many bridges.", date="2021-01-01", precision="year")
    make_article("", "No headline has this text about a bridge.", date=None)
    make_article("Мост открыт", "Мост открыла Ада Белл.", date="2020-10-31", language="ru", source=None)
    indexing.rebuild()
