"""Who else has published an article, the earliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.editing.delisting import delisted_among
from articles.likeness.earliest import comes_before, surely_first, when
from articles.likeness.grouping import by_editors
from articles.likeness.groups import in_order, members
from articles.likeness.origins import Origin, Shares, likely_origin, shares_of
from articles.models import Article, Fingerprint, Source

SHOWN = 30
MOST = 10  # outlets named on a source's page
KEPT = 60  # seconds; as long as a withdrawal may still be told
DAYS = (Article.Precision.DAY, Article.Precision.MINUTE)


@dataclass(frozen=True)
class Published:
    """Another article of the story."""

    article: Article
    is_first: bool
    after: str  # the first, in words; "" where that is unknown
    is_same_day: bool = False  # as this one, where nobody knows which came first
    is_agency: bool = False  # the outlet is the agency that the others credit
    by_editor: bool = False  # joined by one, not told by its text
    can_be_compared: bool = True  # no name is taken out of the two


@dataclass(frozen=True)
class AlsoPublished:
    """The others of an article's group, and the agency that the story likely comes from."""

    others: list[Published]
    origin: Origin | None
    total: int  # of the others

    @property
    def more(self) -> int:
        return self.total - len(self.others)

    @property
    def is_found(self) -> bool:
        """Whether a machine told any of them."""
        return not all(one.by_editor for one in self.others)


def also_published_with_origin(article: Article) -> AlsoPublished:
    """Nothing is asked of the texts where an article stands alone."""
    others = also_published(article)
    if not others:
        return AlsoPublished([], None, 0)
    origin = likely_origin([article, *(one.article for one in others)])
    if origin is not None:
        others = [replace(one, is_agency=_is_of(one.article, origin)) for one in others]
    total = len(others) if len(others) < SHOWN else in_order(_group(article)).count() - 1
    return AlsoPublished(others, origin, total)


def _is_of(article: Article, origin: Origin) -> bool:
    return article.source is not None and article.source.domain == origin.agency.domain


def _group(article: Article) -> int:
    """Its fingerprint may be there already; no article has a group below 1."""
    fingerprint: Fingerprint | None = getattr(article, "fingerprint", None)
    return fingerprint.group or 0 if fingerprint else 0


def also_published(article: Article, begin: int = 0, most: int = 0) -> list[Published]:
    """The others of its group, the earliest first, from a place on; none where it has no reprints."""
    group = _group(article)
    if not group:
        return []
    others = (
        in_order(group).exclude(pk=article.pk).with_names().defer("body")[begin : begin + (most or SHOWN)]
    )
    earliest = members(group, SHOWN + 1)
    if not earliest:  # it was withdrawn a moment ago, and the other stands alone
        return []
    return told_of_others(article, list(others), earliest, group)


def told_of_others(
    article: Article, others: Sequence[Article], earliest: Sequence[Article], group: int
) -> list[Published]:
    """``earliest``: of all of the group, in order, so many that who was first can be told."""
    first = surely_first(earliest)
    joined = by_editors(article.pk, group)
    delisted = delisted_among([article.pk, *(other.pk for other in others)])
    return [
        Published(
            other,
            is_first=other == first,
            after=time_between(earliest[0], other) if comes_before(when(earliest[0]), when(other)) else "",
            is_same_day=_is_same_day(article, other),
            by_editor=other.pk in joined,
            can_be_compared=delisted.isdisjoint({article.pk, other.pk}),
        )
        for other in others
    ]


def _is_same_day(article: Article, other: Article) -> bool:
    """And nobody knows which of the two came first."""
    one, two = when(article), when(other)
    is_day = article.published_precision in DAYS and other.published_precision in DAYS
    return is_day and one.begin == two.begin and not (comes_before(one, two) or comes_before(two, one))


def time_between(first: Article, other: Article) -> str:
    """In words; by days where one of the two tells no time, "" where one tells no day."""
    if first == other or first.published_precision not in DAYS or other.published_precision not in DAYS:
        return ""
    by_minute = first.published_precision == other.published_precision == Article.Precision.MINUTE
    if by_minute and first.published_at and other.published_at:
        return timesince(first.published_at, other.published_at, depth=1)
    if first.published_from == other.published_from:
        return _("the same day")
    if first.published_from is None or other.published_from is None:
        return ""
    return timesince(first.published_from, other.published_from, depth=1)


@dataclass(frozen=True)
class SharesShown:
    """How much of an outlet stands in others, too; sources with the number of articles."""

    shares: Shares
    from_whom: list[tuple[Source, int]]
    by_whom: list[tuple[Source, int]]


def source_shares(source: Source) -> SharesShown:
    """Counted once a minute: of a large outlet thousands of articles are looked at."""
    key = f"reprints:shares:{source.pk}"
    shares: Shares | None = cache.get(key)
    if shares is None:
        shares = shares_of(source.pk)
        cache.set(key, shares, KEPT)
    from_whom, by_whom = shares.from_whom[:MOST], shares.by_whom[:MOST]
    rows = Source.objects.public().in_bulk([pk for pk, _ in (*from_whom, *by_whom)])
    return SharesShown(
        shares,
        [(rows[pk], count) for pk, count in from_whom if pk in rows],
        [(rows[pk], count) for pk, count in by_whom if pk in rows],
    )
