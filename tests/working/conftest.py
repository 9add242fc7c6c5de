import pytest

from articles.working import kinds
from tests.working import counting


@pytest.fixture(autouse=True)
def _kinds_for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, function in counting.KINDS.items():
        monkeypatch.setitem(kinds.KINDS, kind, function)
