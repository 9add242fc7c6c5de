"""Where the index lives: one folder per generation, and a file that names the one in use.

    INDEX_DIR/current.json    {"folder": …, "archive": uuid, "schema": …}, replaced in one step
    INDEX_DIR/kept.json       the one before, as long as it may stand in for a damaged one
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _
from filelock import FileLock, Timeout

from articles.search.engine import REBUILD, IndexBusy, IndexMissing

TRUST_SECONDS = 1.0  # a database does not become another one under a running process


@dataclass(frozen=True, slots=True)
class Generation:
    folder: str
    archive: str  # the uuid of the database it was made from
    schema: str
    stands_in: bool = False  # an older one, read while the damaged one is made anew


class Generations:
    """Those in the folder ``root``, for the database whose uuid ``archive`` gives, and the schema of now."""

    def __init__(self, root: Path, archive: Callable[[], str], schema: str) -> None:
        self.root = root
        self.archive = archive
        self.schema = schema
        self.current_file, self.kept_file = root / "current.json", root / "kept.json"
        self._trusted: tuple[tuple[int, int], float, Generation] | None = None

    def path(self, generation: Generation) -> Path:
        return self.root / generation.folder

    @contextmanager
    def lock(self, *, wait: bool = True) -> Iterator[None]:
        """That of the one writer. Raises ``IndexBusy`` where another has it and we do not ``wait``.

        Raises ``IndexMissing`` where the file cannot be locked.
        """
        file = self.root / "lock"
        held = FileLock(file, timeout=-1 if wait else 0)
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            held.acquire()
        except Timeout as busy:
            raise IndexBusy(str(busy)) from busy
        except OSError as error:
            raise IndexMissing(
                _("%(file)s cannot be locked: %(error)s. Remove it. %(remedy)s")
                % {"file": file, "error": error, "remedy": REBUILD}
            ) from error
        try:
            yield
        finally:
            held.release()

    def named(self) -> Generation | None:
        """The generation that ``current.json`` names, whether it fits or not."""
        return self._named_in(self.current_file)

    def kept(self) -> Generation | None:
        """The one that was in use before, where it still fits."""
        generation = self._named_in(self.kept_file)
        return generation if generation is not None and self.fits(generation) else None

    def fits(self, generation: Generation) -> bool:
        return (generation.archive, generation.schema) == (self.archive(), self.schema)

    def _named_in(self, file: Path) -> Generation | None:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            generation = Generation(**found)
            return generation if self.path(generation).is_dir() else None
        except (OSError, ValueError, TypeError):
            return None

    def current(self) -> Generation:
        """The generation in use. Raises ``IndexMissing``."""
        generation = self.named()
        if generation is None:
            raise IndexMissing(_("There is no search index.") + f" {REBUILD}")
        if generation.archive != self.archive():
            raise IndexMissing(_("The search index was made from another database.") + f" {REBUILD}")
        if generation.schema != self.schema:
            raise IndexMissing(
                _("The search index was made by another version of the archive.") + f" {REBUILD}"
            )
        return generation

    def current_lately(self) -> Generation:
        """As ``current``, without asking the database again within ``TRUST_SECONDS``."""
        try:
            status = self.current_file.stat()
        except OSError:  # not there, or not to be read by this user
            return self.current()
        stamp = (status.st_mtime_ns, status.st_ino)
        now = time.monotonic()
        trusted = self._trusted
        if trusted is None or trusted[0] != stamp or now - trusted[1] > TRUST_SECONDS:
            trusted = self._trusted = (stamp, now, self.current())
        return trusted[2]

    def begin(self) -> Generation:
        """An empty folder beside the present one; what earlier rebuilds left behind is cleared away."""
        self._clear_all_but(self.named(), self.kept())
        generation = Generation(uuid.uuid4().hex[:12], self.archive(), self.schema)
        self.path(generation).mkdir(parents=True)
        return generation

    def switch_to(self, generation: Generation, keep: Generation | None) -> None:
        """From now on readers use this one; ``keep`` stays beside it."""
        _write(self.current_file, generation)
        if keep is not None:
            _write(self.kept_file, replace(keep, stands_in=False))
        else:
            self.kept_file.unlink(missing_ok=True)
        self._clear_all_but(generation, keep)

    def let_stand_in(self, generation: Generation) -> None:
        """From now on readers use this one, until another is made."""
        _write(self.current_file, replace(generation, stands_in=True))

    def forget_kept(self) -> None:
        """The one before is gone from the disk, unless it stands in: then it goes with the next switch."""
        kept, named = self._named_in(self.kept_file), self.named()
        self.kept_file.unlink(missing_ok=True)
        if kept is not None and (named is None or named.folder != kept.folder):
            shutil.rmtree(self.path(kept), ignore_errors=True)

    def _clear_all_but(self, *generations: Generation | None) -> None:
        kept = {generation.folder for generation in generations if generation is not None}
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name not in kept:
                shutil.rmtree(folder)


def _write(to: Path, generation: Generation) -> None:
    draft = to.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(generation), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(to)
