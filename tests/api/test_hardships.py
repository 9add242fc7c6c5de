"""Whatever the archive lacks, each operation answers with a problem document: never a page, never 500."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from pytest_django import Settings

from articles.models import ApiKey
from tests.api.test_problems import addresses, asked, told
from tests.importing.formats.test_files import as_another_user

pytestmark = pytest.mark.django_db(transaction=True)
WITHOUT_INDEX = {"articles", "dates", "persons", "sources", "export"}
DESCRIBED = [("get", "/api/v1/openapi.json"), ("get", "/api/v1/docs")]


def refused(client: Client, asks: list[tuple[str, str]], **headers: str) -> dict[str, dict[str, Any]]:
    """The problems by address. What needs nothing of what is lacking answers as ever."""
    client.raise_request_exception = False
    found = {}
    for method, address in asks:
        response = asked(client, method, address, **headers)
        if response.status_code == 200:
            assert not response["Content-Type"].startswith("text/html"), address
        else:
            assert response.status_code != 500, address
            found[address] = told(response, response.status_code)
    return found


def another_version(settings: Settings) -> None:
    file = Path(settings.INDEX_DIR) / "current.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"schema": "of another version"}))


def damaged(settings: Settings) -> None:
    (Path(settings.INDEX_DIR) / "current.json").write_text("{")


def unreadable(settings: Settings) -> None:
    Path(settings.INDEX_DIR).chmod(0)


@pytest.mark.parametrize("spoil", [another_version, damaged, unreadable])
def test_an_index_that_cannot_be_used(
    shelf: None, client: Client, settings: Settings, spoil: Callable[[Settings], None]
) -> None:
    asks = addresses()
    if spoil is unreadable:
        refused(client, asks)  # modules are imported while they may be read
    spoil(settings)
    with as_another_user() if spoil is unreadable else nullcontext():
        found = refused(client, asks)
    Path(settings.INDEX_DIR).chmod(0o700)
    missing = {address: one for address, one in found.items() if one["status"] == 503}
    assert {address.rpartition("/")[2] for address in missing} >= WITHOUT_INDEX
    assert all("index rebuild" in one["detail"] for one in missing.values())
    assert {one["status"] for one in found.values()} <= {404, 503}  # there may be no person of this number


class Refused(Exception):
    pgcode = "42501"  # insufficient_privilege


def without_rights(*_: Any) -> Any:
    raise ProgrammingError("permission denied for table articles_article") from Refused()


def of_another_version(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
    return execute("SELECT a_later_column FROM articles_article", (), False, context)


@pytest.mark.parametrize("lacking", [without_rights, of_another_version])
def test_a_database_that_refuses(shelf: None, client: Client, lacking: Any) -> None:
    asks = addresses()
    with connection.execute_wrapper(lacking):
        found = refused(client, asks)
    assert len(found) >= len(asks) - 2  # all but where one begins, and suggestions for nothing
    assert {one["status"] for one in found.values()} == {503}
    assert "articles_article" not in json.dumps(found)


def test_a_key_that_gives_no_rights(shelf: None, client: Client) -> None:
    row, key = ApiKey.objects.issue("A lab")
    ApiKey.objects.filter(pk=row.pk).update(revoked=True)
    asks = [*addresses(), *DESCRIBED]
    found = refused(client, asks, Authorization=f"Bearer {key}")
    assert len(found) == len(asks)
    assert {one["status"] for one in found.values()} == {401}


@pytest.mark.parametrize("version", ["v0", "v2", "v1.1", "V1", "latest"])
def test_a_version_that_is_none(shelf: None, client: Client, version: str) -> None:
    asks = [(method, address.replace("/v1/", f"/{version}/")) for method, address in addresses()]
    found = refused(client, asks)
    assert len(found) == len(asks)
    assert {one["status"] for one in found.values()} == {404}
