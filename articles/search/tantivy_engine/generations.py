"""Where the index lives: one folder per generation, and a file that names the one in use.

    INDEX_DIR/current.json    {"folder": …, "archive": uuid, "schema": …}, replaced in one step
    INDEX_DIR/lock            held by whoever writes
    INDEX_DIR/<folder>/       the engine's files

A folder that is not named is a rebuild that goes on, or one that was broken off; the next one clears it away.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from filelock import FileLock, Timeout

from articles.models import Archive
from articles.search import tantivy_engine as engine

REBUILD = "Run: manage.py index rebuild"

TRUST_SECONDS = 1.0  # a database does not become another one under a running process


class IndexMissing(Exception):
    """There is no index that fits this archive, or it is damaged; the message says what to do."""


@contextmanager
def damage_said() -> Iterator[None]:
    """What the engine and the file system say of a damaged index becomes ``IndexMissing``."""
    try:
        yield
    except Timeout:  # of the lock: another process writes, nothing is broken
        raise
    except BaseException as error:
        # The engine panics on some damaged files, which is no Exception.
        if not isinstance(error, (OSError, ValueError)) and type(error).__name__ != "PanicException":
            raise
        raise IndexMissing(f"The search index cannot be read or written: {error}. {REBUILD}") from error


@dataclass(frozen=True, slots=True)
class Generation:
    folder: str
    archive: str  # the uuid of the database it was made from
    schema: str

    @property
    def path(self) -> Path:
        return root() / self.folder


def root() -> Path:
    return Path(settings.INDEX_DIR)


def current_file() -> Path:
    return root() / "current.json"


@contextmanager
def lock(timeout: float = -1) -> Iterator[None]:
    """The lock of the one writer; ``timeout`` in seconds, -1 waits, 0 raises ``Timeout`` at once.

    Raises ``IndexMissing`` where the file cannot be locked.
    """
    file = root() / "lock"
    held = FileLock(file, timeout=timeout)
    try:
        root().mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout:
        raise
    except OSError as error:
        raise IndexMissing(f"{file} cannot be locked: {error}. Remove it. {REBUILD}") from error
    try:
        yield
    finally:
        held.release()


def archive_uuid() -> str:
    """The uuid of the database, made on first use."""
    return str(Archive.this().uuid)


def named() -> Generation | None:
    """The generation that ``current.json`` names, whether it fits or not."""
    try:
        found = json.loads(current_file().read_text(encoding="utf-8"))
        generation = Generation(**found)
        return generation if generation.path.is_dir() else None
    except (OSError, ValueError, TypeError):
        return None


def current() -> Generation:
    """The generation in use. Raises ``IndexMissing``."""
    generation = named()
    if generation is None:
        raise IndexMissing(f"There is no search index. {REBUILD}")
    if generation.archive != archive_uuid():
        raise IndexMissing(f"The search index was made from another database. {REBUILD}")
    if generation.schema != engine.SCHEMA:
        raise IndexMissing(f"The search index was made by another version of the archive. {REBUILD}")
    return generation


_trusted: tuple[tuple[str, int, int], float, Generation] | None = None


def current_lately() -> Generation:
    """As ``current``, without asking the database again within ``TRUST_SECONDS``. Raises ``IndexMissing``."""
    global _trusted
    file = current_file()
    try:
        status = file.stat()
    except FileNotFoundError:
        return current()
    stamp = (str(file), status.st_mtime_ns, status.st_ino)
    now = time.monotonic()
    if _trusted is None or _trusted[0] != stamp or now - _trusted[1] > TRUST_SECONDS:
        _trusted = (stamp, now, current())
    return _trusted[2]


def begin() -> Generation:
    """An empty generation beside the present one; what earlier rebuilds left behind is cleared away."""
    _clear_all_but(named())
    generation = Generation(uuid.uuid4().hex[:12], archive_uuid(), engine.SCHEMA)
    generation.path.mkdir(parents=True)
    engine.create(generation.path)
    return generation


def switch_to(generation: Generation) -> None:
    """From now on readers use this one."""
    draft = current_file().with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(generation), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(current_file())
    _clear_all_but(generation)


def _clear_all_but(generation: Generation | None) -> None:
    kept = generation.folder if generation else None
    for folder in root().iterdir():
        if folder.is_dir() and folder.name != kept:
            shutil.rmtree(folder)
