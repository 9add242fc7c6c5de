"""The API is asked whatever its description allows, and what it does not, thousands of times."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.test_schema import all_tried, described

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.filterwarnings("ignore")]
EXAMPLES = 2000  # of each operation

__all__ = ["described"]


def test_api_asked_at_random(
    described: Any,
    live_server: Any,
    record_property: Callable[[str, object], None],
) -> None:
    failures, asked = all_tried(described, live_server.url, EXAMPLES)
    record_property("tried", sum(asked.values()))
    assert failures == [], "\n\n".join(failures[:20])
