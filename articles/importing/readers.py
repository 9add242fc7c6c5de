"""Reading in worker processes, in the order of the files, a bounded number ahead of the writer."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from articles.importing.formats.files import Unreadable
from articles.names.known import KnownNames
from articles.parallel import follow_the_parent
from articles.reading.model import Hints, Page, Rejected
from articles.reading.reader import read
from articles.reading.signs.vocabulary import Vocabulary

Names = Sequence[tuple[str, int]]  # confirmed names, each with the id of its person
AHEAD = 8  # files read ahead per worker: bounds memory to some 5 MB each

# In a worker:
_known: KnownNames | None = None
_added = Vocabulary()


@dataclass(frozen=True, slots=True)
class Job:
    data: bytes
    hints: Hints


@dataclass(frozen=True, slots=True)
class Done:
    job: Job
    page: Page


def read_here(
    jobs: Iterable[Job | Unreadable], known: KnownNames | None, added: Vocabulary
) -> Iterator[Done | Unreadable]:
    """Read in this process: for a few files, where starting workers would take longer."""
    for job in jobs:
        yield job if isinstance(job, Unreadable) else _finished(job, _read(job, known, added))


def read_in_workers(
    jobs: Iterable[Job | Unreadable], names: Names, added: Vocabulary, workers: int = 0
) -> Iterator[Done | Unreadable]:
    """Read in ``workers`` processes (0: one per core); results come in the order of the jobs.

    ``names`` of people the archive knows are found whatever the extractor says; ``added`` are names of
    sections, places and sources. A file on which a worker dies is tried once more alone, and rejected if it
    dies again.
    """
    count = workers or os.cpu_count() or 1
    pool = _new_pool(count, names, added)
    waiting: deque[Unreadable | tuple[Job, Future[Page | str]]] = deque()
    source = iter(jobs)
    try:
        while True:
            while len(waiting) < count * AHEAD and (job := next(source, None)) is not None:
                waiting.append(job if isinstance(job, Unreadable) else (job, _submit(pool, job)))
            if not waiting:
                return
            first = waiting.popleft()
            if isinstance(first, Unreadable):
                yield first
                continue
            try:
                yield _finished(first[0], first[1].result())
            except BrokenProcessPool:
                yield _read_alone(first[0], names, added)
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _new_pool(count, names, added)
                waiting = deque(
                    entry if isinstance(entry, Unreadable) else (entry[0], _submit(pool, entry[0]))
                    for entry in waiting
                )
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _new_pool(workers: int, names: Names, added: Vocabulary) -> ProcessPoolExecutor:
    # Not "fork": a child must not inherit the database connection.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["articles.reading.reader"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(names, added))


def _start(names: Names, added: Vocabulary) -> None:
    global _known, _added
    follow_the_parent()
    _known = KnownNames(names) if names else None
    _added = added


def _submit(pool: ProcessPoolExecutor, job: Job) -> Future[Page | str]:
    try:
        return pool.submit(_work, job)
    except BrokenProcessPool as error:
        broken: Future[Page | str] = Future()
        broken.set_exception(error)
        return broken


def _read_alone(job: Job, names: Names, added: Vocabulary) -> Done | Unreadable:
    with _new_pool(1, names, added) as pool:
        try:
            return _finished(job, pool.submit(_work, job).result())
        except BrokenProcessPool:
            return Unreadable(job.hints.path, "the process that read it died")


def _work(job: Job) -> Page | str:
    return _read(job, _known, _added)


def _read(job: Job, known: KnownNames | None, added: Vocabulary) -> Page | str:
    """The Page, or the reason why there is none."""
    try:
        return read(job.data, job.hints, known=known, added=added)
    except Rejected as rejected:
        return str(rejected)
    except Exception as error:  # one bad file never stops a run; the reason is kept
        return f"the reader failed: {type(error).__name__}: {error}"


def _finished(job: Job, result: Page | str) -> Done | Unreadable:
    return Unreadable(job.hints.path, result) if isinstance(result, str) else Done(job, result)
