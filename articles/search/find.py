"""A query in, results out: what the pages and commands call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db.models import QuerySet

from articles.models import Article
from articles.search.analysis import Variants, expanded
from articles.search.engine import FACETS, IndexMissing, Position, Reader, Request, Results, Step
from articles.search.engines import engine
from articles.search.naming import names_sounding_like
from articles.search.parsing import MOST_TOLD, spent_by
from articles.search.query import Query, Resolved, Sort
from articles.search.resolving import resolve
from articles.search.spelling import corrected, is_unknown, plain_words
from articles.search.terms import joined_term
from articles.search.tree import Node, Similar, Word
from articles.text.tokens import tokens, words

__all__ = ["IndexMissing", "found_articles", "ids_found", "resolved", "reworded", "search"]

FARTHEST = 2  # letters wrong in a word that another is proposed for
FEW = 3  # so few results that another spelling may have been meant


def reader() -> Reader:
    """The reader of the index in use, seeing the last commit. Raises ``IndexMissing``."""
    return engine().reader()


def resolved(question: Query | Resolved) -> Resolved:
    """The question with its words parsed and its names looked up; as it is where that is done."""
    return question if isinstance(question, Resolved) else resolve(question)


def reworded(asked: Resolved, query: Query) -> Resolved:
    """Much the same question in other words, with no second look at the names that both hold."""
    return resolve(query, asked.names)


def search(
    question: Query | Resolved,
    *,
    offset: int = 0,
    limit: int = 20,
    facets: Sequence[str] = FACETS,
    facet_limit: int = 12,
    histogram: Step | None = None,
    by_kind: bool = False,
    how: bool = True,
    after: Position | None = None,
) -> Results:
    """Raises ``IndexMissing``, and ValueError for an unknown facet."""
    asked = resolved(question)
    request = Request(
        query=asked.query,
        tree=asked.tree,
        offset=offset,
        limit=limit,
        facets=tuple(facets),
        facet_limit=facet_limit,
        histogram=histogram,
        by_kind=by_kind and spent_by(asked.tree) <= MOST_TOLD,
        how=how,
        after=after,
    )
    opened = reader()
    results = opened.search(request)
    better = ""
    frequency = _frequency(opened, asked.tree)
    if limit and asked.tree is not None and (results.total <= FEW or is_unknown(asked.tree, frequency)):
        better = corrected(asked.query.text, asked.tree, frequency, _as_written, _near, results.variants)
    return replace(results, notes=asked.notes, suggestion=better)


def ids_found(question: Query | Resolved) -> Sequence[int]:
    """The ids of all articles that are found, however many, in their order. Raises ``IndexMissing``."""
    asked = resolved(question)
    return reader().ids(Request(asked.query, asked.tree))


def _frequency(opened: Reader, tree: Node | None) -> Callable[[str], int]:
    """In how many articles a word stands; one of the query also where texts write it in parts (OConnor)."""
    typed = {words(term.text)[0] for term in plain_words(tree)}

    def frequency(word: str) -> int:
        if (found := opened.frequency(word)) or word not in typed:
            return found
        return dict(opened.terms("stems", joined_term(word))).get(joined_term(word), 0)

    return frequency


def variants_of(tree: Node | None) -> dict[str, Variants]:
    """What the words of a query may be found by; the words as typed where there is no index to ask."""
    try:
        return expanded(tree, reader())
    except IndexMissing:
        return {}


def _near(word: str) -> set[str]:
    """Words of a few articles that have one nearly like a folded word, and names that sound like it."""
    request = Request(Query(word), Similar(word, FARTHEST), limit=FEW)
    found = found_articles(reader().search(request))
    texts = (text for article in found for text in (article.headline, article.caption, article.body))
    return {token.folded for text in texts for token in tokens(text)} | names_sounding_like(word)


def _as_written(word: str) -> str:
    """A folded word of the index as the newest article with it has it."""
    request = Request(Query(word, sort=Sort.NEWEST, exact=True), Word(word), limit=1)
    for article in found_articles(reader().search(request)):
        for text in (article.headline, article.caption, article.byline, article.body):
            for token in tokens(text):
                if token.folded == word:
                    return token.raw.lower() if token.raw.isupper() else token.raw
    return word


def found_articles(results: Results, articles: QuerySet[Article] | None = None) -> list[Article]:
    """The rows of the hits, in their order, one query; what is gone or withdrawn meanwhile is left out."""
    ids = [hit.article_id for hit in results.hits]
    wanted = articles if articles is not None else Article.objects.public().with_names()
    rows = {article.pk: article for article in wanted.filter(pk__in=ids)}
    return [rows[article_id] for article_id in ids if article_id in rows]
