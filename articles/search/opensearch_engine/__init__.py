"""OpenSearch, on as many machines as it takes: all that knows it (https://docs.opensearch.org)."""

from articles.search.opensearch_engine.engine import OpenSearchEngine, configured

__all__ = ["OpenSearchEngine", "configured"]
