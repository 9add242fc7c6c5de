"""The terms of an index and how many documents hold each, beside the index in the cluster.

A document of it says that ``count`` documents more, or fewer, hold a term since the one before it, so that a
commit only adds some; their sum is the number. A group is what terms are looked up by: a word, of which the
terms are the languages; a stem, of which they are the forms; a key, of which they are the names.

What is added stands there before the articles are written, what is taken away after. So a writer that dies in
between leaves a number that is too high by a little, and never a word unknown. A rebuild counts anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from articles.search.opensearch_engine.cluster import Cluster
from articles.search.opensearch_engine.schema import Json
from articles.text.stems import FORM

Term = tuple[str, str]  # group, term
Terms = tuple[tuple[str, int], ...]  # with the number of documents, the most frequent first

MOST_TERMS = 10_000  # of a group
AT_ONCE = 200  # groups in one request
# Groups remembered until the next commit: a long query asks for some hundred.
REMEMBERED = 20_000


def group_of(field: str, term: str) -> Term:
    """``stems`` of ``ru:войн|войне``: the group ``stems:ru:войн`` and the term ``войне``."""
    group, _, rest = term.partition(FORM)
    return f"{field}:{group}", rest


def terms_of(source: Json) -> set[Term]:
    """The terms of an article as the index holds it."""
    language = source["language"]
    found = {(f"words:{word}", language) for text in source["words"] for word in text.split()}
    found |= {(f"headline:{word}", "") for word in source["headline"].split()}
    found |= {group_of("stems", term) for term in source["stems"].split()}
    found |= {group_of("names", term) for term in source["names"].split()}
    return found


def changes(counted: Counter[Term], *, more: bool) -> Iterator[Json]:
    """The documents that say how many more, or else fewer, hold each term."""
    for (group, term), count in counted.items():
        if count and (count > 0) is more:
            yield {"group": group, "term": term, "count": count}


class Vocabulary:
    """Looked up a group at a time, or many in one request; remembered until ``forget``."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._known: dict[str, Terms] = {}

    def forget(self) -> None:
        self._known.clear()

    def group(self, group: str) -> Terms:
        if group not in self._known:
            self.look_up([group])
        return self._known[group]

    def look_up(self, groups: Iterable[str]) -> None:
        wanted = [group for group in dict.fromkeys(groups) if group not in self._known]
        if len(self._known) > REMEMBERED:
            self._known.clear()
        for at in range(0, len(wanted), AT_ONCE):
            some = wanted[at : at + AT_ONCE]
            headers: Json = {"index": self._cluster.terms}
            answers = self._cluster.search(*((headers, _asked(group)) for group in some))
            for group, answer in zip(some, answers, strict=True):
                self._known[group] = _summed(answer["aggregations"]["terms"]["buckets"])

    def count(self, field: str, term: str) -> int:
        """How many documents hold a term, of all languages."""
        group, rest = group_of(field, term)
        return sum(count for found, count in self.group(group) if not rest or found == rest)

    def beginning(self, field: str, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """The most frequent groups of a field that begin so, without its name."""
        query = {"prefix": {"group": {"value": f"{field}:{prefix}"}}}
        counted = _by("group", limit)
        answer = self._cluster.ask(self._cluster.terms, {"size": 0, "query": query, "aggs": counted})
        found = _summed(answer["aggregations"]["terms"]["buckets"])
        return [(group.removeprefix(f"{field}:"), count) for group, count in found]


def _asked(group: str) -> Json:
    return {
        "size": 0,
        "query": {"bool": {"filter": {"term": {"group": group}}}},
        "aggs": _by("term", MOST_TERMS),
    }


def _by(field: str, limit: int) -> Json:
    # Few documents match, so that their terms are read as they are: numbering all terms anew after each
    # commit would take longer.
    terms = {"field": field, "size": limit, "execution_hint": "map", "order": {"documents": "desc"}}
    return {"terms": {"terms": terms, "aggs": {"documents": {"sum": {"field": "count"}}}}}


def _summed(buckets: Iterable[Json]) -> Terms:
    counted = ((bucket["key"], int(bucket["documents"]["value"])) for bucket in buckets)
    return tuple((term, count) for term, count in counted if count > 0)
