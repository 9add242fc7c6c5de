"""Tantivy inside the process: all that knows it (https://docs.rs/tantivy, the Python package ``tantivy``)."""

from articles.search.tantivy_engine.engine import TantivyEngine, configured

__all__ = ["TantivyEngine", "configured"]
