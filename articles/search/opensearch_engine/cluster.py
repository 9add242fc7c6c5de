"""The cluster as this archive sees it: its client, the names of its indexes, what it says when it fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    NotFoundError,
    OpenSearchException,
    TransportError,
)

from articles.search.engine import REBUILD, IndexAway, IndexMissing
from articles.search.opensearch_engine.schema import Json

AGAIN = (429, 502, 503, 504)  # what a cluster says that is busy, or lacks a part for now


@dataclass(frozen=True, slots=True)
class Cluster:
    """Readers and writers use the two aliases; the indexes behind them change with a rebuild."""

    client: OpenSearch
    name: str
    shards: int = 1
    replicas: int = 0

    @property
    def terms(self) -> str:
        return f"{self.name}-terms"

    def search(self, *asked: tuple[Json, Json]) -> list[Json]:
        """The answers to (header, body) pairs, all in one request. No part of an index may be missing."""
        lines: list[Json] = []
        for header, body in asked:
            lines += ({"allow_partial_search_results": False} | header, body)
        answers: list[Json] = self.client.msearch(body=lines)["responses"]
        for answer in answers:
            _whole(answer)
        return answers

    def ask(self, index: str, body: Json, **header: Any) -> Json:
        [answer] = self.search(({"index": index, **header}, body))
        return answer

    def committed(self, terms: str) -> None:
        """Tells readers that there is something new."""
        self.client.index(index=terms, id="commit", body={"at": time.time()})

    def stamp(self) -> tuple[str, int, float]:
        """(index, version, seconds since 1970) of the last commit."""
        found = self.client.get(index=self.terms, id="commit")
        return found["_index"], found["_version"], found["_source"]["at"]


def _whole(answer: Json) -> None:
    if "error" in answer:
        error = answer["error"]
        kind = NotFoundError if answer["status"] == 404 else TransportError
        raise kind(answer["status"], error["type"], error)
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise TransportError(503, "partial", answer["_shards"])


@contextmanager
def said() -> Iterator[None]:
    """What the cluster says becomes ``IndexMissing``, or ``IndexAway`` where it may answer again."""
    try:
        yield
    except OpenSearchException as error:
        raise _as_ours(error) from error


def _as_ours(error: OpenSearchException) -> IndexMissing:
    if isinstance(error, NotFoundError):
        return IndexMissing(_("There is no search index.") + f" {REBUILD}")
    if isinstance(error, AuthenticationException | AuthorizationException):
        return IndexAway(
            _("The search cluster does not let us in: %(error)s. See OPENSEARCH_USER and OPENSEARCH_PASSWORD")
            % {"error": short(error)}
        )
    if isinstance(error, ConnectionError) or (
        isinstance(error, TransportError) and isinstance(error.status_code, int) and error.status_code >= 429
    ):
        return IndexAway(
            _("The search cluster does not answer: %(error)s. See that its nodes run, at OPENSEARCH_URL")
            % {"error": short(error)}
        )
    return IndexMissing(
        _("The search cluster refuses what it was asked: %(error)s. %(remedy)s")
        % {"error": short(error), "remedy": REBUILD}
    )


def short(error: OpenSearchException) -> str:
    """Its kind; never its text, which may hold addresses, words of articles and of readers."""
    if isinstance(error, ConnectionError) or not isinstance(error, TransportError):
        return type(error).__name__
    return f"{error.status_code} {error.error}"[:120]


def connected(
    urls: Sequence[str],
    *,
    user: str = "",
    password: str = "",
    authority: str = "",
    certificate: str = "",
    key: str = "",
    timeout: float = 10.0,
) -> OpenSearch:
    """A client of the nodes at these addresses; where one does not answer, the next is asked.

    ``authority`` is the file of who signed their certificates, ``certificate`` and ``key`` those of our own.
    """
    for name in ("opensearch", "opensearchpy.trace"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they write what readers ask into the log
    options: dict[str, Any] = {}
    if user:
        options["http_auth"] = (user, password)
    if authority:
        options["ca_certs"] = authority
    if certificate:
        options |= {"client_cert": certificate, "client_key": key or None}
    return OpenSearch(
        hosts=list(urls),
        timeout=timeout,
        max_retries=2,
        retry_on_timeout=False,
        retry_on_status=(502, 503, 504),
        http_compress=True,
        **options,
    )
