"""Work for several processes, its results in order, and how processes end. Knows nothing of the archive."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import wait
from types import FrameType
from typing import Any, TypeVar

AHEAD = 4  # jobs ahead of the one that is waited for, per worker: bounds the memory

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int = 0,
    start: Callable[..., object] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Iterator[tuple[Job, Result]]:
    """(job, result) in the order of the jobs, worked on by `workers` processes (0: one per core).

    ``start(*arguments)`` is called first wherever the work is done. A single job, or one worker, is no reason
    for another process. Functions must be a module's own. Raises what `work` raises, and what the jobs do.
    """
    count = workers or os.cpu_count() or 1
    source = iter(jobs)
    first = list(islice(source, 2))
    source = chain(first, source)
    if len(first) < 2 or count == 1:
        if start is not None:
            start(*arguments)
        yield from ((job, work(job)) for job in source)
        return
    waiting: deque[tuple[Job, Future[Result]]] = deque()
    # Not "fork": a child must not inherit the database connection.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(start, arguments))
    try:
        while True:
            more = islice(source, count * AHEAD - len(waiting))
            waiting.extend((job, pool.submit(work, job)) for job in more)
            if not waiting:
                return
            job, future = waiting.popleft()
            yield job, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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


def end_with_parent(ending: threading.Event, poll_seconds: float = 0.5) -> None:
    """Sets ``ending`` when the process that started this one is gone, in whatever way."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent and not ending.wait(poll_seconds):
            pass
        ending.set()

    threading.Thread(target=watch, name="watching", daemon=True).start()
