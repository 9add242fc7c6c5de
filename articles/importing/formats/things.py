"""What is in the files: for each thing its bytes, what its format says of it, and of which media type it is.

A format is a function from a file to its things. There is one so far, plain text: the file is the thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.importing.formats.files import FoundFile, Listed, Unreadable, open_files
from articles.reading.model import PLAIN_TEXT, Hints


@dataclass(frozen=True, slots=True)
class Thing:
    """What becomes an Original."""

    data: bytes
    hints: Hints  # what its format says of it, its path at least; people's hints win over these
    media_type: str
    root: str  # the argument it was found under


def find_things(listed: Iterable[Listed]) -> Iterator[Thing | Unreadable]:
    """All that is in these files, in their order."""
    for found in open_files(listed):
        if isinstance(found, Unreadable):
            yield found
        else:
            yield from plain_text(found)


def plain_text(file: FoundFile) -> Iterator[Thing]:
    yield Thing(file.data, Hints(path=file.path), PLAIN_TEXT, file.root)
