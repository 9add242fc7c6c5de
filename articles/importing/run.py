"""One import run: files in, articles out, a summary back."""

from __future__ import annotations

import hashlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from types import FrameType
from typing import Any

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone

from articles.editing.vocabulary import editors_names
from articles.importing.formats.files import Listed, Unreadable, count_files, is_archive, list_files
from articles.importing.formats.things import Thing, find_things
from articles.importing.manifest import Manifest
from articles.importing.readers import Done, Job, read_here, read_in_workers
from articles.importing.runs import living, start_run
from articles.importing.storing import Fate, Stored, is_nothing_new, store
from articles.models import ImportEntry, ImportRun
from articles.people.finding import confirmed_names, known_names
from articles.people.revisiting import link_due_surnames
from articles.reading.model import Hints, Rejected
from articles.search import indexing

FEW_FILES = 16  # read without starting workers
# Stored in one transaction: enough to be fast, so little that on SQLite editors need not wait for it.
BATCH_FILES = 10
BATCH_BYTES = 1_000_000
INDEX_EVERY = 30.0  # seconds: how soon articles of a long run can be searched
ATTEMPTS = 3  # another import of the same bytes, or a locked database, may be met


@dataclass
class Options:
    hints: Hints = field(default_factory=Hints)
    manifest: Manifest | None = None
    section_from_folder: bool = False
    dry_run: bool = False
    workers: int = 0


@dataclass
class Summary:
    """Files: ``read`` = imported + updated + unchanged + rejected. ``articles`` are those made new."""

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    needs_review: int = 0
    undated: int = 0  # articles of these files that are published without a date
    articles: int = 0
    seconds: float = 0.0
    run: int | None = None
    interrupted: bool = False


Report = Callable[[Summary, int | None], None]  # the counts so far, and how many files there are
OnRejected = Callable[[Unreadable], None]


class Stopped(Exception):  # not an error: someone asked the run to stop
    pass


def import_paths(
    paths: list[str],
    options: Options,
    report: Report = lambda summary, total: None,
    on_rejected: OnRejected = lambda rejected: None,
) -> Summary:
    """Import every file under the paths. A second run with the same files changes nothing.

    ``report`` is called after every file, ``on_rejected`` with each file that became no article.
    An interrupt (Ctrl-C, SIGTERM) ends the run after the file in hand, with ``interrupted`` set.
    """
    begun = time.monotonic()
    run = None if options.dry_run else start_run(_arguments(paths, options))
    summary = Summary(run=run.pk if run else None)
    files = list(list_files(paths))
    total = count_files(files)
    few = total is not None and total <= FEW_FILES
    indexed_at = begun
    writer = _Writer(options, run, summary, on_rejected, lambda: report(summary, total))
    try:
        with _stop_on_signals(), living(run) if run else nullcontext():
            jobs = writer.jobs(files, paths)
            added = editors_names()
            for done in (
                read_here(jobs, known_names(), added)
                if few
                else read_in_workers(jobs, confirmed_names(), added, options.workers)
            ):
                writer.take(done)
                if run and time.monotonic() - indexed_at > INDEX_EVERY:
                    indexing.drain_if_possible()
                    indexed_at = time.monotonic()
            writer.store()
            writer.reject_unmet(paths)
            if run:
                link_due_surnames()  # now that the whole run tells who is meant
    except (Stopped, KeyboardInterrupt):
        summary.interrupted = True
    except BaseException:
        summary.interrupted = True  # in the run's own row; the caller gets the exception
        raise
    finally:
        if run:
            _finish_run(run, summary)
            indexing.drain_if_possible()
    summary.seconds = round(time.monotonic() - begun, 3)
    return summary


def import_text(data: bytes, hints: Hints) -> Stored:
    """Import one pasted or uploaded text in this process, the same way as a file; a run of its own.

    Raises ``articles.reading.model.Rejected`` with the reason where it cannot become an article; the run
    keeps that, too.
    """
    run = ImportRun.objects.create(arguments={"paths": [hints.path]})
    summary = Summary(run=run.pk, read=1)
    try:
        done = next(read_here([Job(data, hints)], known_names(), editors_names()))
        if isinstance(done, Unreadable):
            summary.rejected = 1
            _note_rejected(run, done)
            raise Rejected(done.reason)
        [stored] = _store_surely([done], run)
        _count(summary, stored)
        return stored
    finally:
        _finish_run(run, summary)
        indexing.drain_soon()


