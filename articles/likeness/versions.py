"""Which articles a page with other bytes is a later version of: those of its address that say much the same.

An address alone does not tell. The first page of an outlet has other news each day, and one taken for a later
version of yesterday's would hide it from readers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from articles.models import Article
from articles.reading.model import Item, Published
from articles.text.fold import fold
from articles.text.periods import interval_of

SHARED = 0.5  # of the distinct words of the shorter text; other news of the same outlet share a quarter
LEFT = 1 / 3  # of the earlier text's length


def at_address(url: str) -> list[Article]:
    """All articles that came from this address, the newest first.

    Locked until the transaction ends, so that what an editor saves meanwhile is not written over.
    """
    if not url:
        return []
    found = Article.objects.at_address(url).select_related("source", "original").order_by("-pk")
    locked = found.select_for_update(of=("self",), no_key=True)
    return list(locked.defer("original__compressed"))


def known_addresses(urls: Collection[str]) -> set[int | None]:
    """The keys of those of these addresses that articles came from, whichever way they are written."""
    if not urls:
        return set()
    return set(Article.objects.at_address(*urls).order_by().values_list("address", flat=True))


def earlier_versions(there: Sequence[Article], items: Iterable[Item]) -> dict[int, Article]:
    """By the number of an item: the article that it is a later version of, each article once.

    Told by their texts, those most alike first, since a page that grows at its top numbers all its items
    anew; of those as much alike the one of the same number, then the newest, also where another has come in
    between.
    """
    pairs = [
        (how_much_is_shared(article, item), article.item == item.number, -place, item.number)
        for item in items
        for place, article in enumerate(there)
        if says_much_the_same(article, item)
    ]
    found: dict[int, Article] = {}
    taken: set[int] = set()
    for _, _, place, number in sorted(pairs, reverse=True):
        if number not in found and place not in taken:
            found[number] = there[-place]
            taken.add(place)
    return found


def says_much_the_same(article: Article, item: Item) -> bool:
    """Whether the headline is the same, or half the words of the shorter text stand in the other.

    The headline of another day tells nothing: a forecast has the same one each morning.
    """
    same_headline = bool(article.headline) and fold(article.headline) == fold(item.headline)
    if same_headline and not is_of_another_day(article, item.published):
        return True
    return how_much_is_shared(article, item) >= SHARED


def how_much_is_shared(article: Article, item: Item) -> float:
    """What share of the distinct words of the shorter text stands in the other."""
    before, now = set(fold(article.body).split()), set(fold(item.body).split())
    fewer = min(len(before), len(now))
    return len(before & now) / fewer if fewer else 0.0


def is_cut_short(article: Article, item: Item) -> bool:
    """Whether a later version has little left of the earlier text, as where only subscribers may read it."""
    return len(item.body) < LEFT * len(article.body)


def is_of_another_day(article: Article, published: Published | None) -> bool:
    if not (published and article.published_from and article.published_until):
        return False
    now = interval_of(published.date, None, "", published.precision.value)
    return not (
        now.start and now.end and now.start < article.published_until and article.published_from < now.end
    )
