"""What the archive knows of bytes that come: whether they, with what is said of them, are anything new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from articles.editing.applying import is_empty
from articles.models import Article, Original, Reading, Sighting, Source
from articles.models.filed import domain_of
from articles.reading.model import Hints, Page
from articles.reading.signs.outlets import domain_of_credit, source_of
from articles.text.addresses import is_same_address

# What is looked at to tell whether a file is anything new.
_COLUMNS = (
    "status",
    "edited_fields",
    "original_url",
    "section",
    "language",
    "published_from",
    "original__sha256",
    "original__closed",
)


def is_nothing_new(sha256: str, hints: Hints) -> bool:
    """Whether these bytes are known and the hints add nothing, so that the file need not be read."""
    return says_nothing_new(sha256, hints, articles_by_bytes([sha256]))


def says_nothing_new(sha256: str, hints: Hints, known: Mapping[str, Sequence[Article]]) -> bool:
    """The same, where the articles of the bytes are known already."""
    articles = known.get(sha256)
    if not articles:
        return False
    if is_taken_down(sha256, articles):
        return True
    same = [article for article in articles if is_same_origin(article, hints)]
    return (
        bool(same)
        and all(
            article.is_withdrawn
            or article.original.sha256 != sha256  # a later version has taken its place
            or not adds_something(article, hints)
            for article in same
        )
        and not is_another_way_to_write(sha256, hints.url, same)
    )


def is_another_way_to_write(sha256: str, url: str, same: Sequence[Article]) -> bool:
    """Whether these bytes were not met at the address as it is written here."""
    if not url or any(article.original_url in ("", url) for article in same):
        return False
    return not Sighting.objects.filter(original__sha256=sha256, url=url).exists()


def articles_by_bytes(shas: Collection[str]) -> dict[str, list[Article]]:
    """The articles that were read in these bytes, those of the bytes that are known; four queries.

    Not whole: only what ``says_nothing_new`` looks at.
    """
    known = Original.objects.filter(sha256__in=shas).values_list("pk", "sha256")
    by_pk = dict(known)
    if not by_pk:
        return {}
    read_in = (
        Reading.objects.filter(original__in=by_pk).order_by().values_list("original", "article").distinct()
    )
    pairs = list(read_in)
    rows = Article.objects.select_related("original").only("source", "original", *_COLUMNS)
    articles = rows.in_bulk({article for _, article in pairs})
    named = Source.objects.in_bulk({one.source_id for one in articles.values()})  # few are of all
    for one in articles.values():
        if one.source_id is not None:
            one.source = named[one.source_id]
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for original, article in sorted(pairs, reverse=True):
        if article in articles:
            found[by_pk[original]].append(articles[article])
    return dict(found)


def articles_of(sha256: str) -> list[Article]:
    """The articles that were read in these bytes, locked until the transaction ends."""
    if not Original.objects.filter(sha256=sha256).exists():
        return []
    read_in = Reading.objects.filter(original__sha256=sha256).values("article")
    articles = Article.objects.filter(pk__in=read_in).select_related("source", "original")
    locked = articles.select_for_update(of=("self",), no_key=True)
    return list(locked.defer("body", "original__compressed"))


def is_taken_down(sha256: str, known: Sequence[Article]) -> bool:
    """Whether these bytes are closed, or all their articles withdrawn."""
    shown = [article.original for article in known if article.original.sha256 == sha256]
    # Of an earlier version the articles do not tell.
    is_closed = shown[0].closed if shown else Original.objects.filter(sha256=sha256, closed=True).exists()
    return is_closed or all(article.is_withdrawn for article in known)


def is_same_origin(article: Article, hints: Hints, page: Page | None = None) -> bool:
    """Whether the article is of the source and URL that the hints (and the page itself) name.

    What is unknown on either side contradicts nothing.
    """
    if hints.url and article.original_url and not is_same_address(hints.url, article.original_url):
        return False
    named = source_of(hints, agency="")[0] or (page.items[0].source if page else "")
    if not named or article.source is None:
        return True
    if "source" in article.edited_fields:
        return True  # the editor knows better than the same file's old hint
    return named.casefold() in (article.source.name.casefold(), article.source.slug) or (
        bool(article.source.domain) and (domain_of(named) or domain_of_credit(named)) == article.source.domain
    )


def adds_something(article: Article, hints: Hints) -> bool:
    if hints.url and not article.original_url:
        return True
    return any(
        getattr(hints, name) and name not in article.edited_fields and is_empty(article, name)
        for name in ("source", "section", "language", "published")
    )
