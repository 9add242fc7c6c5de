"""Tantivy inside the process: all that knows it (https://docs.rs/tantivy, the Python package ``tantivy``)."""

from articles.search.tantivy_engine.reading import TantivyReader, open_reader
from articles.search.tantivy_engine.schema import SCHEMA
from articles.search.tantivy_engine.writing import TantivyWriter, create, open_writer

__all__ = ["SCHEMA", "TantivyReader", "TantivyWriter", "create", "open_reader", "open_writer"]
