"""The one writer of an index, and how much is sent at once.

Each document has for its version the number of its writer, of which the next is always higher: what one sends
that was paused, and whose place another took meanwhile, is refused by the cluster as older than what it has.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from opensearchpy.exceptions import ConnectionError, NotFoundError, TransportError

from articles.search.documents import Document
from articles.search.opensearch_engine.cluster import AGAIN, Cluster, said, short
from articles.search.opensearch_engine.schema import Json, to_opensearch
from articles.search.opensearch_engine.vocabulary import Term, changes, terms_of

logger = logging.getLogger(__name__)

AT_ONCE = 500  # articles in one request, some 5 MB
TERMS_AT_ONCE = 10_000
MOST_COUNTED = 500_000  # terms gathered before they are written: 100 MB of memory
SENDERS = 2  # requests under way at once, while a draft is filled
TRIES = 7
PAUSE = 0.1  # seconds before the second try; each further one doubles it
_NEWER = 409  # the cluster has a newer document: ours is not wanted
_GONE = 404  # nothing to delete
_HELD = ["words", "headline", "stems", "names", "language"]


class OpenSearchWriter:
    """Writes to the index behind the aliases, or of a draft, whose names ``articles`` and ``terms`` are.

    What is not committed waits here, but for a draft's, which nobody reads.
    """

    def __init__(self, cluster: Cluster, articles: str, terms: str, *, is_draft: bool = False) -> None:
        self._cluster = cluster
        self._articles, self._terms = articles, terms
        self._is_draft = is_draft
        self._changed: dict[int, Document | None] = {}
        self._deleted: set[int] = set()
        self._counted: Counter[Term] = Counter()
        self._refused: set[int] = set()
        self._sending: list[Future[dict[int, int]]] = []
        self._senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="indexing")
        with said():
            self._number: int = cluster.client.index(index=terms, id="writer", body={})["_version"]

    def put(self, document: Document) -> None:
        self.delete(document.id)
        self.add(document)

    def add(self, document: Document) -> None:
        self._changed[document.id] = document
        if self._is_draft and not self._deleted and len(self._changed) >= AT_ONCE:
            self._send_aside()

    def delete(self, article_id: int) -> None:
        self._changed[article_id] = None
        self._deleted.add(article_id)

    def commit(self) -> set[int]:
        with said():
            self._commit()
        refused, self._refused = self._refused, set()
        return refused

    def close(self) -> None:
        self._senders.shutdown(wait=True)

    def _send_aside(self) -> None:
        """Documents that are new to a draft, while further ones are made."""
        changed, self._changed = self._changed, {}
        sources = {number: to_opensearch(one) for number, one in changed.items() if one is not None}
        for source in sources.values():
            self._counted.update(terms_of(source))
        self._sending.append(self._senders.submit(self._send, sources))
        with said():
            while len(self._sending) > 2 * SENDERS:
                self._refused |= self._sending.pop(0).result().keys()
            if len(self._counted) > MOST_COUNTED:
                self._count(self._counted, more=True)
                self._counted.clear()

    def _commit(self) -> None:
        for sent in self._sending:
            self._refused |= sent.result().keys()
        self._sending.clear()
        changed, self._changed = self._changed, {}
        sources = {number: None if one is None else to_opensearch(one) for number, one in changed.items()}
        counted, self._counted = self._counted, Counter()
        for source in sources.values():
            if source is not None:
                counted.update(terms_of(source))
        before = self._held(self._deleted)
        self._deleted.clear()
        for source in before.values():
            counted.subtract(terms_of(source))
        self._count(counted, more=True)
        not_taken: dict[int, int] = {}
        for some in _in_parts(sources, AT_ONCE):
            not_taken |= self._send({number: sources[number] for number in some})
        for number in not_taken.keys() & before.keys():
            counted.update(terms_of(before[number]))  # it is still held
        self._count(counted, more=False)
        self._refused |= {number for number, status in not_taken.items() if status != _NEWER}
        self._cluster.client.indices.refresh(index=[self._articles, self._terms])
        self._cluster.committed(self._terms)

    def _held(self, ids: Iterable[int]) -> dict[int, Json]:
        """What the index has of these articles."""
        found: dict[int, Json] = {}
        for some in _in_parts(ids, AT_ONCE):
            answer = self._cluster.client.mget(
                index=self._articles, body={"ids": [str(number) for number in some]}, _source_includes=_HELD
            )
            for one in answer["docs"]:
                if "error" in one:
                    raise TransportError(503, one["error"]["type"], one["error"])
                if one["found"]:
                    found[int(one["_id"])] = one["_source"]
        return found

    def _count(self, counted: Counter[Term], *, more: bool) -> None:
        for some in _in_parts(changes(counted, more=more), TERMS_AT_ONCE):
            actions: list[list[Json]] = [[{"index": {}}, change] for change in some]
            for status, error in self._bulk(self._terms, actions).values():
                if status in AGAIN:
                    raise TransportError(status, error["type"], error)
                # Any other is of a term that cannot be held; then its article will not be, either.

    def _send(self, sources: Mapping[int, Json | None]) -> dict[int, int]:
        """The ids of those that the cluster does not take, and the status that it says why by."""
        actions = []
        for number, source in sources.items():
            head = {"_id": str(number), "version": self._number, "version_type": "external_gte"}
            actions.append([{"delete": head}] if source is None else [{"index": head}, source])
        not_taken = {}
        numbers = list(sources)
        for at, (status, error) in self._bulk(self._articles, actions).items():
            if status >= 300 and status != _GONE:
                not_taken[numbers[at]] = status
                if status != _NEWER:
                    logger.error("The search cluster refused article %d: %s", numbers[at], error.get("type"))
        return not_taken

    def _bulk(self, index: str, actions: list[list[Json]]) -> dict[int, tuple[int, Json]]:
        """(status, error) of each action, by its place; what the cluster is too busy for is sent again."""
        done: dict[int, tuple[int, Json]] = {}
        left = list(range(len(actions)))
        for turn in range(TRIES):
            if not left:
                break
            if turn:
                time.sleep(PAUSE * 2 ** (turn - 1))
            body = "".join(json.dumps(line) + "\n" for at in left for line in actions[at])
            try:
                answer = self._cluster.client.bulk(body=body, index=index)
            except (ConnectionError, TransportError) as error:
                is_busy = isinstance(error, ConnectionError) or error.status_code in AGAIN
                if isinstance(error, NotFoundError) or not is_busy or turn == TRIES - 1:
                    raise
                logger.warning("Sent again to the search cluster: %s", short(error))
                continue
            items = [next(iter(item.values())) for item in answer["items"]]
            told = [(item["status"], item.get("error", {})) for item in items]
            done |= dict(zip(left, told, strict=True))
            left = [at for at in left if done[at][0] in AGAIN]
        return done


def _in_parts(many: Iterable[Any], size: int) -> Iterator[list[Any]]:
    waiting = iter(many)
    while some := list(islice(waiting, size)):
        yield some
