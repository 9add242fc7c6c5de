"""Engines for tests that want one of their own: the counterpart of `articles/search/engines.py`."""

from collections.abc import Callable
from pathlib import Path

import tantivy

from articles.search.engine import Engine
from articles.search.tantivy_engine import TantivyEngine, configured
from articles.search.tantivy_engine.damage import damage_said

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "tantivy": lambda folder: TantivyEngine(folder, lambda: "an archive"),
}


def everything_stored() -> list[str]:
    """Each document of the index in use, with all that the engine has kept of it."""
    engine = configured()
    opened = tantivy.Index.open(str(engine.generations.path(engine.generations.current()))).searcher()
    found = opened.search(tantivy.Query.all_query(), 100_000).hits
    return [str(opened.doc(address).to_dict()) for _, address in found]


failing = damage_said  # what fails within is said as the engine says it
