from articles.search import tantivy_engine
from tests.search.engine_contract import EngineContract


class TestTantivy(EngineContract):
    module = tantivy_engine
