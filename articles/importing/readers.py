"""Reading in worker processes, in the order of the files, a bounded number ahead of the writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.importing.formats.files import Unreadable
from articles.names.known import KnownNames
from articles.parallel import in_order
from articles.reading.model import PLAIN_TEXT, Hints, Page, Rejected
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
    media_type: str = PLAIN_TEXT


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
    done = in_order(
        _work,
        jobs,
        workers,
        _remember,
        (names, added),
        died=_died,
        ahead=AHEAD,
        preload=["articles.reading.reader"],
    )
    for job, result in done:
        yield job if isinstance(job, Unreadable) else _finished(job, result)


def _remember(names: Names, added: Vocabulary) -> None:
    global _known, _added
    _known = KnownNames(names) if names else None
    _added = added


def _work(job: Job | Unreadable) -> Page | str:
    return job.reason if isinstance(job, Unreadable) else _read(job, _known, _added)


def _died(job: Job | Unreadable) -> str:
    return "the process that read it died"


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
