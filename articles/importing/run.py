"""One import run: files in, articles out, a summary back."""

from __future__ import annotations

import datetime as dt
import hashlib
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import PurePath
from types import FrameType

from django.db import DatabaseError, IntegrityError, OperationalError, transaction

from articles.editing.vocabulary import editors_names
from articles.importing.along import Along
from articles.importing.asked import OnFile, OnRejected, Options, Outcome, Report, Summary
from articles.importing.formats.files import Gone, Listed, Unreadable, count_files, is_archive, list_files
from articles.importing.formats.things import Thing, find_things, media_type_of
from articles.importing.known import articles_by_bytes, says_nothing_new
from articles.importing.readers import Documents, Done, Job, read_here, work_in_workers
from articles.importing.runs import finish_run, living, note_rejected, start_run, tell
from articles.importing.storing import Fate, Stored, store
from articles.importing.vanishing import note_gone
from articles.models import ImportRun
from articles.models.database import much_writing
from articles.models.turns import give_way
from articles.parallel import rare_collections
from articles.people.finding import confirmed_names, known_names
from articles.people.remembering import NameMemory
from articles.people.revisiting import link_due_surnames
from articles.reading.model import Hints, Rejected
from articles.search import indexing
from articles.text.codes import coded
from articles.wording.codes import worded

__all__ = ["Options", "Outcome", "Summary", "import_paths", "import_text"]

FEW_FILES = 16  # read without starting workers
# Stored in one transaction: enough to be fast, so little that on SQLite editors need not wait for it. Batches
# grow and shrink to take so many seconds.
BATCH_FILES = 60
BATCH_BYTES = 1_000_000
BATCH_SECONDS = 0.12
FIRST_BATCH, GROWTH = 4, 4  # files
FEWEST = 20  # in a batch after the first ones, however slow the machine: fewer take as long
LOOKED_UP = 200  # files, or so many bytes, whose bytes are looked up at once: four queries
TELL_EVERY = 1.0  # seconds: how soon the run's row says how far it is, and the run hears that it is to stop
ATTEMPTS = 3  # another import of the same bytes, or a locked database, may be met


class Stopped(BaseException):
    """Someone asked the run to stop: no error, for which a file at hand might be blamed."""


def import_paths(
    paths: list[str],
    options: Options,
    report: Report = lambda summary, total: None,
    on_rejected: OnRejected = lambda rejected: None,
    on_file: OnFile = lambda outcome: None,
    listed: list[Listed] | None = None,
) -> Summary:
    """Import every file under the paths, or of them those listed. A second run changes nothing.

    ``report`` is called after every file, ``on_rejected`` with each file that became no article, ``on_file``
    with what became of each. An interrupt (Ctrl-C, SIGTERM), or who asks for it in the run's row, ends the
    run after the files in hand, with ``interrupted`` set.
    """
    begun = time.monotonic()
    run = None if options.dry_run else start_run(options.as_arguments(paths))
    summary = Summary(run=run.pk if run else None)
    found = list_files(paths) if listed is None else listed
    files = [file for file in found if not options.is_own(file.path)]
    total = count_files(files)
    few = total is not None and total <= FEW_FILES
    along = Along()
    writer = _Writer(options, run, summary, along, total, report, on_rejected, on_file)
    try:
        with _stop_on_signals(), living(run) if run else nullcontext(), rare_collections(), much_writing():
            for fault in options.manifest.faults if options.manifest else ():
                writer.reject(fault)
            writer.gone += options.manifest.gone if options.manifest else []
            jobs = writer.jobs(files, paths)
            added = editors_names()
            for done in (
                read_here(jobs, known_names(), added, options.people)
                if few
                else work_in_workers(
                    along.between(jobs), confirmed_names(), added, options.workers, options.people
                )
            ):
                writer.take(done)
            writer.store()
            if listed is None:
                writer.reject_unmet(paths)
            if run:
                writer.tell()
                link_due_surnames()  # now that the whole run tells who is meant
    except (Stopped, KeyboardInterrupt):
        summary.interrupted = True
    except BaseException:
        summary.interrupted = True  # in the run's own row; the caller gets the exception
        raise
    finally:
        if run:
            finish_run(run, summary)
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
        job = Job(data, hints, media_type_of(data))
        done = next(read_here([job], known_names(), editors_names()))
        if isinstance(done, Unreadable):
            summary.rejected = 1
            note_rejected(run, done)
            raise Rejected(done.reason)
        [stored] = _store_surely([done], run)
        summary.count(stored)
        return stored
    finally:
        finish_run(run, summary)
        indexing.drain_soon()


