"""The documentation holds: its code runs, its page lists every operation, and the examples answer."""

from __future__ import annotations

import html
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.api.app import api
from articles.search import indexing
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "api.md"
BLOCKS = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


def ran(block: str, address: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import matplotlib

        matplotlib.use("Agg")
        exec(compile(block.replace("http://127.0.0.1:8000", address), str(DOCUMENT), "exec"), found)
    return found


def test_the_code_runs(shelf: None, live_server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    make_article("Bridge again", "A bridge. " * 40, date="2020-12-31")
    indexing.drain()
    pandas, paging, posting = (ran(block, live_server.url) for block in BLOCKS)
    assert len(pandas["news"]) == 4
    said = capsys.readouterr().out
    assert said.startswith(
        "4 articles; {'turan.az': 3, 'news.am': 1}\nnamed most: {'Ada Bell': 2, 'Joe Doe': 1}"
    )
    assert sorted(map(str, paging["headlines"])) == [
        "Bridge again", "Bridge closes", "Bridge opens", "Bridges of the year", "None",
    ]  # fmt: skip
    assert posting["item"]["headline"] == "Footbridge opens"
    assert [person["name"] for person in posting["meant"]] == ["Ada Bell"]


def test_the_page_lists_every_operation_and_its_examples_answer(shelf: None, client: Client) -> None:
    response = client.get("/api/v1/docs")
    assert response["Content-Type"].startswith("text/html")
    page = response.content.decode()
    operations = [
        one["operationId"] for path in api.get_openapi_schema()["paths"].values() for one in path.values()
    ]
    assert re.findall(r'<section id="(\w+)"', page) == operations
    examples = [html.unescape(one) for one in re.findall(r'<a href="(/api/v1/[^"]*)" rel="nofollow">', page)]
    assert len(examples) >= 15
    assert {client.get(example).status_code for example in examples} == {200}


def test_the_page_says_which_values_there_are(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "one of `relevance`, `newest`, `oldest`</td>" in page
    assert "<td>a number from 1 to 100; else 20</td>" in page
    assert "one of `jsonl`, `csv`, `csv-text`, `bibtex`, `ris`, `csl`; else jsonl</td>" in page


def test_the_page_needs_nothing_from_elsewhere(shelf: None, client: Client) -> None:
    response = client.get("/api/v1/docs")
    page = response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!testserver)', page)
    assert "<style" not in page
    assert " style=" not in page


def test_the_description_is_openapi(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1.")
    assert schema["info"]["version"] == "1"
    listed = schema["paths"]["/api/v1/articles"]["get"]
    assert set(listed["responses"]) == {"200", "401", "406", "422", "429", "500", "503"}
    assert set(listed["responses"]["422"]["content"]) == {"application/problem+json"}
    one = schema["paths"]["/api/v1/articles/{public_id}"]["get"]["responses"]
    assert {"404", "410"} <= set(one)
    assert "413" in schema["paths"]["/api/v1/parse"]["post"]["responses"]
