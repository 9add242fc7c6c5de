"""What Tantivy and the file system say of an index that is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from articles.models.database import is_full
from articles.search.engine import REBUILD, IndexMissing


@contextmanager
def damage_said() -> Iterator[None]:
    """It becomes ``IndexMissing``."""
    try:
        yield
    except BaseException as error:
        # The engine panics on some damaged files, which is no Exception.
        if not isinstance(error, (OSError, ValueError)) and type(error).__name__ != "PanicException":
            raise
        if is_full(error):
            raise IndexMissing(
                f"The disk is full, so nothing is indexed: {error}. Free some space"
            ) from error
        raise IndexMissing(f"The search index cannot be read or written: {error}. {REBUILD}") from error
