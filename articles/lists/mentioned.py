"""Where a list is of one person's articles: the passages that mention them, from the mentions' own spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.lists.context import in_context
from articles.lists.listing import HitShown, Listing
from articles.models import Article, Mention
from articles.search.snippets import Span, lit, passage


def with_passages(listed: Listing, people: Iterable[int]) -> Listing:
    """The same page with the passage of each article that names `people` most, and them lit. One query.

    An article whose text does not name them (a headline may, or the text was edited since) keeps the passage
    that it has.
    """
    found = mentions_of(people, [hit.article for hit in listed.hits])
    return replace(listed, hits=[_shown(hit, found[hit.article.pk]) for hit in listed.hits])


def mentions_of(people: Iterable[int], articles: Sequence[Article]) -> dict[int, list[Mention]]:
    """The mentions of `people` that stand in these articles, in order, by the article's id."""
    standing = Mention.objects.standing().filter(person__in=set(people), article__in=articles)
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in standing.order_by("start"):
        found[mention.article_id].append(mention)
    return found


def with_mentions_in_context(listed: Listing, people: Iterable[int]) -> Listing:
    """The same page with the places in each article's text that mention them. One query."""
    found = mentions_of(people, [hit.article for hit in listed.hits])
    return replace(
        listed,
        hits=[
            replace(
                hit,
                context=tuple(
                    in_context(hit.article.body, _spans(hit.article.body, "body", found[hit.article.pk]))
                ),
            )
            for hit in listed.hits
        ],
    )


def _shown(hit: HitShown, mentions: Sequence[Mention]) -> HitShown:
    article = hit.article
    if headline := _spans(article.headline, "headline", mentions):
        hit = replace(hit, title=lit(article.headline, headline))
    if body := _spans(article.body, "body", mentions):
        hit = replace(hit, snippet=passage(article.body, body))
    return hit


def _spans(text: str, field: str, mentions: Sequence[Mention]) -> list[Span]:
    """Where they still stand in that text; one person is one term, so that the passage shows all of them."""
    return [
        Span(one.start, one.end, one.person_id or 0)
        for one in mentions
        if one.field == field and text[one.start : one.end] == one.surface
    ]
