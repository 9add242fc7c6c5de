"""Work for several processes, its results in order, and how processes end. Knows nothing of the archive."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.context
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from types import FrameType
from typing import Any, TypeVar

STARTS, PAUSE = 2, 0.5  # tries to start a worker, seconds between them
AHEAD = 4  # jobs ahead of the one that is waited for, per worker: bounds the memory

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int = 0,
    start: Callable[..., object] | None = None,
    arguments: tuple[Any, ...] = (),
    *,
    died: Callable[[Job], Result] | None = None,
    ahead: int = AHEAD,
    preload: Sequence[str] = (),
) -> Iterator[tuple[Job, Result]]:
    """(job, result) in the order of the jobs, worked on by `workers` processes (0: one per core).

    ``start(*arguments)`` is called first wherever the work is done. A single job, or one worker, is no reason
    for another process, unless a worker may die of a job: then that is tried once more alone, and where it
    dies again ``died(job)`` is the result. Without ``died`` that raises BrokenProcessPool. ``preload`` names
    modules that take long to import, which new workers then find imported. Functions must be a module's own.
    Raises what `work` raises, and what the jobs do.
    """
    count = workers or os.cpu_count() or 1
    source = iter(jobs)
    if died is None:
        first = list(islice(source, 2))
        source = chain(first, source)
        if len(first) < 2 or count == 1:
            if start is not None:
                start(*arguments)
            yield from ((job, work(job)) for job in source)
            return

    def new_pool(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=_context(preload), initializer=_start, initargs=(start, arguments)
        )

    waiting: deque[tuple[Job, Future[Result]]] = deque()
    pool = new_pool(count)
    try:
        while True:
            more = islice(source, count * ahead - len(waiting))
            waiting.extend((job, _submitted(pool, work, job)) for job in more)
            if not waiting:
                return
            job, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                if died is None:
                    raise
                pool.shutdown(wait=False, cancel_futures=True)
                result = _alone(new_pool, work, job, died)
                pool = new_pool(count)
                waiting = deque((job, _submitted(pool, work, job)) for job, _ in waiting)
            yield job, result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _context(preload: Sequence[str]) -> multiprocessing.context.BaseContext:
    """Not "fork": a child must not inherit the database connection."""
    if preload and "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        return context
    return multiprocessing.get_context("spawn")


def _submitted(pool: ProcessPoolExecutor, work: Callable[[Job], Result], job: Job) -> Future[Result]:
    """A pool that broke says so when the result is asked for, not before; so does one that cannot begin.

    Whoever starts processes may have been killed, or there are no more processes or memory to be had.
    """
    try:
        return pool.submit(work, job)
    except (BrokenProcessPool, OSError, EOFError, RuntimeError) as error:
        broken: Future[Result] = Future()
        broken.set_exception(BrokenProcessPool(str(error) or type(error).__name__))
        return broken


def _alone(
    new_pool: Callable[[int], ProcessPoolExecutor],
    work: Callable[[Job], Result],
    job: Job,
    died: Callable[[Job], Result],
) -> Result:
    """Once more, in a worker that is known to live: that none could begin before is no fault of the job."""
    for attempt in range(STARTS):
        time.sleep(attempt * PAUSE)
        with new_pool(1) as pool:
            try:
                _submitted(pool, _is_ready, None).result()
            except BrokenProcessPool:
                continue
            try:
                return _submitted(pool, work, job).result()
            except BrokenProcessPool:
                break
    return died(job)


def _is_ready(nothing: None) -> bool:
    return True


def _start(start: Callable[..., object] | None, arguments: tuple[Any, ...]) -> None:
    follow_the_parent()
    if start is not None:
        start(*arguments)


def follow_the_parent() -> None:
    """In a worker: interrupts are the parent's business, and where it is killed, no worker stays behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@contextmanager
def rare_collections() -> Iterator[None]:
    """For long work that makes few circles of objects: what lives already is not looked through each time."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def is_alive(pid: int) -> bool:
    """Whether this host has such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def end_on_signals() -> threading.Event:
    """Set by SIGTERM and SIGINT from now on. Only a main thread gets signals; elsewhere nothing sets it."""
    ending = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    return ending


def end_with_parent(ending: threading.Event, parent: int, poll_seconds: float = 0.5) -> None:
    """Sets ``ending`` when the process ``parent``, which started this one, is gone, in whatever way.

    It is told by whom it was started: it may be gone before this one can ask.
    """

    def watch() -> None:
        while os.getppid() == parent and not ending.wait(poll_seconds):
            pass
        ending.set()

    threading.Thread(target=watch, name="watching", daemon=True).start()
