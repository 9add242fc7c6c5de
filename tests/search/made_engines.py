"""Engines for tests that want one of their own: the counterpart of `articles/search/engines.py`."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from filelock import FileLock, Timeout

from articles.search.engine import Engine, IndexBusy
from articles.search.opensearch_engine import OpenSearchEngine
from articles.search.opensearch_engine.cluster import Cluster
from articles.search.tantivy_engine import TantivyEngine, configured
from articles.search.tantivy_engine.damage import damage_said
from tests import opensearch


def in_a_cluster(folder: Path, shards: int = 1) -> OpenSearchEngine:
    """Of the tests' own node, with indexes that nobody else uses."""

    @contextmanager
    def the_only_writer(*, wait: bool = True) -> Iterator[None]:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(folder / "lock", timeout=-1 if wait else 0):
                yield
        except Timeout as busy:
            raise IndexBusy from busy

    cluster = Cluster(opensearch.client(), f"tests-{uuid.uuid4().hex}", shards)
    return OpenSearchEngine(cluster, lambda: "an archive", the_only_writer)


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "tantivy": lambda folder: TantivyEngine(folder, lambda: "an archive"),
    "opensearch": in_a_cluster,
}
# Those that answer thousands of questions within a test. The contract holds the others to the same answers.
QUICK = ("tantivy",)

# After how many seconds the engine in use looks again whether its index fits the database.
LOOKED_AT_AGAIN = "articles.search.tantivy_engine.generations.TRUST_SECONDS"


def everything_stored() -> list[str]:
    """Each document of the index in use, with all that the engine has kept of it."""
    engine = configured()
    opened = tantivy.Index.open(str(engine.generations.path(engine.generations.current()))).searcher()
    found = opened.search(tantivy.Query.all_query(), 100_000).hits
    return [str(opened.doc(address).to_dict()) for _, address in found]


failing = damage_said  # what fails within is said as the engine says it
