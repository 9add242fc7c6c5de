"""Engines for tests that want one of their own: the counterpart of `articles/search/engines.py`."""

from collections.abc import Callable
from pathlib import Path

from articles.search.engine import Engine
from articles.search.tantivy_engine import TantivyEngine

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "tantivy": lambda folder: TantivyEngine(folder, lambda: "an archive"),
}
