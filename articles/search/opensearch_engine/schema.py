"""The fields of an index, and a document in them; the same tokens that the embedded engine has."""

from __future__ import annotations

import hashlib
from typing import Any

from articles.search.documents import ANALYSIS_VERSION, Document, moment

# A phrase does not reach from one text of an article into the next: no query asks for so many steps.
BETWEEN_TEXTS = 1000
# Letters of a term. A longer one is cut by the cluster in pieces, or refused; ours keeps its beginning.
LONGEST = 200
KEPT = 150

Json = dict[str, Any]


def _text(**options: Any) -> Json:
    return {"type": "text", "analyzer": "whitespace", **options}


_FIELDS: Json = {
    "words": _text(index_options="positions", position_increment_gap=BETWEEN_TEXTS),  # folded, unstemmed
    "headline": _text(index_options="positions"),
    "stems": _text(index_options="freqs"),
    "names": _text(index_options="docs", norms=False),
    "language": {"type": "keyword"},
    **{name: {"type": "long"} for name in ("id", "source", "section", "place", "person", "newest")},
    **{name: {"type": "integer"} for name in ("year", "month", "day", "start", "end")},
    "digest": {"type": "long", "index": False},
}
_NUMBERS = ("id", "source", "section", "place", "year", "month", "day", "start", "end", "digest")
_TERMS: Json = {
    "group": {"type": "keyword"},
    "term": {"type": "keyword"},
    "count": {"type": "integer"},
    "at": {"type": "double", "index": False},
}
SCHEMA = hashlib.sha256(repr((1, _FIELDS, _TERMS, ANALYSIS_VERSION)).encode()).hexdigest()[:12]


def articles_index(archive: str, shards: int, replicas: int) -> Json:
    """The body that makes the index of articles, of the database whose uuid ``archive`` is."""
    settings = _settings(shards, replicas)
    settings["similarity"] = {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}}
    meta = {"schema": SCHEMA, "archive": archive}
    return {"settings": settings, "mappings": {"dynamic": "strict", "_meta": meta, "properties": _FIELDS}}


def terms_index(shards: int, replicas: int) -> Json:
    """The body that makes the index of its terms, see ``vocabulary``."""
    return {
        "settings": _settings(shards, replicas),
        "mappings": {"dynamic": "strict", "properties": _TERMS},
    }


def _settings(shards: int, replicas: int) -> Json:
    # Readers see what was committed: nobody else asks for a refresh.
    return {"number_of_shards": shards, "number_of_replicas": replicas, "refresh_interval": "-1"}


def bounded(term: str) -> str:
    """The term as the cluster holds it: of a very long one its beginning, and a fingerprint of all of it."""
    if len(term) <= LONGEST:
        return term
    fingerprint = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return term[:KEPT] + fingerprint


def _joined(terms: tuple[str, ...]) -> str:
    return " ".join(map(bounded, terms))


def to_opensearch(document: Document) -> Json:
    made: Json = {
        "words": [_joined(text) for text in document.texts],
        "headline": _joined(document.headline),
        "stems": _joined(document.stems),
        "names": _joined(document.names),
        "person": list(document.persons),
        "language": document.language,
    }
    for name in _NUMBERS:
        made[name] = getattr(document, name)
    if (newest := moment(document)) is not None:
        made["newest"] = newest
    return made
