from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.search.engine import Engine
from tests import opensearch
from tests.search.engine_contract import EngineContract
from tests.search.made_engines import in_a_cluster


class TestOpenSearch(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[Engine]:
        engine = in_a_cluster(tmp_path)
        yield engine
        opensearch.client().indices.delete(index=f"{engine.cluster.name}-*")
