"""Schemathesis asks each operation what its description allows and what it does not."""

from __future__ import annotations

import contextlib
import os
import time
import warnings
from typing import Any

import hypothesis
import pytest
from django.test import Client

from articles.models import Article, Person
from articles.search import indexing
from tests.factories import make_article

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import Case, GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        negative_data_rejection,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore"),
]
# Not that what is allowed is answered, too: a filter may name what is not there, which no description says.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES") or 60)  # of each operation; in soak 2,000
SLOWEST = 2.0  # seconds of the processor, whatever else the machine does; the server is in this process


@pytest.fixture
def described(client: Client) -> Any:
    """The description, with things of this archive among what may be asked for."""
    for n in range(30):
        make_article(
            f"Bridge {n}", f"Ada Bell opened bridge {n} in Baku. Joe Doe saw it.",
            date=f"2020-10-{n % 28 + 1:02}", persons=["Ada Bell", "Joe Doe"],
            section="Politics", place="Baku",
        )  # fmt: skip
    indexing.rebuild()
    # What a process makes once, for its first request: the index opened, the reader's models loaded.
    client.get("/api/v1/articles?q=bridge")
    client.post("/api/v1/parse", {"text": "Bridge opens\nAda Bell opened it."}, "application/json")
    described = client.get("/api/v1/openapi.json").json()
    given: dict[str, list[Any]] = {
        "public_id": list(Article.objects.values_list("public_id", flat=True)[:3]),
        "id": list(Person.objects.values_list("pk", flat=True)),
        "slug": ["turan-az", "politics", "baku"],
    }
    for path in described["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["examples"] = {
                        str(value): {"value": value} for value in given[parameter["name"]]
                    }
    return schemathesis.openapi.from_dict(described)


def test_every_operation_keeps_to_its_description(described: Any, live_server: Any) -> None:
    failures, asked = all_tried(described, live_server.url, EXAMPLES)
    assert failures == [], "\n\n".join(failures)
    assert len(asked) == 22
    assert sum(asked.values()) >= EXAMPLES * 20 * 0.6  # some have not so many different ways to be asked


def all_tried(described: Any, address: str, examples: int) -> tuple[list[str], dict[str, int]]:
    """What failed, and how often each operation was asked."""
    failures: list[str] = []
    asked: dict[str, int] = {}
    for found in described.get_all_operations():
        operation = found.ok()
        failures += tried(operation, GenerationMode.POSITIVE, address, asked, examples)
        if can_be_wrong(operation):
            failures += tried(operation, GenerationMode.NEGATIVE, address, asked, examples)
    return failures, asked


def can_be_wrong(operation: Any) -> bool:
    """Whether there is anything that its description does not allow. Where any text will do, as a slug, the
    search for something else finds nothing, and took most of the time of all.
    """
    told = operation.definition.raw
    return "requestBody" in told or any(
        parameter["schema"].keys() - {"title"} != {"type"} or parameter["schema"]["type"] != "string"
        for parameter in told["parameters"]
    )


def tried(
    operation: Any, mode: GenerationMode, address: str, asked: dict[str, int], examples: int
) -> list[str]:
    """What failed of half of the examples, those allowed or those not."""
    failures: list[str] = []

    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=max(1, examples // 2),
        deadline=None,
        database=None,
        derandomize=EXAMPLES <= 60,  # a long run looks elsewhere each time
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    def ask(case: Case) -> None:
        asked[operation.label] = asked.get(operation.label, 0) + 1
        began = time.process_time()
        response = case.call(base_url=address)
        took = time.process_time() - began
        if took > SLOWEST:
            failures.append(f"{operation.label}: {took:.1f} s for {case.as_curl_command()}")
        try:
            # What is too large (413, which is described) is refused as well, though this check knows it not.
            refused = [negative_data_rejection] if response.status_code == 413 else []
            case.validate_response(response, checks=[one for one in CHECKS if one not in refused])
        except BaseException as error:
            failures.append(f"{operation.label}: {str(error)[:600]}")

    # Of an operation without parameters there is nothing that is not allowed.
    with contextlib.suppress(hypothesis.errors.Unsatisfiable):
        ask()
    return failures
