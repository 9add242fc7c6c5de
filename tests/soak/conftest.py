"""Counts what was tried and survived. A test is one try, unless it says record_property("tried", 20)."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

_counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])


def fault_of(nodeid: str) -> str:
    """ "imports killed" of "tests/soak/test_kills.py::test_imports_killed[sqlite-3]"."""
    return nodeid.rpartition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped or (report.when != "call" and not report.failed):
        return
    tried = int(dict(report.user_properties).get("tried", 1))  # type: ignore[call-overload]
    counts = _counted[fault_of(report.nodeid)]
    counts[0] += tried
    counts[1] += tried if report.passed else 0


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish() -> Iterator[None]:
    yield
    if path := os.environ.get("SOAK_RESULTS"):
        Path(path).write_text(json.dumps(_counted))
