"""The one writer of an index."""

from __future__ import annotations

from pathlib import Path

import tantivy

from articles.search.documents import Document
from articles.search.tantivy_engine.schema import build_schema, to_tantivy

WRITER_MEMORY = 32_000_000  # bytes a writer gathers before it writes a segment


def create(folder: Path) -> None:
    """An empty index in an existing, empty folder."""
    tantivy.Index(build_schema(), str(folder), reuse=False).writer(WRITER_MEMORY, 1).commit()


class TantivyWriter:
    """Reads the index's present state from disk; raises ValueError while another writer has it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._writer = tantivy.Index.open(str(folder)).writer(WRITER_MEMORY * threads, threads)

    def put(self, document: Document) -> None:
        self.delete(document.id)
        self.add(document)

    def add(self, document: Document) -> None:
        self._writer.add_document(to_tantivy(document))

    def delete(self, article_id: int) -> None:
        self._writer.delete_documents_by_term("id", article_id)

    def commit(self) -> tuple[int, ...]:
        """Refuses nothing: what cannot be written at all is a damaged index."""
        self._writer.commit()
        return ()

    def close(self) -> None:
        self._writer.wait_merging_threads()
