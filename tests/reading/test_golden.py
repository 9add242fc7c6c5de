"""Every sample page is read as its golden file says; golden.py writes them."""

from __future__ import annotations

import json

import pytest

from tests.reading.golden import ROOT, golden_file, pages, what_is_read


@pytest.mark.parametrize("page", pages())
def test_what_is_read_is_what_was_agreed(page: str) -> None:
    assert what_is_read(page) == json.loads(golden_file(page).read_text(encoding="utf-8"))


def test_every_sample_has_a_golden_file() -> None:
    samples = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "samples").rglob("*.txt"))
    assert pages() == samples
