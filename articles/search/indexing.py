"""Keeps the index in step with the database. See docs/architecture.md, "The flow".

Changed articles wait as rows of ``PendingChange``. Whoever takes the lock indexes them, and deletes exactly
the rows it read, after the commit: a process killed at any moment leaves rows that the next one works off
again, which is harmless. Whoever finds the lock taken leaves the rows to its holder, who looks once more
after letting go.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db import connections, transaction
from django.db.models import Exists, OuterRef

from articles.models import Article, ImportRun, PendingChange
from articles.parallel import in_order
from articles.search.documents import (
    Document,
    IndexedArticle,
    digest_of,
    make_document,
    make_documents_and_forget,
)
from articles.search.engine import IndexAway, IndexBusy, IndexMissing, Reader, Writer
from articles.search.engines import engine
from articles.search.loading import all_ids, load

logger = logging.getLogger(__name__)

BATCH = 2000  # pending rows to a commit
AT_ONCE = 500  # rows in one query
SOON = 10_000  # rows worked off while an editor waits; a bulk action is done within seconds
BESIDE_AN_IMPORT = 80  # the same, of the newest, while an import brings thousands, which it indexes itself
BUSY_SECONDS = 0.02  # between two looks whether it is
PATIENCE = 1.0  # seconds that an editor waits for another writer, who is mostly done by then
TO_A_WORKER = 100  # articles; some 0.2 s of work, and four such parts are in memory at a time
DRAINING = "draining"  # the name of threads that index behind an editor
WORTH_WORKERS = 5000  # articles; fewer are read sooner than workers have started

Progress = Callable[[int, int], None]  # (done, all)
Then = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """An article that the index does not hold as the database does."""

    article_id: int
    what: str  # "missing", "outdated", "superfluous" or "doubled"
    waits: bool = field(default=False, compare=False)  # in the queue: draining will do


@dataclass(frozen=True, slots=True)
class _Batch:
    rows: dict[int, int]  # the id of each, and its article's
    articles: set[int]

    def without(self, refused: Collection[int]) -> list[int]:
        """The rows to forget: all but those of the articles that the index refused."""
        return [row for row, article in self.rows.items() if article not in refused]


def _next_batch(size: int, after: int = 0, done: Collection[int] = (), newest: bool = False) -> _Batch | None:
    """The next pending rows, or the newest; articles only of those that are not ``done``."""
    pending = PendingChange.objects.filter(id__gt=after).order_by("-id" if newest else "id")
    rows = dict(pending.values_list("id", "article_id")[:size])
    if not rows:
        return None
    return _Batch(rows, {article for row, article in rows.items() if row not in done})


def _index(writer: Writer, articles: set[int]) -> Collection[int]:
    """Puts what stands in the database now; returns the articles that the index refused.

    To be called after the pending rows were read, never before.
    """
    for article_id in articles:
        writer.delete(article_id)
    gone = set(articles)
    for article in load(articles):
        writer.add(make_document(article))
        gone.discard(article.id)
    refused = _committed(writer)
    if gone:
        engine().forget_older()
    return refused


def _committed(writer: Writer) -> Collection[int]:
    refused = writer.commit()
    if refused:
        logger.error("The search index refused these articles, which wait: %s", sorted(refused))
    return refused


def _forget(rows: list[int]) -> None:
    for at in range(0, len(rows), AT_ONCE):
        PendingChange.objects.filter(id__in=rows[at : at + AT_ONCE]).delete()


def _begin_if_all_is_queued() -> None:
    """A new archive needs no rebuild: where every article is in the queue, an empty index will do."""
    if not engine().exists():
        queued = PendingChange.objects.values("article_id")
        if not Article.objects.exclude(id__in=queued).exists():
            engine().begin().switch()


def drain(
    limit: int | None = None, committed: Then = lambda: None, patience: float = 0, newest: bool = False
) -> int:
    """Indexes what is pending, ``limit`` rows at most, or ``newest`` first; returns how many are worked off.

    ``committed`` is called once readers find it; then only small parts of the index become one, which may
    take seconds. Returns 0 where another process is at it, and still is after ``patience`` seconds. Raises
    ``IndexMissing`` where there is no index to put them into, or a damaged one; the rows then wait for the
    rebuild. Rows of articles that the index refused stay as well.
    """
    done = 0
    until = time.monotonic() + patience
    while PendingChange.objects.exists() and (limit is None or done < limit):
        try:
            with engine().writing(wait=False):
                now = _drain_locked(None if limit is None else limit - done, committed, newest)
        except IndexBusy:
            if time.monotonic() >= until:
                break
            time.sleep(BUSY_SECONDS)
            continue
        if not now:  # what is left was refused
            break
        done += now
    return done


def _drain_locked(limit: int | None, committed: Then, newest: bool = False) -> int:
    _begin_if_all_is_queued()
    done = 0
    refused_until = 0  # the last row of a batch of which some were refused
    writer = None
    while limit is None or done < limit:
        size = BATCH if limit is None else min(BATCH, limit - done)
        batch = _next_batch(size, after=refused_until, newest=newest)
        if batch is None:
            break
        if writer is None:
            writer = engine().writer()
        worked_off = batch.without(_index(writer, batch.articles))
        if newest:  # it is found now; to delete its row is to wait for the import once more
            committed()
        _forget(worked_off)
        done += len(worked_off)
        if len(worked_off) < len(batch.rows):
            refused_until = max(batch.rows)
    committed()
    if writer is not None:
        writer.close()
    return done


def waiting(articles: int, at_once: int) -> Iterator[tuple[dict[int, int], list[IndexedArticle]]]:
    """The pending rows of the next so many articles, each with its article, and these as they are then.

    Some articles at once, each of them once, with all its rows. For whoever makes documents while the index
    is open to others, and then gives them to ``put``.
    """
    rows_of: dict[int, list[int]] = {}
    after = 0
    while batch := _next_batch(AT_ONCE, after):
        for row, article in batch.rows.items():
            if article in rows_of or len(rows_of) < articles:
                rows_of.setdefault(article, []).append(row)
        if len(rows_of) == articles:
            break
        after = max(batch.rows)
    # Only now, after all rows were read: what is loaded is at least as new as they are.
    found = list(rows_of)
    for at in range(0, len(found), at_once):
        some = found[at : at + at_once]
        yield {row: article for article in some for row in rows_of[article]}, list(load(some))


def put(rows: dict[int, int], documents: Collection[Document]) -> int:
    """The documents of what waited into the index, in one commit; returns the number of rows worked off.

    0 where somebody else has the index, or there is none: the rows then wait. Others may have indexed some
    of the articles meanwhile. They have then deleted the rows, and such a document is dropped, as it may be
    older than what the index holds.
    """
    try:
        with engine().writing(wait=False):
            _begin_if_all_is_queued()
            left = _still_there(list(rows))
            articles = set(rows.values()) - {article for row, article in rows.items() if row not in left}
            writer = engine().writer()
            for article in articles:
                writer.delete(article)
            for document in {document.id: document for document in documents}.values():
                if document.id in articles:
                    writer.add(document)
            refused = _committed(writer)
            done = [row for row, article in rows.items() if article in articles and article not in refused]
            _forget(done)
            writer.close()
    except IndexBusy:
        return 0
    except IndexMissing as error:
        logger.warning("Changes wait to be indexed. %s", error)
        return 0
    return len(done)


def _still_there(rows: Sequence[int]) -> set[int]:
    return {
        row
        for at in range(0, len(rows), AT_ONCE)
        for row in PendingChange.objects.filter(id__in=rows[at : at + AT_ONCE]).values_list("id", flat=True)
    }


def drain_soon() -> None:
    """Once the present transaction is committed, brings its changes into the index, if nobody else does."""
    transaction.on_commit(_drain_aside, robust=True)


def _drain_aside() -> None:
    """Waits for the changes to be found, and lets small parts of the index become one behind the editor."""
    committed = threading.Event()

    def work() -> None:
        try:
            beside = ImportRun.is_any_going_on()
            drain_if_possible(BESIDE_AN_IMPORT if beside else SOON, committed.set, PATIENCE, newest=beside)
        except Exception:
            logger.exception("Changes wait to be indexed.")
        finally:
            committed.set()
            connections.close_all()  # this thread's own

    threading.Thread(target=work, name=DRAINING).start()
    committed.wait()


def drain_if_possible(
    limit: int | None = None, committed: Then = lambda: None, patience: float = 0, newest: bool = False
) -> int:
    """As ``drain``, for those whose work does not fail with the index: a warning in the log, and 0."""
    try:
        return drain(limit, committed, patience, newest)
    except IndexMissing as error:
        logger.warning("Changes wait to be indexed. %s", error)
        return 0


def rebuild(progress: Progress | None = None) -> int:
    """Makes the index anew beside the present one and switches to it; returns the number of articles in it.

    Readers keep the old index until the switch, and writers wait. What changes meanwhile is indexed before
    the switch; its rows are deleted after it, so that breaking off at any point loses nothing. Raises
    ``IndexMissing`` where its files cannot be written.
    """
    with engine().writing():
        draft = engine().begin()
        # What is pending now is in what is read from now on. Exactly these rows: one with a lower number may
        # yet be committed. After an upgrade they may be all articles, which would be read twice.
        pending = set(PendingChange.objects.values_list("id", flat=True).iterator())
        count = Article.objects.public().count()
        done = 0
        writer = draft.writer()
        workers = 0 if count >= WORTH_WORKERS else 1
        loaded = (list(load(ids)) for ids in all_ids(at_once=TO_A_WORKER))
        for _, documents in in_order(make_documents_and_forget, loaded, workers, ahead=2):
            for document in documents:
                writer.add(document)
            done += len(documents)
            if progress:
                progress(done, count)
        refused = set(_committed(writer))
        replayed: list[int] = []
        last = 0
        while batch := _next_batch(BATCH, after=last, done=pending):
            refused -= batch.articles
            if batch.articles:
                refused |= set(_index(writer, batch.articles))
            replayed += batch.rows
            last = max(batch.rows)
        writer.close()
        draft.switch()
        if _some_are_gone():
            engine().forget_older()
        PendingChange.objects.bulk_create(PendingChange(article_id=one) for one in sorted(refused))
        _forget(replayed)
    drain()
    return done


def _some_are_gone() -> bool:
    """Whether changes wait of articles that readers may see no more: the index before may hold them."""
    public = Article.objects.public().filter(pk=OuterRef("article_id"))
    return PendingChange.objects.filter(~Exists(public)).exists()


def check() -> list[Difference]:
    """Every article whose index document is not what the database says.

    Those whose change waits in the queue say so. Raises ``IndexMissing``, also where the index is damaged.
    """
    waited = _waiting()
    found = [difference for part in check_in_parts() for difference in part]
    waiting = waited | _waiting() if found else set()
    found.sort(key=lambda difference: difference.article_id)
    return [replace(one, waits=one.article_id in waiting) for one in found]


def _waiting() -> set[int]:
    return set(PendingChange.objects.values_list("article_id", flat=True).iterator())


def check_in_parts() -> Iterator[list[Difference]]:
    """As ``check``, some hundred articles at a time, for those who have something else to do in between."""
    seen = 0
    for ids in all_ids():
        with engine().reading() as reader:
            differences = _differences(reader, seen, ids)
        seen = ids[-1]
        yield differences
    with engine().reading() as reader:
        superfluous = [Difference(i, "superfluous") for i, _ in reader.digests(seen + 1, 2**62)]
    yield superfluous


def _differences(reader: Reader, seen: int, ids: Sequence[int]) -> list[Difference]:
    """Those among the articles after ``seen`` up to the last of ``ids``, which are all there are."""
    indexed, doubled = _indexed(reader.digests(seen + 1, ids[-1]))
    stored = {article.id: digest_of(article) for article in load(ids)}
    return [
        *(Difference(i, "missing") for i in stored.keys() - indexed.keys()),
        *(Difference(i, "superfluous") for i in indexed.keys() - stored.keys()),
        *(Difference(i, "doubled") for i in doubled),
        *(
            Difference(i, "outdated")
            for i in stored.keys() & indexed.keys()
            if stored[i] != indexed[i] and i not in doubled
        ),
    ]


def _indexed(digests: Iterator[tuple[int, int]]) -> tuple[dict[int, int], set[int]]:
    found: dict[int, int] = {}
    doubled = set()
    for article_id, digest in digests:
        if article_id in found:
            doubled.add(article_id)
        found[article_id] = digest
    return found, doubled


def older_serves() -> str | None:
    """A sentence where readers search an older index while a damaged one is made anew; else None."""
    return engine().standing_in()


def kept_elsewhere() -> str | None:
    """A sentence where another server keeps an index of its own of this archive; else None."""
    return engine().elsewhere()


def index_state() -> str | None:
    """None where readers can search; else a sentence with what to do."""
    try:
        return engine().problem()
    except IndexAway as away:
        return str(away)
