"""What Tantivy and the file system say of an index that is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from articles.models.database import is_full
from articles.search.engine import REBUILD, IndexMissing


def is_damage(error: BaseException) -> bool:
    """Whether the engine or the file system says so; the engine also panics, which is no Exception."""
    return isinstance(error, (OSError, ValueError)) or type(error).__name__ == "PanicException"


@contextmanager
def damage_said() -> Iterator[None]:
    """It becomes ``IndexMissing``."""
    try:
        yield
    except BaseException as error:
        if not is_damage(error):
            raise
        if is_full(error):
            raise IndexMissing(
                _("The disk is full, so nothing is indexed: %(error)s. Free some space") % {"error": error}
            ) from error
        raise IndexMissing(
            _("The search index cannot be read or written: %(error)s. %(remedy)s")
            % {"error": error, "remedy": REBUILD}
        ) from error
