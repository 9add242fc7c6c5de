"""100,000 generated pages without an exception but Rejected: `pytest tests/soak/test_reading.py`."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from articles.reading.model import Hints, Rejected
from articles.reading.reader import read
from articles.text.codes import PARAMETERS
from tests.reading.pages import hints, pages


@settings(max_examples=100_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages(), hints())
def test_generated_pages_read(data: bytes, hint: Hints) -> None:
    try:
        page = read(data, hint, find_people=False)
    except Rejected as rejected:
        assert rejected.why.code in PARAMETERS
        return
    for number, item in enumerate(page.items, 1):
        assert item.number == number
        assert item.body.strip()
