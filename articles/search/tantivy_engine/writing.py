"""The one writer of an index."""

from __future__ import annotations

from pathlib import Path

import tantivy

from articles.search.documents import Document
from articles.search.tantivy_engine.schema import build_schema, to_tantivy

WRITER_MEMORY = 64_000_000  # bytes a writer gathers before it writes a segment


def create(folder: Path) -> None:
    """An empty index in an existing, empty folder."""
    tantivy.Index(build_schema(), str(folder), reuse=False).writer(WRITER_MEMORY, 1).commit()


def open_writer(folder: Path, threads: int = 1) -> TantivyWriter:
    """Reads the index's present state from disk; raises ValueError while another writer has it."""
    return TantivyWriter(folder, threads)


class TantivyWriter:
    def __init__(self, folder: Path, threads: int) -> None:
        self._writer = tantivy.Index.open(str(folder)).writer(WRITER_MEMORY * threads, threads)

    def put(self, document: Document) -> None:
        self.delete(document.id)
        self.add(document)

    def add(self, document: Document) -> None:
        self._writer.add_document(to_tantivy(document))

    def delete(self, article_id: int) -> None:
        self._writer.delete_documents_by_term("id", article_id)

    def commit(self) -> None:
        self._writer.commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()
