"""The index of an archive in a folder of its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Archive
from articles.search.engine import REBUILD, IndexMissing, Request
from articles.search.query import Query
from articles.search.tantivy_engine.checksums import Checksums
from articles.search.tantivy_engine.damage import damage_said, is_damage
from articles.search.tantivy_engine.generations import Generation, Generations
from articles.search.tantivy_engine.reading import TantivyReader
from articles.search.tantivy_engine.schema import SCHEMA
from articles.search.tantivy_engine.writing import TantivyWriter, create

_ATTEMPTS = 3
_THREADS_OF_A_DRAFT = 2
SHOWN = 3  # damaged files named
STANDS_IN = "The search index is damaged; the one before it is read until a new one is made."


def configured() -> TantivyEngine:
    """That of this process, in the folder of the settings."""
    return _in(Path(settings.INDEX_DIR))


@lru_cache(maxsize=1)
def _in(folder: Path) -> TantivyEngine:
    return TantivyEngine(folder, lambda: str(Archive.this().uuid), DatabaseNote())


class Note:
    """Which generation was made last of the archive, as far as one process of one server knows."""

    last = ""


class DatabaseNote(Note):
    """The same, as all servers of the archive know it."""

    @property
    def last(self) -> str:
        return Archive.this().index

    @last.setter
    def last(self, folder: str) -> None:
        Archive.objects.filter(pk=Archive.this().pk).update(index=folder)


class TantivyEngine:
    """See ``articles.search.engine.Engine``. ``archive`` gives the uuid of the database."""

    def __init__(self, folder: Path, archive: Callable[[], str], note: Note | None = None) -> None:
        self.generations = Generations(folder, archive, SCHEMA)
        self._note = note or Note()
        # One open reader per process, made after the fork, or its children would share it.
        self._open: tuple[int, Generation, TantivyReader] | None = None
        self._opening = threading.Lock()
        self._checksums = Checksums()

    def reader(self) -> TantivyReader:
        for attempt in range(_ATTEMPTS):
            generation = self.generations.current_lately()
            with self._opening:
                try:
                    if self._open is None or self._open[:2] != (os.getpid(), generation):
                        self._open = (os.getpid(), generation, self._reader(generation))
                    else:
                        self._open[2].refresh()
                    return self._open[2]
                except BaseException as error:
                    if not is_damage(error):
                        raise
                    # A rebuild may have switched between reading the name and opening the folder.
                    self._open = None
                    if attempt == _ATTEMPTS - 1:
                        raise IndexMissing(_("The search index cannot be read.") + f" {REBUILD}") from error
        raise AssertionError("unreachable")

    @contextmanager
    def reading(self) -> Iterator[TantivyReader]:
        with damage_said():
            folder = self._whole(self.generations.current())
            yield TantivyReader(folder)

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[None]:
        with self.generations.lock(wait=wait), damage_said():
            yield

    def writer(self) -> TantivyWriter:
        """Of an index that is whole: a merge would make of a damaged segment one with a right checksum."""
        with damage_said():
            folder = self._whole(self.generations.current())
        return TantivyWriter(folder)

    def begin(self) -> TantivyDraft:
        keep = self._kept_afterwards()
        generation = self.generations.begin()
        create(self._path(generation))
        return TantivyDraft(self.generations, generation, keep, self._note)

    def _kept_afterwards(self) -> Generation | None:
        """The index in use, where it is whole. Else the one before it stands in from now on, where that is.

        What stood in is not kept: articles may be withdrawn since that it holds.
        """
        named, kept = self.generations.named(), self.generations.kept()
        if named is None or named.stands_in or not self.generations.fits(named):
            return None
        if not self._is_damaged(named):
            return named
        if kept is not None and not self._is_damaged(kept):
            self.generations.let_stand_in(kept)
        return None

    def standing_in(self) -> str | None:
        named = self.generations.named()
        return STANDS_IN if named is not None and named.stands_in else None

    def elsewhere(self) -> str | None:
        named, last = self.generations.named(), self._note.last
        if named is None or named.stands_in or last in ("", named.folder):
            return None
        return _(
            "Another server has made a search index of this archive in a folder of its own. What changes "
            "reaches one of the two only: give both one INDEX_DIR on one machine, or choose SEARCH_ENGINE="
            "opensearch. If there is no other server, run: manage.py index rebuild"
        )

    def forget_older(self) -> None:
        self.generations.forget_kept()

    def exists(self) -> bool:
        return self.generations.named() is not None

    def problem(self) -> str | None:
        try:
            with self.reading() as reader:
                reader.search(Request(Query(), limit=1))
        except IndexMissing as error:
            return str(error)
        return None

    def _path(self, generation: Generation) -> Path:
        return self.generations.path(generation)

    def _reader(self, generation: Generation) -> TantivyReader:
        return TantivyReader(self._path(generation), is_older=generation.stands_in)

    def _is_damaged(self, generation: Generation) -> bool:
        try:
            return bool(self._checksums.damaged(self._path(generation)))
        except (OSError, ValueError, KeyError, TypeError):
            return True

    def _whole(self, generation: Generation) -> Path:
        """Its folder; raises ``IndexMissing`` where a file of it is damaged, or it only stands in."""
        if generation.stands_in:
            raise IndexMissing(f"{STANDS_IN} {REBUILD}")
        folder = self._path(generation)
        if damaged := self._checksums.damaged(folder):
            raise IndexMissing(
                _("The search index is damaged: %(files)s. %(remedy)s")
                % {"files": ", ".join(damaged[:SHOWN]), "remedy": REBUILD}
            )
        return folder


class TantivyDraft:
    """A generation that is not named yet."""

    def __init__(
        self, generations: Generations, generation: Generation, keep: Generation | None, note: Note
    ) -> None:
        self._generations = generations
        self._generation = generation
        self._keep = keep
        self._note = note

    def writer(self) -> TantivyWriter:
        return TantivyWriter(self._generations.path(self._generation), _THREADS_OF_A_DRAFT)

    def switch(self) -> None:
        self._generations.switch_to(self._generation, self._keep)
        self._note.last = self._generation.folder
