"""What a long run stores comes into the index while it goes on; documents are made where files are read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from articles.importing.formats.files import Unreadable
from articles.importing.readers import Articles, Documents, Job
from articles.search import indexing
from articles.search.documents import Document

EVERY = 30.0  # seconds: how soon articles of a long run can be searched
MANY = 2000  # articles stored since, and one commit's at most
PART = 50  # articles whose documents a worker makes at a time


class Along:
    """Puts ``Articles`` between the jobs of a run, and takes the ``Documents`` that come of them."""

    def __init__(self) -> None:
        self.stored = 0  # articles, since the last commit
        self._committed_at = time.monotonic()
        self._out = 0  # parts that are being made
        self._rows: dict[int, int] = {}
        self._documents: list[Document] = []

    def between(self, jobs: Iterable[Job | Unreadable]) -> Iterator[Job | Unreadable | Articles]:
        for job in jobs:
            yield job
            if self._is_due():
                yield from self._parts()

    def take(self, made: Documents) -> None:
        self._out -= 1
        self._rows |= made.rows
        self._documents += made.documents
        if not self._out and self._rows:
            indexing.put(self._rows, self._documents)
            self._rows, self._documents = {}, []

    def _is_due(self) -> bool:
        if self._out or not self.stored:
            return False
        return self.stored >= MANY or time.monotonic() - self._committed_at > EVERY

    def _parts(self) -> Iterator[Articles]:
        self.stored, self._committed_at = 0, time.monotonic()
        for rows, loaded in indexing.waiting(MANY, PART):
            self._out += 1
            yield Articles(rows, loaded)
