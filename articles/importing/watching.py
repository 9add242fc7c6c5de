"""Watching a folder: what appears in it is imported, and nothing is moved.

A file is taken once it has stayed the same between two looks, so that one that is still being copied is left
for the next. What was imported before is known by its bytes and left alone, as by every import.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from articles.importing.formats.files import Listed, Unreadable, list_files

EVERY = 5.0  # seconds between two looks

Seen = dict[
    str, tuple[Listed, int, int]
]  # by its path what there is, its size and when it was changed, in ns


def look(folder: str) -> Seen:
    """The files that are there now, and what in it cannot be read."""
    found: Seen = {}
    for entry in list_files([folder]):
        if isinstance(entry, Unreadable):
            found[entry.path] = (entry, 0, 0)
            continue
        try:
            status = Path(entry.path).stat()
        except OSError:
            continue  # gone again
        found[entry.path] = (entry, status.st_size, status.st_mtime_ns)
    return found


def appeared(before: Seen, now: Seen, taken: Seen) -> list[str]:
    """Files that have stayed as they are since the last look, and were not taken as they are now."""
    return sorted(
        path for path, state in now.items() if before.get(path) == state and taken.get(path) != state
    )


def watch(
    folder: str, import_files: Callable[[list[Listed]], bool], ending: threading.Event, every: float = EVERY
) -> None:
    """Calls ``import_files`` with what has appeared, until ``ending``. At first that is all there is.

    Where it returns False, as while the database is away, the next look brings the same files.
    """
    before: Seen = look(folder)
    taken: Seen = {}
    while not ending.wait(every):
        now = look(folder)
        if (paths := appeared(before, now, taken)) and import_files([now[path][0] for path in paths]):
            taken |= {path: now[path] for path in paths}
        taken = {path: state for path, state in taken.items() if path in now}
        before = now
