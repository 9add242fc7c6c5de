"""The index of an archive in a cluster: an alias for the articles and one for their terms.

    NAME, NAME-terms           the aliases, which readers and writers use
    NAME-<generation>[-terms]  the indexes; those without an alias are a rebuild that goes on, or one that was
                               broken off: the next one clears it away

The mapping of the articles names the database that they are of, and the schema.
"""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from opensearchpy.exceptions import NotFoundError, OpenSearchException

from articles.models import Archive
from articles.search.engine import REBUILD, IndexAway, IndexMissing, Request
from articles.search.opensearch_engine.cluster import Cluster, connected, said
from articles.search.opensearch_engine.locking import the_only_writer
from articles.search.opensearch_engine.reading import OpenSearchReader
from articles.search.opensearch_engine.schema import SCHEMA, articles_index, terms_index
from articles.search.opensearch_engine.writing import OpenSearchWriter
from articles.search.query import Query

TRUST_SECONDS = 1.0  # an index that fits is not looked at again within so many
MOST_CLAUSES = 16_384  # of a query: a long one asks for hundreds of spellings of each word

Lock = Callable[..., AbstractContextManager[None]]


def configured() -> OpenSearchEngine:
    """That of this process, of the cluster in the settings."""
    return _of(
        tuple(settings.OPENSEARCH_URL),
        settings.OPENSEARCH_INDEX,
        settings.OPENSEARCH_SHARDS,
        settings.OPENSEARCH_REPLICAS,
    )


@lru_cache(maxsize=1)
def _of(urls: tuple[str, ...], name: str, shards: int, replicas: int) -> OpenSearchEngine:
    client = connected(
        urls,
        user=settings.OPENSEARCH_USER,
        password=settings.OPENSEARCH_PASSWORD,
        authority=settings.OPENSEARCH_AUTHORITY,
        certificate=settings.OPENSEARCH_CERTIFICATE,
        key=settings.OPENSEARCH_KEY,
        timeout=settings.OPENSEARCH_TIMEOUT,
    )
    cluster = Cluster(client, name, shards, replicas)
    return OpenSearchEngine(cluster, lambda: str(Archive.this().uuid), the_only_writer)


class OpenSearchEngine:
    """See ``articles.search.engine.Engine``.

    ``archive`` gives the uuid of the database, ``lock`` keeps writers apart.
    """

    def __init__(self, cluster: Cluster, archive: Callable[[], str], lock: Lock) -> None:
        self.cluster = cluster
        self.archive = archive
        self.lock = lock
        self._open: OpenSearchReader | None = None
        self._opening = threading.Lock()
        self._trusted_at = -TRUST_SECONDS

    def reader(self) -> OpenSearchReader:
        with said(), self._opening:
            if time.monotonic() - self._trusted_at >= TRUST_SECONDS:
                self._check()
            if self._open is None:
                self._open = OpenSearchReader(self.cluster)
            else:
                self._open.refresh()
            return self._open

    @contextmanager
    def reading(self) -> Iterator[OpenSearchReader]:
        with said():
            self._check()
            yield OpenSearchReader(self.cluster)

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[None]:
        with self.lock(wait=wait), said():
            yield

    def writer(self) -> OpenSearchWriter:
        with said():
            self._check()
        return OpenSearchWriter(self.cluster, self.cluster.name, self.cluster.terms)

    def begin(self) -> OpenSearchDraft:
        with said():
            self._clear()
            self._allow_long_queries()
            draft = f"{self.cluster.name}-{uuid.uuid4().hex[:12]}"
            shards, replicas = self.cluster.shards, self.cluster.replicas
            indices = self.cluster.client.indices
            indices.create(index=draft, body=articles_index(self.archive(), shards, replicas))
            indices.create(index=f"{draft}-terms", body=terms_index(1, replicas))
            self.cluster.committed(f"{draft}-terms")
        return OpenSearchDraft(self, draft)

    def switch_to(self, draft: str) -> None:
        """Both aliases in one step, which takes the indexes before them away."""
        gone = [{"remove_index": {"index": index}} for index in sorted(self._named())]
        added = [
            {"add": {"index": draft, "alias": self.cluster.name}},
            {"add": {"index": f"{draft}-terms", "alias": self.cluster.terms}},
        ]
        with said():
            self.cluster.client.indices.update_aliases(body={"actions": [*added, *gone]})
        self._trusted_at = -TRUST_SECONDS

    def standing_in(self) -> str | None:
        return None

    def elsewhere(self) -> str | None:
        return None  # all servers ask the one cluster

    def forget_older(self) -> None:
        """None is kept."""

    def exists(self) -> bool:
        with said():
            return bool(self.cluster.client.indices.exists_alias(name=self.cluster.name))

    def problem(self) -> str | None:
        try:
            with self.reading() as reader:
                reader.search(Request(Query(), limit=1))
        except IndexAway:
            raise
        except IndexMissing as error:
            return str(error)
        return None

    def _check(self) -> None:
        """Raises ``IndexMissing`` where the index is not of this database and schema."""
        found = self.cluster.client.indices.get_mapping(index=self.cluster.name)
        [mapping] = [one["mappings"] for one in found.values()]
        meta = mapping.get("_meta", {})
        if meta.get("archive") != self.archive():
            raise IndexMissing(_("The search index was made from another database.") + f" {REBUILD}")
        if meta.get("schema") != SCHEMA:
            raise IndexMissing(
                _("The search index was made by another version of the archive.") + f" {REBUILD}"
            )
        self._trusted_at = time.monotonic()

    def _named(self) -> set[str]:
        """The indexes behind the aliases."""
        found: set[str] = set()
        for alias in (self.cluster.name, self.cluster.terms):
            with suppress(NotFoundError):
                found |= self.cluster.client.indices.get_alias(name=alias).keys()
        return found

    def _clear(self) -> None:
        ours = re.compile(re.escape(self.cluster.name) + r"-[0-9a-f]{12}(-terms)?")
        found = self.cluster.client.indices.get(index=f"{self.cluster.name}-*")
        left = {name for name in found if ours.fullmatch(name)} - self._named()
        if left:
            self.cluster.client.indices.delete(index=sorted(left))

    def _allow_long_queries(self) -> None:
        """Where a cluster does not let us say so, whoever runs it has."""
        body = {"persistent": {"indices.query.bool.max_clause_count": MOST_CLAUSES}}
        with suppress(OpenSearchException):
            self.cluster.client.cluster.put_settings(body=body)


class OpenSearchDraft:
    """Indexes without an alias."""

    def __init__(self, engine: OpenSearchEngine, name: str) -> None:
        self._engine = engine
        self._name = name

    def writer(self) -> OpenSearchWriter:
        return OpenSearchWriter(self._engine.cluster, self._name, f"{self._name}-terms", is_draft=True)

    def switch(self) -> None:
        self._engine.switch_to(self._name)
