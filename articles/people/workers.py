"""Finding names in worker processes, in order, a bounded number of jobs ahead. Imports no Django."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, NamedTuple, TypeVar

from articles.names.document import find_persons
from articles.names.jsonl import persons_of_record
from articles.names.known import KnownNames
from articles.names.persons import PersonFound

AHEAD = 4  # jobs ahead of the one being written, per worker

Job = TypeVar("Job")
Result = TypeVar("Result")


class Text(NamedTuple):
    """An article as names are found in it."""

    id: int
    fields: dict[str, str]  # headline, caption, body
    language: str


_known: KnownNames | None = None


def in_workers(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    workers: int = 0,
    known: Sequence[tuple[str, int]] = (),
) -> Iterator[tuple[Job, Result]]:
    """(job, result) in order, computed by `workers` processes (0: one per core); one job is done here.

    ``known`` names are found whatever the extractor says. Raises what `work` raises.
    """
    source = iter(jobs)
    ahead = list(islice(source, 2))
    if len(ahead) < 2:
        _remember(known)
        yield from ((job, work(job)) for job in ahead)
        return
    count = workers or os.cpu_count() or 1
    waiting: deque[tuple[Job, Future[Result]]] = deque()
    # Not "fork": a child must not inherit the database connection.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(known,))
    try:
        while True:
            while len(waiting) < count * AHEAD:
                job = ahead.pop(0) if ahead else next(source, None)
                if job is None:
                    break
                waiting.append((job, pool.submit(work, job)))
            if not waiting:
                return
            job, future = waiting.popleft()
            yield job, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(known: Sequence[tuple[str, int]]) -> None:
    """Interrupts are the parent's business; where it is killed, its workers must not stay behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _remember(known)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _remember(known: Sequence[tuple[str, int]]) -> None:
    global _known
    _known = KnownNames(known) if known else None


def persons_of_texts(texts: Sequence[Text]) -> list[tuple[PersonFound, ...]]:
    """The persons named in each of the texts."""
    return [find_persons(text.fields, text.language, _known) for text in texts]


def answers(lines: Sequence[str]) -> list[str]:
    """For each JSON line {id, text, lang} one line {id, persons}, or {id, error} where it cannot be read."""
    return [json.dumps(_answer(line), ensure_ascii=False) for line in lines]


def _answer(line: str) -> dict[str, Any]:
    id = None
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            return {"id": None, "error": "not an object"}
        id = record.get("id")
        if not isinstance(record.get("text"), str) or not isinstance(record.get("lang") or "", str):
            return {"id": id, "error": "text must be a string, and lang, too, if there is one"}
        return persons_of_record(record)
    except Exception as error:  # one bad line never stops a run; the reason is kept
        return {"id": id, "error": f"{type(error).__name__}: {error}"}
