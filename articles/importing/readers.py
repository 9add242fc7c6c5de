"""Reading in worker processes, in the order of the files, a bounded number ahead of the writer.

Workers do all that needs no database: they read, find people, compress, and make documents for the index.
Files come to them some at a time, since handing over costs as much for one as for many.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from articles.importing.formats.files import Unreadable
from articles.names.known import KnownNames
from articles.packing import compress
from articles.parallel import in_order
from articles.reading.model import PLAIN_TEXT, Hints, Line, Page, Rejected
from articles.reading.reader import read
from articles.reading.signs.vocabulary import Vocabulary
from articles.search.documents import Document, IndexedArticle, make_documents
from articles.text.codes import Code, coded

Names = Sequence[tuple[str, int]]  # confirmed names, each with the id of its person
AHEAD = 6  # pieces of work ahead per worker; with the bounds of a piece this bounds the memory
PIECE_FILES = 8
PIECE_BYTES = 500_000
DIED = coded("reader.died")

# In a worker:
_known: KnownNames | None = None
_added = Vocabulary()
_people = True


@dataclass(frozen=True, slots=True)
class Job:
    data: bytes
    hints: Hints
    media_type: str = PLAIN_TEXT


@dataclass(frozen=True, slots=True)
class Done:
    job: Job
    page: Page
    compressed: bytes = b""  # the job's bytes, as an Original keeps them


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles to make documents of, beside the reading; ``rows`` are their pending changes."""

    rows: dict[int, int]
    loaded: list[IndexedArticle]


@dataclass(frozen=True, slots=True)
class Documents:
    rows: dict[int, int]
    documents: list[Document]


Asked = Job | Unreadable | Articles
_Result = tuple[Page, bytes] | Code | list[Document]


def read_here(
    jobs: Iterable[Job | Unreadable], known: KnownNames | None, added: Vocabulary, people: bool = True
) -> Iterator[Done | Unreadable]:
    """Read in this process: for a few files, where starting workers would take longer."""
    for job in jobs:
        yield job if isinstance(job, Unreadable) else _finished(job, _read(job, known, added, people))


def read_in_workers(
    jobs: Iterable[Job | Unreadable],
    names: Names,
    added: Vocabulary,
    workers: int = 0,
    people: bool = True,
) -> Iterator[Done | Unreadable]:
    """Read in ``workers`` processes (0: one per core); results come in the order of the jobs.

    ``names`` of people the archive knows are found whatever the extractor says; ``added`` are names of
    sections, places and sources. A file on which a worker dies is tried once more alone, and rejected if it
    dies again.
    """
    for done in work_in_workers(jobs, names, added, workers, people):
        if not isinstance(done, Documents):
            yield done


def work_in_workers(
    asked: Iterable[Asked], names: Names, added: Vocabulary, workers: int = 0, people: bool = True
) -> Iterator[Done | Unreadable | Documents]:
    """As ``read_in_workers``; makes documents, too, where ``Articles`` stand between the jobs."""
    work = partial(_work_on, _work)
    start = (names, added, people)
    for piece, results in _in_pieces(work, _pieces(asked), workers, start):
        for one, result in zip(piece, results, strict=True):
            if isinstance(one, Articles):
                # Where a worker died of it, whoever indexes next makes them.
                yield Documents(one.rows, result) if isinstance(result, list) else Documents({}, [])
            elif isinstance(one, Unreadable):
                yield one
            else:
                yield _finished(one, result)


Piece = list[Asked]


def _in_pieces(
    work: Callable[[Piece], list[_Result]],
    pieces: Iterable[Piece],
    workers: int,
    start: tuple[Names, Vocabulary, bool],
) -> Iterator[tuple[Piece, list[_Result]]]:
    def died(piece: Piece) -> list[_Result]:
        """Each by itself, to find the one that a worker dies of."""
        if len(piece) == 1:
            return [DIED]
        alone = _in_pieces(work, [[one] for one in piece], 1, start)
        return [result for _, [result] in alone]

    return in_order(
        work,
        pieces,
        workers,
        _remember,
        start,
        died=died,
        ahead=AHEAD,
        preload=["articles.reading.reader", "articles.search.documents"],
    )


def _pieces(asked: Iterable[Asked]) -> Iterator[Piece]:
    """So many that handing them over costs little, so few that all workers have some: the first are few."""
    piece: Piece = []
    size, most = 0, 1
    for one in asked:
        piece.append(one)
        size += len(one.data) if isinstance(one, Job) else 0
        if len(piece) >= most or size >= PIECE_BYTES or isinstance(one, Articles):
            yield piece
            piece, size, most = [], 0, min(most + 1, PIECE_FILES)
    if piece:
        yield piece


def _remember(names: Names, added: Vocabulary, people: bool = True) -> None:
    global _known, _added, _people
    _known = KnownNames(names) if names else None
    _added = added
    _people = people
    gc.freeze()  # lists of names and weights: all that lives as long as the worker
    gc.set_threshold(20_000, 20, 20)


def _work_on(work: Callable[[Asked], _Result], piece: Piece) -> list[_Result]:
    return [work(one) for one in piece]


def _work(asked: Asked) -> _Result:
    if isinstance(asked, Unreadable):
        return asked.reason
    if isinstance(asked, Articles):
        return make_documents(asked.loaded)
    return _read(asked, _known, _added, _people)


def _read(
    job: Job, known: KnownNames | None, added: Vocabulary, people: bool = True
) -> tuple[Page, bytes] | Code:
    """The Page and the compressed bytes, or the reason why there is none."""
    try:
        page = read(
            job.data,
            job.hints,
            known=known,
            added=added,
            find_people=people,
            media_type=job.media_type,
        )
    except Rejected as rejected:
        return rejected.why
    except Exception as error:  # one bad file never stops a run; the reason is kept
        return coded("reader.failed", error=f"{type(error).__name__}: {error}")
    return _without_lines(page), compress(job.data)


def _without_lines(page: Page) -> Page:
    """Its lines without their text, which nobody stores: half of what would be handed over."""
    return replace(
        page,
        items=tuple(
            replace(item, lines=tuple(Line(line.n, line.role, "") for line in item.lines))
            for item in page.items
        ),
    )


def _finished(job: Job, result: _Result) -> Done | Unreadable:
    if isinstance(result, Code):  # which is a tuple, too
        return Unreadable(job.hints.path, result)
    return Unreadable(job.hints.path, DIED) if isinstance(result, list) else Done(job, *result)
