"""A page of a list of articles: one question to the engine, one to the database for the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import gettext as _

from articles.lists.context import InContext, in_context
from articles.lists.facets import VALUES
from articles.lists.named import filed_in_language_shown
from articles.lists.paging import Pages
from articles.lists.samples import samples
from articles.models import Article
from articles.search.engine import Matched, Results, Step
from articles.search.find import found_articles, resolved, search
from articles.search.query import Query, Resolved
from articles.search.snippets import Terms, highlight, snippet, terms_of

PAGE_SIZE = 20

Segments = Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class HitShown:
    """One article of a list, with the texts shown of it as segments (text, matches the search)."""

    article: Article
    title: Segments
    snippet: Segments
    matched: Matched
    spelled: tuple[str, str] | None = None  # a name as the article has it, and as it was typed
    number: int = 0  # its place in the list, from 1
    group: int | None = None  # of the reprints that it stands with
    folded: tuple[Article, ...] = ()  # reprints of it that stand below it
    is_sample: bool = False  # came with the archive, to try it with
    context: tuple[InContext, ...] = ()  # where its text has the words, if that was asked for

    @property
    def why(self) -> str:
        """Why it was found, where it does not have the words as typed; else ""."""
        if self.matched == "words":
            return ""
        if self.matched == "stems":
            return _("Found by another form of the word.")
        if self.spelled is None:
            return _("Found by a name in another spelling or alphabet.")
        found, typed = self.spelled
        return _("Found by another spelling of the name: %(found)s for %(typed)s.") % {
            "found": found,
            "typed": typed,
        }


@dataclass(frozen=True)
class Listing:
    results: Results
    hits: list[HitShown]
    pages: Pages
    folded: int = 0  # articles of this page that stand below others
    terms: Terms | None = None  # what the question lights in texts


def listing(
    question: Query | Resolved,
    page: int | None = 1,
    facets: tuple[str, ...] = (),
    facet_limit: int = VALUES,
    histogram: Step | None = None,
    size: int = PAGE_SIZE,
) -> Listing:
    """One page of what `question` finds; the last page where `page` is beyond it. Raises IndexMissing."""
    asked = resolved(question)
    # The engine makes room for every hit before the offset, so it must not be given just any page.
    total = search(asked, limit=0, facets=()).total if page and page > 1 else 0
    pages = Pages.of(page, total, size)
    results = search(
        asked,
        offset=pages.start,
        limit=size,
        facets=facets,
        facet_limit=facet_limit,
        histogram=histogram,
        by_kind=True,
    )
    terms = terms_of(asked.tree, results.variants)
    hits = hits_shown(results, terms, pages.start)
    return Listing(results, hits, replace(pages, total=results.total), terms=terms)


def with_context(listed: Listing) -> Listing:
    """The same page with the places in each article's text that have what was asked for."""
    terms = listed.terms
    if terms is None:
        return listed

    def shown(hit: HitShown) -> HitShown:
        article = hit.article
        spans = terms.spans(article.body, article.language, hit.matched == "keys")
        return replace(hit, context=tuple(in_context(article.body, spans)))

    return replace(listed, hits=[shown(hit) for hit in listed.hits])


def hits_shown(results: Results, terms: Terms, before: int = 0) -> list[HitShown]:
    """``before``: hits of the list that come before these."""
    places = {hit.article_id: (hit, number) for number, hit in enumerate(results.hits, before + 1)}
    rows = Article.objects.public().with_names().annotate(group=F("fingerprint__group"))
    articles = found_articles(results, rows)
    filed_in_language_shown(articles)
    shown, known = [], samples()
    for article in articles:
        hit, number = places[article.pk]
        one = hit_shown(article, terms, hit.matched)
        group = getattr(article, "group", None)
        shown.append(replace(one, number=number, group=group, is_sample=article.pk in known))
    return shown


def hit_shown(article: Article, terms: Terms, matched: Matched) -> HitShown:
    names = matched == "keys"
    texts = (article.title, article.caption, article.body) if names else ()
    spelled = (terms.spelled(text, article.language) for text in texts)
    return HitShown(
        article=article,
        title=highlight(article.title, article.language, terms, names),
        snippet=snippet(article, terms, names=names),
        matched=matched,
        spelled=next(filter(None, spelled), None),
    )