class _Writer:
    """Turns what was found into jobs, and what was read into rows and counts."""

    def __init__(
        self,
        options: Options,
        run: ImportRun | None,
        summary: Summary,
        along: Along,
        total: int | None,
        report: Report,
        on_rejected: OnRejected,
        on_file: OnFile,
    ) -> None:
        self.options = options
        self.run = run
        self.summary = summary
        self.along = along
        self.total = total
        self.report = report
        self.on_rejected = on_rejected
        self.on_file = on_file
        self.memory = NameMemory(is_kept=True)
        self.batch: list[Done] = []
        self.gone: list[tuple[str, dt.datetime | None]] = []  # addresses that a crawl met no more
        self.size = 0  # of its bytes
        self.most = FIRST_BATCH  # files in it
        self.told_at = time.monotonic()
        self.seen: set[tuple[str, str, str]] = set()  # in a dry run, what would have been stored by now

    def jobs(self, files: list[Listed], paths: list[str]) -> Iterator[Job | Unreadable]:
        waiting: list[Thing] = []
        size = 0
        for found in find_things(files, self.options.format):
            if isinstance(found, Unreadable):
                yield from self._new(waiting)
                waiting, size = [], 0
                if self.options.manifest:
                    self.options.manifest.note_met(found.path, paths)
                if isinstance(found, Gone):
                    self.gone.append((found.url, found.seen_at))
                yield found
                continue
            waiting.append(found)
            size += len(found.data)
            if len(waiting) >= LOOKED_UP or size >= BATCH_BYTES:
                yield from self._new(waiting)
                waiting, size = [], 0
        yield from self._new(waiting)

    def _new(self, things: list[Thing]) -> Iterator[Job]:
        """Those that have anything new to say; the others are counted."""
        hashed = [(thing, hashlib.sha256(thing.data).hexdigest()) for thing in things]
        known = articles_by_bytes({sha256 for _, sha256 in hashed})
        for thing, sha256 in hashed:
            for hints in self._hints(thing):
                if says_nothing_new(sha256, hints, known):
                    self.summary.unchanged += 1
                    self._said(Outcome(hints.path, Fate.UNCHANGED.value))
                else:
                    yield Job(thing.data, hints, thing.media_type)
        self.tell(TELL_EVERY)

    def take(self, done: Done | Unreadable | Documents) -> None:
        if isinstance(done, Documents):
            self.along.take(done)
        elif isinstance(done, Unreadable):
            self.reject(done)
        elif self.run is None:
            self._count_dry(done)
        else:
            self.batch.append(done)
            self.size += len(done.job.data)
            if len(self.batch) >= min(self.most, BATCH_FILES) or self.size >= BATCH_BYTES:
                self.store()

    def store(self) -> None:
        """Store what was gathered; where that fails, one file after the other, so that each has its fate."""
        batch, self.batch, self.size = self.batch, [], 0
        gone, self.gone = self.gone, []
        if gone and self.run is not None:
            note_gone(gone, self.run)
        self.summary.gone += len(gone)
        if self.run is None or not batch:
            return
        give_way()
        begun = time.monotonic()
        try:
            stored = _store_surely(batch, self.run, self.options.people, self.memory)
        except DatabaseError:
            for done in batch:
                self._store_alone(done, self.run)
            return
        in_time = BATCH_SECONDS / max(time.monotonic() - begun, 0.001) * len(batch)
        self.most = int(min(max(in_time, FEWEST), self.most + GROWTH))
        for done, of_page in zip(batch, stored, strict=True):
            self._count(done, of_page)
        self.tell(TELL_EVERY)

    def _store_alone(self, done: Done, run: ImportRun) -> None:
        try:
            [stored] = _store_surely([done], run, self.options.people, self.memory)
        except OperationalError:
            raise  # the database itself is gone or full: no later file would fare better
        except DatabaseError as error:
            self.reject(Unreadable(done.job.hints.path, coded("database.refused", error=str(error))))
        else:
            self._count(done, stored)

    def reject_unmet(self, paths: list[str]) -> None:
        """Files that the manifest names, where others were given: nobody looked for them."""
        manifest = self.options.manifest
        if manifest is None or paths == manifest.paths():
            return
        for file in manifest.unmet():
            self.reject(Unreadable(file, coded("manifest.unmet")))

    def _hints(self, found: Thing) -> list[Hints]:
        """What is known of it; several, where the manifest names its file several times."""
        path = found.hints.path
        hints = self.options.hints
        folder = PurePath(path).parent.name
        if self.options.section_from_folder and not hints.section and not is_archive(folder):
            hints = replace(hints, section=folder)
        hints = found.hints.or_else(hints)
        if self.options.manifest:
            return self.options.manifest.hints_for(path, found.root, hints)
        return [hints]

    def reject(self, rejected: Unreadable) -> None:
        self.summary.rejected += 1
        if self.run:
            note_rejected(self.run, rejected)
        self.on_rejected(rejected)
        self._said(Outcome(rejected.path, "rejected", worded(rejected.reason)))

    def tell(self, every: float = 0.0) -> None:
        """Into the run's row how far it is. Raises ``Stopped`` where someone has asked for the end there.

        Between two batches, or what is stored would not be counted.
        """
        if self.run and time.monotonic() - self.told_at >= every:
            self.told_at = time.monotonic()
            if tell(self.run, self.summary, self.total):
                raise Stopped

    def _count(self, done: Done, stored: Stored) -> None:
        self.summary.count(stored)
        self.along.stored += len(stored.articles)
        articles = tuple(article.public_id for article in stored.articles)
        self._said(Outcome(done.job.hints.path, stored.fate.value, articles=articles))

    def _said(self, outcome: Outcome) -> None:
        self.summary.read += 1
        self.on_file(outcome)
        self.report(self.summary, self.total)

    def _count_dry(self, done: Done) -> None:
        """What storing it would do: stored, counted, and taken back."""
        key = (done.page.sha256, done.page.items[0].source, done.job.hints.url)
        with transaction.atomic():
            [stored] = store([done], None)
            transaction.set_rollback(True)
        self._count(done, Stored(Fate.UNCHANGED) if key in self.seen else stored)
        self.seen.add(key)


def _store_surely(
    batch: Sequence[Done], run: ImportRun, people: bool = True, memory: NameMemory | None = None
) -> list[Stored]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return store(batch, run, people=people, memory=memory)
        except BaseException as error:
            if memory is not None:
                memory.forget()  # rows that were taken back
            if not isinstance(error, IntegrityError | OperationalError):
                raise
            if attempt == ATTEMPTS:
                raise
            time.sleep(0.05 * attempt)
    raise AssertionError("unreachable")


@contextmanager
def _stop_on_signals() -> Iterator[None]:
    """SIGTERM and Ctrl-C end the run. Only a main thread may ask for signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    met: list[tuple[int, FrameType | None]] = []

    def stop(signum: int, frame: FrameType | None) -> None:
        met.append((signum, frame))
        raise Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for signum, frame in met:  # a worker that runs this as a task is to end, too
            handler = before[signal.Signals(signum)]
            if callable(handler) and handler is not signal.default_int_handler:
                handler(signum, frame)