class _Writer:
    """Turns what was found into jobs, and what was read into rows and counts."""

    def __init__(
        self,
        options: Options,
        run: ImportRun | None,
        summary: Summary,
        on_rejected: OnRejected,
        report: Callable[[], None],
    ) -> None:
        self.options = options
        self.run = run
        self.summary = summary
        self.on_rejected = on_rejected
        self.report = report
        self.batch: list[Done] = []
        self.seen: set[tuple[str, str, str]] = set()  # in a dry run, what would have been stored by now

    def jobs(self, files: list[Listed], paths: list[str]) -> Iterator[Job | Unreadable]:
        for found in find_things(files):
            if isinstance(found, Unreadable):
                if self.options.manifest:
                    self.options.manifest.note_met(found.path, paths)
                yield found
                continue
            sha256 = hashlib.sha256(found.data).hexdigest()
            for hints in self._hints(found):
                if is_nothing_new(sha256, hints):
                    self.summary.read += 1
                    self.summary.unchanged += 1
                    self.report()
                else:
                    yield Job(found.data, hints, found.media_type)

    def take(self, done: Done | Unreadable) -> None:
        if isinstance(done, Unreadable):
            self.reject(done)
        elif self.run is None:
            self._count_dry(done)
        else:
            self.batch.append(done)
            size = sum(len(waiting.job.data) for waiting in self.batch)
            if len(self.batch) >= BATCH_FILES or size >= BATCH_BYTES:
                self.store()

    def store(self) -> None:
        """Store what was gathered; where that fails, one file after the other, so that each has its fate."""
        batch, self.batch = self.batch, []
        if self.run is None or not batch:
            return
        try:
            stored = _store_surely(batch, self.run)
        except DatabaseError:
            for done in batch:
                self._store_alone(done, self.run)
            return
        for of_page in stored:
            self._count(of_page)

    def _store_alone(self, done: Done, run: ImportRun) -> None:
        try:
            [stored] = _store_surely([done], run)
        except OperationalError:
            raise  # the database itself is gone or full: no later file would fare better
        except DatabaseError as error:
            self.reject(Unreadable(done.job.hints.path, f"the database refused it: {error}"))
        else:
            self._count(stored)

    def reject_unmet(self, paths: list[str]) -> None:
        """Files that the manifest names, where others were given: nobody looked for them."""
        manifest = self.options.manifest
        if manifest is None or paths == manifest.paths():
            return
        for file in manifest.unmet():
            self.reject(Unreadable(file, "named in the manifest, but not among the files"))

    def _hints(self, found: Thing) -> list[Hints]:
        """What is known of it; several, where the manifest names its file several times."""
        path = found.hints.path
        hints = self.options.hints
        folder = PurePath(path).parent.name
        if self.options.section_from_folder and not hints.section and not is_archive(folder):
            hints = replace(hints, section=folder)
        hints = replace(hints.or_else(found.hints), path=path)
        if self.options.manifest:
            return self.options.manifest.hints_for(path, found.root, hints)
        return [hints]

    def reject(self, rejected: Unreadable) -> None:
        self.summary.read += 1
        self.summary.rejected += 1
        if self.run:
            _note_rejected(self.run, rejected)
        self.on_rejected(rejected)
        self.report()

    def _count(self, stored: Stored) -> None:
        self.summary.read += 1
        _count(self.summary, stored)
        self.report()

    def _count_dry(self, done: Done) -> None:
        """What storing it would do: stored, counted, and taken back."""
        key = (done.page.sha256, done.page.items[0].source, done.job.hints.url)
        with transaction.atomic():
            [stored] = store([done], None)
            transaction.set_rollback(True)
        self._count(Stored(Fate.UNCHANGED) if key in self.seen else stored)
        self.seen.add(key)


def _note_rejected(run: ImportRun, rejected: Unreadable) -> None:
    ImportEntry.objects.create(
        run=run, path=rejected.path, outcome=ImportEntry.Outcome.REJECTED, reason=rejected.reason
    )


def _store_surely(batch: Sequence[Done], run: ImportRun) -> list[Stored]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return store(batch, run)
        except (IntegrityError, OperationalError):
            if attempt == ATTEMPTS:
                raise
            time.sleep(0.05 * attempt)
    raise AssertionError("unreachable")


def _count(summary: Summary, stored: Stored) -> None:
    setattr(summary, stored.fate.value, getattr(summary, stored.fate.value) + 1)
    summary.needs_review += stored.needs_review
    summary.undated += stored.undated
    if stored.fate is Fate.IMPORTED:
        summary.articles += len(stored.articles)


def _arguments(paths: list[str], options: Options) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "paths": [str(Path(path)) for path in paths],
        "section_from_folder": options.section_from_folder,
    }
    hints = options.hints
    return arguments | {
        name: value
        for name in ("source", "section", "language", "timezone")
        if (value := getattr(hints, name))
    }


def _finish_run(run: ImportRun, summary: Summary) -> None:
    for name in ("read", "imported", "updated", "unchanged", "rejected", "needs_review"):
        setattr(run, name, getattr(summary, name))
    run.status = ImportRun.Status.INTERRUPTED if summary.interrupted else ImportRun.Status.FINISHED
    run.finished_at = timezone.now()
    run.save()


@contextmanager
def _stop_on_signals() -> Iterator[None]:
    """SIGTERM ends the run as Ctrl-C does: between two files. Only a main thread may ask for signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
