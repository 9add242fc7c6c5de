from collections.abc import Callable
from pathlib import Path

import pytest

from articles.search.engine import Engine, Reader
from tests.search.engine_contract import EngineContract, article, change
from tests.search.made_engines import ENGINES


class TestTantivy(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        return ENGINES["tantivy"](tmp_path / "own")

    def test_a_reader_sees_nothing_new_before_refresh(
        self, index: Callable[..., Reader], engine: Engine
    ) -> None:
        reader = index(article(1, "war"))
        change(engine, article(2, "war"), delete=[1])
        assert self.ids(reader, "war") == [1]
