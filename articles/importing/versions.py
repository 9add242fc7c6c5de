"""Which articles a page with other bytes is a later version of: those of its address that say much the same.

An address alone does not tell. The first page of an outlet has other news each day, and one taken for a later
version of yesterday's would hide it from readers.
"""

from __future__ import annotations

from articles.models import Article
from articles.models.addresses import ways_to_write
from articles.text.fold import fold

SHARED = 0.5  # of the distinct words of the shorter text; other news of the same outlet share a quarter


def at_address(url: str) -> dict[int, Article]:
    """The newest article of each item of the page at this address; empty where there is none.

    Locked until the transaction ends, so that what an editor saves meanwhile is not written over.
    """
    if not url:
        return {}
    found = Article.objects.at_address(url).select_related("source", "original").order_by("pk")
    locked = found.select_for_update(of=("self",), no_key=True)
    return {article.item: article for article in locked.defer("original__compressed")}


def is_same_address(url: str, other: str) -> bool:
    return url == other or other in ways_to_write(url)


def says_much_the_same(article: Article, headline: str, body: str) -> bool:
    """Whether the headline is the same, or half the words of the shorter text stand in the other."""
    if article.headline and fold(article.headline) == fold(headline):
        return True
    before, now = set(fold(article.body).split()), set(fold(body).split())
    fewer = min(len(before), len(now))
    return fewer > 0 and len(before & now) >= SHARED * fewer
